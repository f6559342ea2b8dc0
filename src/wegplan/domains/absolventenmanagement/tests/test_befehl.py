"""The command line: arguments, forms of output, messages to stderr, exit codes (chapter 80)."""

import json
from pathlib import Path

import pytest

from wegplan.auswertungsbefehl import main

PAKET = str(Path(__file__).parent / "beispiel" / "paket")
QUOTEN = ["absolventenmanagement", "--regelwerk", "cottbus", "--von", "2025-01", "--bis", "2025-12", "--quelle", PAKET]
VORSCHAU = ["vorschau", "--regelwerk", "goslar", "--stichtag", "2025-02-28", "--quelle", PAKET]


@pytest.fixture
def lauf(capsys):
    """Exit code, output and messages of a call."""

    def von(*argv):
        code = main(list(argv))
        ausgabe = capsys.readouterr()
        return code, ausgabe.out, ausgabe.err

    return von


@pytest.mark.parametrize(
    ("argv", "satz"),
    [
        (["absolventenmanagement"], "Es fehlt --regelwerk"),
        (["absolventenmanagement", "--regelwerk", "bonn"], "--regelwerk bonn: Möglich sind: cottbus, goslar."),
        (["absolventenmanagement", "--regelwerk", "cottbus", "--von", "2025-01"], "Es fehlt --bis"),
        ([*QUOTEN, "--von", "2025-02"], "--von steht doppelt"),
        (["absolventenmanagement", "--von", "2025-13"], "--von 2025-13: Diesen Monat gibt es nicht."),
        (["absolventenmanagement", "--von", "2025-1"], "--von 2025-1: Erwartet wird ein Monat wie 2025-03."),
        (["absolventenmanagement", "--von"], "Nach --von fehlt der Wert"),
        (["absolventenmanagement", "--von", "--bis"], "Nach --von fehlt der Wert"),
        (
            ["absolventenmanagement", "--regelwerk=cottbus", "--von=2025-03", "--bis=2025-02"],
            "2025-03 liegt nach --bis",
        ),
        ([*QUOTEN, "--gruppe", "monat,ort"], "„ort“ ist unbekannt. Möglich sind: monat, jobcenter, team, traeger"),
        ([*QUOTEN, "--gruppe", "monat,monat"], "Eine Angabe steht doppelt."),
        ([*QUOTEN, "--gruppe", "monat", "--faelle"], "--gruppe passt nicht dazu"),
        ([*QUOTEN, "--faelle=ja"], "--faelle braucht keinen Wert"),
        ([*QUOTEN, "--form", "xml"], "Möglich sind: csv, json, tabelle."),
        ([*QUOTEN, "--ziel", "x"], "„--ziel“ ist hier unbekannt. Möglich sind: --regelwerk"),
        ([*QUOTEN, "rest"], "„rest“ ist hier unbekannt"),
        ([*QUOTEN[:-1], "/gibt/es/nicht"], "Diesen Ordner gibt es nicht."),
        (["vorschau", "--regelwerk", "cottbus"], "Es fehlt --stichtag"),
        (["vorschau", "--stichtag", "2025-02-30"], "--stichtag 2025-02-30: Diesen Tag gibt es nicht."),
        (["vorschau", "--stichtag", "28.02.2025"], "Erwartet wird ein Tag wie 2025-03-05."),
        (["vorschau", "--von", "2025-01"], "„--von“ ist hier unbekannt"),
        (["bilanz"], "„bilanz“ ist unbekannt. Möglich sind: absolventenmanagement, vorschau, zielindikatoren"),
    ],
)
def test_dp_falscher_aufruf_ist_ein_deutscher_satz_und_code_2(lauf, argv, satz):
    code, aus, meldung = lauf(*argv)
    assert (code, aus) == (2, "")
    assert satz in meldung


def test_dp_hilfe_nennt_unterbefehle_und_angaben(lauf):
    code, aus, meldung = lauf("--help")
    assert (code, meldung) == (0, "")
    assert all(name in aus for name in ("absolventenmanagement", "vorschau", "zielindikatoren", "austrittsstatus"))
    code, aus, _ = lauf("absolventenmanagement", "--help")
    assert code == 0
    for angabe in ("--regelwerk", "--von", "--bis", "--gruppe", "--faelle", "--form", "--quelle"):
        assert angabe in aus


