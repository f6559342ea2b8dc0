"""What must hold for all procedures and all cases (VF-07, VF-11)."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.verfahren.services import alle_ableiten
from wegplan.domains.vermittlung.models import Vereinbarung
from wegplan.domains.vorgang.arten import Vorgangsart
from wegplan.domains.vorgang.models import Vorgang

pytestmark = pytest.mark.django_db
HEUTE = date.today()
VIELE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Lage:
    """A made-up case."""

    foerderart: str
    regelwerk: str
    seit: int
    dauer: int
    belege: list[tuple[str, int]]


lagen = st.builds(
    Lage,
    foerderart=st.sampled_from(["FbW-A", "FbW-T", "FbW", "MAT", "AVGS", "MAG", "AGH", "BaE", "EQ", "BvB"]),
    regelwerk=st.sampled_from(["goslar", "cottbus"]),
    seit=st.integers(0, 200),
    dauer=st.integers(205, 900),
    belege=st.lists(
        st.tuples(
            st.sampled_from(["EV", "gespraech_fg", "profil", "foerdercheck", "eigenbemuehungen_geprueft"]),
            st.integers(-60, 190),
        ),
        max_size=4,
    ),
)


def aufbauen(nummer: str, lage: Lage) -> Teilnahme:
    """The case in the database, its records one by one."""
    stelle, _ = Organisation.objects.get_or_create(
        kennung=f"JC-{lage.regelwerk}", art="jobcenter", bundesland="DE-SN", regelwerk=lage.regelwerk
    )
    traeger, _ = Organisation.objects.get_or_create(kennung="TR", art="bildungsdienstleister")
    massnahme, _ = Massnahme.objects.get_or_create(
        massnahmenummer=f"M-{lage.foerderart}",
        foerderart=lage.foerderart,
        traeger=traeger,
        beginn=HEUTE - timedelta(days=2000),
    )
    person = Person.objects.create(kundennummer=f"K{nummer}", nachname="Muster", jobcenter=stelle)
    eintritt = HEUTE - timedelta(days=lage.seit)
    teilnahme = Teilnahme.objects.create(
        teilnahme_id=f"T{nummer}",
        person=person,
        massnahme=massnahme,
        eintritt=eintritt,
        geplantes_ende=eintritt + timedelta(days=lage.dauer),
    )
    for nr, (art, tage) in enumerate(sorted(lage.belege, key=lambda beleg: beleg[1])):  # as the days pass
        tag = min(eintritt + timedelta(days=tage), HEUTE)
        if art in Vorgangsart.values:
            Vorgang.objects.create(vorgang_id=f"V{nummer}-{nr}", person=person, art=art, tag=tag)
        else:
            Vereinbarung.objects.create(vereinbarung_id=f"E{nummer}-{nr}", person=person, art=art, abgeschlossen_am=tag)
    return teilnahme


def schritte(teilnahme: Teilnahme) -> dict[tuple[str, int], Schritt]:
    return {(s.schluessel, s.lauf): s for s in Schritt.objects.filter(teilnahme=teilnahme)}


@VIELE
@given(lage=lagen)
def test_vf07_zweimal_ableiten_aendert_nichts(als_dienst, lage):
    with als_dienst():
        aufbauen(_neu(), lage)
        alle_ableiten()
        assert alle_ableiten() == 0


@VIELE
@given(lage=lagen, tage=st.integers(1, 120))
def test_vf07_ein_verschobenes_ende_bewegt_jeden_offenen_schritt_nach_seiner_regel_und_keinen_erledigten(
    als_dienst, lage, tage
):
    with als_dienst():
        teilnahme = aufbauen(_neu(), lage)
        vorher = schritte(teilnahme)
        frisch = schritte(aufbauen(_neu(), Lage(lage.foerderart, lage.regelwerk, lage.seit, lage.dauer + tage, [])))
        teilnahme.geplantes_ende += timedelta(days=tage)
        teilnahme.save()
        nachher = schritte(teilnahme)
        assert set(vorher) <= set(nachher), "no step is lost"
        for schluessel, schritt in nachher.items():
            alt = vorher.get(schluessel)
            if alt and alt.stand == "erledigt":
                assert (schritt.stand, schritt.faellig_bis) == ("erledigt", alt.faellig_bis)
            elif schritt.stand == "entfallen":
                assert schritt.grund == "daten" and schluessel not in frisch
            else:
                assert (schritt.faellig_von, schritt.faellig_bis, schritt.erinnerung) == (
                    frisch[schluessel].faellig_von,
                    frisch[schluessel].faellig_bis,
                    frisch[schluessel].erinnerung,
                )


@VIELE
@given(lage=lagen)
def test_vf07_ein_zurueckgenommenes_verschieben_stellt_die_schritte_wieder_her(als_dienst, lage):
    with als_dienst():
        teilnahme = aufbauen(_neu(), Lage(lage.foerderart, lage.regelwerk, lage.seit, lage.dauer, []))
        vorher = {k: (s.faellig_bis, s.stand) for k, s in schritte(teilnahme).items()}
        ende = teilnahme.geplantes_ende
        for neu in (ende + timedelta(days=70), ende):
            teilnahme.geplantes_ende = neu
            teilnahme.save()
        nachher = {k: (s.faellig_bis, s.stand) for k, s in schritte(teilnahme).items() if s.grund != "daten"}
        assert nachher == vorher


@given(faelle=st.lists(lagen, min_size=60, max_size=60))
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
def test_vf11_tag_fuer_tag_nachgespielt_ergibt_dieselben_schritte_wie_am_ende_abgeleitet(als_dienst, faelle):
    """Records come in one after the other, each deriving its case; at the end everything is derived from scratch."""
    with als_dienst():
        nummern = [aufbauen(_neu(), lage).pk for lage in faelle]
        felder = ("teilnahme_id", "schluessel", "lauf", "faellig_von", "faellig_bis", "stand", "grund", "erledigt_am")
        nach_und_nach = sorted(Schritt.objects.filter(teilnahme__in=nummern).values_list(*felder), key=str)
        Schritt.objects.filter(teilnahme__in=nummern).delete()
        with connection.cursor() as c:
            c.execute("select verfahren_ableiten(%s::bigint[])", [nummern])
        am_ende = sorted(Schritt.objects.filter(teilnahme__in=nummern).values_list(*felder), key=str)
        assert am_ende == nach_und_nach


_zaehler = iter(range(1_000_000))


def _neu() -> str:
    return f"{next(_zaehler):06}"
