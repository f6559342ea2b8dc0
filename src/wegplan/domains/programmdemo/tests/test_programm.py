"""The programme in made-up persons: the report's cells beside the published ones (JPS-95, F)."""

import pytest

from wegplan.domains.checkliste.queries import projekte_laden
from wegplan.domains.demo.laden import Abgelehnt
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.programmbericht.live import Datenbank
from wegplan.domains.programmbericht.models import Programmbericht
from wegplan.domains.programmbericht.ordner import Ordner
from wegplan.domains.programmbericht.rules import berichtsregel_laden
from wegplan.domains.programmbericht.zaehlen import alle_zaehlen
from wegplan.domains.programmdemo import befehl
from wegplan.domains.programmdemo.erzeugen import ordner_schreiben, programm
from wegplan.domains.programmdemo.fakten import fakten
from wegplan.domains.programmdemo.vergleich import abweichungen


@pytest.fixture(scope="module")
def paket(tmp_path_factory):
    return ordner_schreiben(programm(), tmp_path_factory.mktemp("programm") / "paket")


@pytest.fixture(scope="module")
def tafeln(paket):
    return alle_zaehlen(Ordner(paket), berichtsregel_laden(), fakten().stichtag)


def test_jps95_jede_gedruckte_zelle_wird_gezaehlt_oder_der_grund_ist_genannt(tafeln):
    f = fakten()
    anders = list(abweichungen(tafeln, f))
    assert [a for a in anders if not a.grund] == []
    assert {a.stelle for a in anders} == f.gruende.keys(), "a reason for a cell that agrees"
    assert len(f.gedruckt) == 187 and len(anders) == 14
    assert all(was and grund for was, grund in f.ohne_zelle)


def test_jps95_der_bericht_kennt_die_ziele_des_erzeugers_nicht(paket):
    """With one person more the report says one more."""
    zeilen = programm()
    weitere = dict(zeilen["teilnahmen"][0], teilnahme_id="P99999", austritt=None, austrittsgrund="")
    ordner = paket.parent / "mehr"
    ordner_schreiben(zeilen | {"teilnahmen": [*zeilen["teilnahmen"], weitere]}, ordner)
    mehr = alle_zaehlen(Ordner(ordner), berichtsregel_laden(), fakten().stichtag)
    begonnen = next(g for g in mehr if g.tafel.schluessel == "aufnahme").werte["begonnen", "gesamt"]
    assert begonnen == 5547


def test_jps95_derselbe_samen_gibt_dieselben_personen(paket):
    noch_einmal = ordner_schreiben(programm(), paket.parent / "noch-einmal")
    for datei in paket.iterdir():
        assert datei.read_bytes() == (noch_einmal / datei.name).read_bytes()


def test_jps95_die_kommandozeile_schreibt_das_paket_und_ueberschreibt_nichts(tmp_path, capsys):
    argv = ["--programm", "jobperspektive", "--ordner", str(tmp_path / "neu")]
    assert befehl.main(argv) == 0 and (tmp_path / "neu" / "teilnahmen.csv").is_file()
    assert befehl.main(argv) == 1 and "nicht leer" in capsys.readouterr().err


@pytest.mark.django_db
def test_jps95_das_programm_laesst_sich_laden_und_die_datenbank_zaehlt_dasselbe(
    settings, tmp_path, als_dienst, als_nutzer, tafeln
):
    settings.WEGPLAN_DEMO, settings.VAR = True, tmp_path
    with als_dienst():
        assert "6260 Personen, 5546 Teilnahmen, 7441 Zuweisungen" in befehl.einrichten(befehl.SAMEN)
        live = alle_zaehlen(Datenbank(), berichtsregel_laden(), fakten().stichtag)
        assert {g.tafel.schluessel: g.werte for g in live} == {g.tafel.schluessel: g.werte for g in tafeln}
        assert Programmbericht.objects.get().stichtag == fakten().stichtag
        with pytest.raises(Abgelehnt):
            befehl.einrichten(befehl.SAMEN)
        konten = list(Nutzer.objects.filter(rolle="rb").select_related("organisation"))
    for konto in konten:
        with als_nutzer(konto):
            projekte = projekte_laden(konto, fakten().stichtag)
        assert all(p.gefuehrt for p in projekte), "what was before a project's day nobody owes"
        assert {"rot", "gruen"} <= {p.ampel for p in projekte}, "not every light is red"