def test_dp_ohne_unterbefehl_kommt_die_hilfe_als_meldung(lauf):
    code, aus, meldung = lauf()
    assert (code, aus) == (2, "")
    assert "absolventenmanagement" in meldung


def test_dp_ohne_gruppe_gibt_es_eine_zeile(lauf):
    assert lauf(*QUOTEN) == (0, "gezaehlt,erfuellt_ies,quote_ies,erfuellt_iws,quote_iws\n28,3,10.7,3,10.7\n", "")


def test_am15_ohne_faelle_keine_zeile_und_nie_null_prozent(lauf):
    leer = [*QUOTEN[:4], "2023-01", "--bis", "2023-12", "--quelle", PAKET]
    assert lauf(*leer) == (0, "gezaehlt,erfuellt_ies,quote_ies,erfuellt_iws,quote_iws\n", "")
    assert lauf(*leer, "--gruppe", "team")[1].count("\n") == 1
    assert lauf(*leer, "--form", "tabelle")[1] == "keine Fälle\n"
    assert lauf(*leer, "--form", "json")[1] == "[]\n"


def test_dp_json_hat_zahlen_wahrheitswerte_und_null(lauf):
    code, aus, _ = lauf(*QUOTEN, "--faelle", "--form", "json")
    faelle = {fall["teilnahme_id"]: fall for fall in json.loads(aus)}
    assert code == 0
    assert faelle["T000018-0"] == {
        "teilnahme_id": "T000018-0",
        "austritt": "2025-06-23",
        "gezaehlt": True,
        "ausschlussgrund": None,
        "erfuellt_ies": True,
        "gruende_ies": None,
        "erfuellt_iws": True,
        "gruende_iws": None,
        "vereinbarung_id": "E000028",
        "vermittlung_id": "V000045",
    }
    assert json.loads(lauf(*QUOTEN, "--form", "json")[1])[0]["quote_ies"] == 10.7


def test_dp_tabelle_ist_fuer_menschen(lauf):
    _, aus, _ = lauf(*QUOTEN, "--gruppe", "monat", "--form", "tabelle")
    zeilen = aus.splitlines()
    assert zeilen[0].split("  ")[0] == "Monat"
    assert zeilen[-1].split() == ["2025-12", "1", "0", "0,0", "0", "0,0"]
    _, aus, _ = lauf(*VORSCHAU, "--form", "tabelle")
    assert aus.splitlines()[2].split() == ["T000027-1", "04.03.2025", "fehlt", "zaehlt_nicht", "4"]


def test_am12_werte_vor_dem_ersten_tag_des_regelwerks_werden_genannt(lauf):
    frueh = [
        "absolventenmanagement",
        "--regelwerk",
        "goslar",
        "--von",
        "2014-01",
        "--bis",
        "2025-12",
        "--quelle",
        PAKET,
    ]
    code, _, meldung = lauf(*frueh)
    assert code == 0
    assert meldung.startswith("Hinweis: Das Regelwerk goslar nennt Werte ab 20.01.2015; frühere Fälle sind nach den")
    assert lauf(*QUOTEN)[2] == ""


def test_kaputte_regeldatei_ist_ein_satz_mit_zeile(lauf, tmp_path, monkeypatch):
    import shutil

    from wegplan.domains.absolventenmanagement import befehl, rules, uebersetzung

    shutil.copytree(rules.REGELWERKE, tmp_path / "r")
    datei = tmp_path / "r" / "cottbus" / "absolventenmanagement.yaml"
    datei.write_text(datei.read_text(encoding="utf-8").replace("wert: 91", "wert: drei Monate"), encoding="utf-8")
    monkeypatch.setattr(
        befehl,
        "anweisung",
        lambda kennung, form, frage, gestalt: uebersetzung.anweisung(kennung, form, frage, gestalt, tmp_path / "r"),
    )
    code, aus, meldung = lauf(*QUOTEN)
    assert (code, aus) == (1, "")
    assert "absolventenmanagement.yaml, Zeile " in meldung
    assert "erwartet wird eine ganze Zahl, nicht „drei Monate“" in meldung
