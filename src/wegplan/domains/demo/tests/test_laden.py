"""`wegplan demo` on a database: through the import, all or nothing, once."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import timezone

from wegplan.domains.datenpaket.models import Datenimport
from wegplan.domains.demo import befehl, laden
from wegplan.domains.demo.konten import DEMO_PASSWORT, alle_konten
from wegplan.domains.demo.laden import Abgelehnt
from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung, Vermittlung
from wegplan.domains.vorgang.models import Vorgang

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings, tmp_path_factory, als_dienst) -> Iterator[None]:
    settings.WEGPLAN_DEMO = True
    settings.VAR = tmp_path_factory.mktemp("var")
    with als_dienst():
        yield


def _einrichten(neu: bool = False, samen: int = 1) -> str:
    return befehl.einrichten(samen, None, neu)


@pytest.mark.dauert
def test_die_demo_wird_ohne_fehler_eingelesen_ein_zweites_mal_aendert_nichts_und_neu_macht_eine_andere() -> None:
    """One use case after the other on the same region, as each one takes long to load."""
    assert "5000 Personen, 7000 Teilnahmen" in _einrichten()
    _wie_beschrieben()
    vorher = set(Person.objects.values_list("kundennummer", flat=True))
    konto = Nutzer.objects.get(username="tl.nord").pk
    assert "schon eingerichtet" in _einrichten()
    assert set(Person.objects.values_list("kundennummer", flat=True)) == vorher
    assert Datenimport.objects.count() == 2

    befehl.einrichten(2, date(2026, 3, 5), True)
    nachher = set(Person.objects.values_list("kundennummer", flat=True))
    assert len(nachher) == 5000
    assert len(vorher & nachher) < 100
    assert Nutzer.objects.get(username="tl.nord").pk == konto
    _um_den(date(2026, 3, 5))


def _wie_beschrieben() -> None:
    assert Person.objects.count() == 5000
    assert Teilnahme.objects.exclude(teilnahme_id__startswith="DEMO-C").count() == 7000  # those: Checkliste
    assert Nutzer.objects.count() == len(alle_konten())
    heute = timezone.localdate()
    fachkraft = Nutzer.objects.get(username="ifk.nord")
    assert fachkraft.check_password(DEMO_PASSWORT)
    assert fachkraft.handzeichen
    assert 60 <= Person.objects.fuer(fachkraft).count() <= 120
    leitung = Nutzer.objects.get(username="tl.nord")
    assert Person.objects.fuer(leitung).count() == 625
    assert Person.objects.fuer(Nutzer.objects.get(username="bl.falkenmoor")).count() == 2500
    assert Person.objects.fuer(Nutzer.objects.get(rolle=Rolle.BDL, username="bdl.traeger01")).exists()
    assert set(Organisation.objects.filter(art="jobcenter").values_list("regelwerk", flat=True)) == {
        "cottbus",
        "goslar",
    }
    assert Handlungsstrategie.objects.exists()
    assert Vorgang.objects.filter(teilnahme__isnull=False).count() == Vorgang.objects.count() > 20_000
    assert Vereinbarung.objects.filter(vorgaenger__isnull=False).exists()
    assert Zustaendigkeit.objects.filter(grund="vertretung", bis__gt=heute).exists()
    # the day of entry is the one in the region, not that of the import (PX-03)
    assert Vereinbarung.objects.filter(erfasst_am__date__lt=heute - timedelta(days=300)).count() > 1000


def _um_den(tag: date) -> None:
    assert Teilnahme.objects.filter(austritt__month=tag.month, austritt__year=tag.year).exists()
    assert Vereinbarung.objects.filter(abgeschlossen_am__gt=tag).count() == 0
    assert Vermittlung.objects.filter(unterbreitet_am__gt=tag).count() == 0


def test_wo_andere_personen_stehen_wird_keine_demo_eingerichtet_und_nichts_geloescht() -> None:
    Person.objects.create(kundennummer="111A222333", nachname="Echt", vorname="Erika")
    for neu in (False, True):
        with pytest.raises(Abgelehnt, match="nicht zur Demo gehören"):
            _einrichten(neu=neu)
    assert Person.objects.count() == 1
    assert not Organisation.objects.exists()


def test_im_ernstbetrieb_wird_keine_demo_eingerichtet(settings) -> None:
    settings.WEGPLAN_DEMO = False
    with pytest.raises(Abgelehnt, match="keine Demo"):
        _einrichten()
    assert not Person.objects.exists()


def test_ein_stichtag_in_der_zukunft_wird_abgelehnt() -> None:
    morgen = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Abgelehnt, match="Zukunft"):
        befehl.einrichten(1, morgen, False)


def test_bricht_das_laden_ab_bleibt_nichts_halbes_stehen(monkeypatch) -> None:
    def abbrechen(samen: int) -> int:
        raise RuntimeError("mitten darin")

    monkeypatch.setattr(laden, "konten_anlegen", abbrechen)
    with pytest.raises(RuntimeError):
        _einrichten()
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()
