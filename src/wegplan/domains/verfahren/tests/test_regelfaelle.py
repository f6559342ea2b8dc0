"""The rule cases that caseworkers can read, from a folder and from the live database (VF-02 to VF-06)."""

import io
from collections import Counter
from pathlib import Path

import pytest

from wegplan.domains.verfahren.befehl import main
from wegplan.domains.verfahren.ordner import Ordner
from wegplan.domains.verfahren.rules import REGELWERKE, termine, verfahren, verfahren_laden
from wegplan.kit.rules.pruefen import geprueft_lesen

from .regelfaelle import ALLE, als_paket, antworten

BEISPIEL = Path(__file__).parent / "beispiel"


@pytest.fixture(scope="module")
def gegeben(tmp_path_factory):
    ordner = tmp_path_factory.mktemp("verfahren")
    return antworten(Ordner(als_paket(ALLE).als_ordner(ordner)), ALLE)


@pytest.mark.parametrize("fall", ALLE, ids=str)
def test_vf02_bis_vf06_regelfall(fall, gegeben):
    assert fall.passend(gegeben[fall.regelwerk, fall.stichtag]) == fall.erwartet


@pytest.mark.django_db
def test_vf11_die_datenbank_leitet_jeden_regelfall_ebenso_ab(als_dienst, gegeben):
    from wegplan.domains.verfahren.live import Datenbank

    with als_dienst():
        als_paket(ALLE).in_datenbank()
        assert antworten(Datenbank(), ALLE) == gegeben


@pytest.mark.parametrize("datei", sorted(REGELWERKE.glob("*/faelle/verfahren/*.yaml")), ids=lambda d: d.stem)
def test_vf01_jede_falldatei_haelt_sich_an_ihr_schema(datei):
    assert geprueft_lesen(datei, REGELWERKE / "schema/verfahrensfaelle.schema.json")


def test_vf02_jeder_schritt_mit_termin_hat_einen_regelfall():
    gezeigt = {(fall.regelwerk, zeile[0]) for fall in ALLE for zeile in fall.erwartet}
    fehlend = {
        (kennung, schritt.schluessel)
        for kennung in verfahren()
        for schritt, _ in termine(verfahren_laden(kennung))
        if (kennung, schritt.schluessel) not in gezeigt
    }
    assert not fehlend
    assert min(Counter(fall.regelwerk for fall in ALLE).values()) >= 15


@pytest.mark.parametrize("regelwerk", ["goslar", "cottbus"])
def test_vf02_der_befehl_gibt_die_erwarteten_schritte_des_beispiels(regelwerk, capsys):
    aufruf = ["ableiten", "--regelwerk", regelwerk, "--stichtag", "2025-03-05", "--quelle", str(BEISPIEL / "paket")]
    assert main(aufruf) == 0
    kopf, *zeilen = [z.split(",") for z in capsys.readouterr().out.splitlines()]
    assert kopf == ["teilnahme_id", "schritt", "zustaendig", "faellig_von", "faellig_bis", "erinnerung", "zustand"]
    soll = (BEISPIEL / "soll" / f"schritte-{regelwerk}.csv").read_text(encoding="utf-8").splitlines()[1:]
    darum_geht_es = {z.split(",")[1] for z in soll}
    ist = [",".join((z[0], z[1], *z[3:6])) for z in zeilen if z[1] in darum_geht_es]
    assert ist == soll


@pytest.mark.parametrize(
    ("aufruf", "satz"),
    [
        (["ableiten", "--regelwerk", "bonn", "--stichtag", "2025-03-05"], "cottbus, goslar"),
        (["ableiten", "--regelwerk", "goslar"], "--stichtag"),
        (["ableiten", "--regelwerk", "goslar", "--stichtag", "5.3.25"], "5.3.25"),
        (["loeschen"], "ableiten"),
    ],
)
def test_ein_falscher_aufruf_sagt_was_fehlt(aufruf, satz, capsys):
    assert main(aufruf) == 2
    assert satz in capsys.readouterr().err


def test_ohne_teilnahmen_steht_was_fehlt(tmp_path, capsys):
    assert main(["ableiten", "--regelwerk", "goslar", "--stichtag", "2025-03-05", "--quelle", str(tmp_path)]) == 1
    assert "teilnahmen.csv: Die Datei fehlt" in capsys.readouterr().err


def test_vf01_ein_fehler_in_der_regeldatei_nennt_datei_und_zeile(tmp_path, monkeypatch):
    import shutil

    from wegplan.kit.rules.fehler import RegelwerkFehler

    shutil.copytree(REGELWERKE / "schema", tmp_path / "schema")
    ziel = tmp_path / "goslar" / "verfahren.yaml"
    ziel.parent.mkdir()
    gut = (REGELWERKE / "goslar" / "verfahren.yaml").read_text(encoding="utf-8")
    for alt, neu, satz in (
        ("zustaendig: [pap]", "zustaendig: [chef]", "„chef“ ist nicht erlaubt"),
        ("    fundstelle: Konzept, Abschnitt 2.3.1\n", "", "es fehlt „fundstelle“"),
        ("{fuer: [alle], anker: eintritt}", "{fuer: [niemand], anker: eintritt}", "„niemand“ ist nicht beschrieben"),
        ("schluessel: GS-C1a", "schluessel: GS-P1", "gibt es zweimal"),
        ("phase: vorher", "phase: vorher\n    farbe: rot", "unbekannte Angabe „farbe“"),
    ):
        assert alt in gut
        ziel.write_text(gut.replace(alt, neu, 1), encoding="utf-8")
        with pytest.raises(RegelwerkFehler, match="Zeile") as fehler:
            verfahren_laden("goslar", tmp_path)
        assert satz in str(fehler.value)


def test_ausgabe_als_json_und_tabelle(capsys):
    aufruf = ["ableiten", "--regelwerk", "goslar", "--stichtag", "2025-03-05", "--quelle", str(BEISPIEL / "paket")]
    assert main([*aufruf, "--form", "tabelle"]) == 0
    assert "fällig bis" in io.StringIO(capsys.readouterr().out).readline()
