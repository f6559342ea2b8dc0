"""What must hold for every accepted proposal, whatever the case (VF-07)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Zustaendigkeit
from wegplan.domains.verfahren.tests.test_eigenschaften import HEUTE, VIELE, Lage, _neu, aufbauen, lagen, schritte
from wegplan.domains.vorschlag import services
from wegplan.domains.vorschlag.models import Aenderungsvorschlag
from wegplan.domains.vorschlag.queries import bewegte_schritte

pytestmark = pytest.mark.django_db


def vorgeschlagen(lage: Lage) -> tuple[Aenderungsvorschlag, Nutzer]:
    """A made-up case of an advisor, with an open extension by 1 day that a test may change."""
    teilnahme = aufbauen(_neu(), lage)
    traeger, _ = Nutzer.objects.get_or_create(username="bdl", rolle="bdl", organisation=teilnahme.massnahme.traeger)
    ifk, _ = Nutzer.objects.get_or_create(username="ifk", rolle="ifk")
    Zustaendigkeit.objects.create(person=teilnahme.person, grund="fachkraft", rolle="ifk", nutzer=ifk, von=HEUTE)
    vorschlag = Aenderungsvorschlag.objects.create(
        vorschlag_id=_neu(),
        person=teilnahme.person,
        teilnahme=teilnahme,
        art="verlaengerung",
        altes_datum=teilnahme.geplantes_ende,
        neues_datum=teilnahme.geplantes_ende + timedelta(days=1),
        grund="ziel_nicht_erreicht",
        vorgeschlagen_von=traeger,
    )
    return vorschlag, ifk


@VIELE
@given(lage=lagen, tage=st.integers(1, 120))
def test_vf07_eine_angenommene_verlaengerung_bewegt_jeden_offenen_schritt_nach_seiner_regel_und_keinen_erledigten(
    als_dienst, lage, tage
):
    with als_dienst():
        vorschlag, ifk = vorgeschlagen(lage)
        vorschlag.neues_datum = vorschlag.altes_datum + timedelta(days=tage)
        vorschlag.save()
        vorher = schritte(vorschlag.teilnahme)
        frisch = schritte(aufbauen(_neu(), Lage(lage.foerderart, lage.regelwerk, lage.seit, lage.dauer + tage, [])))
        services.annehmen(ifk, vorschlag.pk, "", HEUTE)
        nachher = schritte(vorschlag.teilnahme)
        assert set(vorher) <= set(nachher), "no step is lost"
        for schluessel, schritt in nachher.items():
            alt = vorher.get(schluessel)
            if alt and alt.stand == "erledigt":
                assert (schritt.stand, schritt.faellig_bis) == ("erledigt", alt.faellig_bis)
            elif schritt.stand == "entfallen":
                assert schritt.grund == "daten" and schluessel not in frisch
            else:
                assert schritt.faellig_bis == frisch[schluessel].faellig_bis


@VIELE
@given(lage=lagen, tage=st.integers(1, 120))
def test_vf07_vorausgesagt_und_nachgewiesen_wird_genau_was_geschah(als_dienst, lage, tage):
    """The preview, the page afterwards and the steps themselves say the same; the preview leaves nothing."""

    def bilder(bewegt):
        return {(b.nachher.schluessel, b.nachher.lauf): (b.alter_tag, b.neuer_tag, b.nachher.stand) for b in bewegt}

    def tag(schritt):
        return None if schritt is None or schritt.stand == "entfallen" else schritt.faellig_bis

    with als_dienst():
        vorschlag, ifk = vorgeschlagen(lage)
        vorschlag.neues_datum = vorschlag.altes_datum + timedelta(days=tage)
        vorschlag.save()
        vorher = schritte(vorschlag.teilnahme)
        voraus, satz = services.vorausberechnen(ifk, vorschlag, HEUTE)
        unberuehrt = schritte(vorschlag.teilnahme)
        assert not satz
        assert {k: tag(s) for k, s in unberuehrt.items()} == {k: tag(s) for k, s in vorher.items()}
        danach = services.annehmen(ifk, vorschlag.pk, "", HEUTE)
        geschehen = {
            k: (tag(vorher.get(k)), tag(s), s.stand)
            for k, s in schritte(vorschlag.teilnahme).items()
            if k not in vorher or (vorher[k].faellig_bis, vorher[k].stand) != (s.faellig_bis, s.stand)
        }
        assert bilder(voraus) == bilder(bewegte_schritte(danach)) == geschehen
