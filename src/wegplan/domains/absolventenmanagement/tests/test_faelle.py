"""The rule cases that caseworkers can read (`regelwerke/*/faelle/`), on both engines, and each value seen to matter."""

import shutil
from collections import Counter
from datetime import date

import pytest
import yaml

from wegplan.domains.absolventenmanagement.ordner import Ordner
from wegplan.domains.absolventenmanagement.quelle import DATENBANK, ORDNER
from wegplan.domains.absolventenmanagement.rules import REGELWERKE, regelwerk_laden

from .regelfaelle import ALLE, abweichungen, als_paket, antworten, vorschau


@pytest.fixture(scope="module")
def ordner(tmp_path_factory):
    return Ordner(als_paket(ALLE).als_ordner(tmp_path_factory.mktemp("faelle")))


@pytest.fixture(scope="module")
def gegeben(ordner):
    return {name: antworten(ordner, ORDNER, name) for name in ("cottbus", "goslar")}


@pytest.mark.parametrize("fall", ALLE, ids=str)
def test_am04_bis_am20_regelfall(fall, ordner):
    assert abweichungen(ordner, ORDNER, [fall]) == {}


@pytest.mark.django_db
def test_am17_datenbank_entscheidet_jeden_regelfall_ebenso(als_dienst):
    from wegplan.domains.absolventenmanagement.live import Datenbank

    with als_dienst():
        als_paket(ALLE).in_datenbank()
        assert abweichungen(Datenbank(), DATENBANK, ALLE) == {}


def test_mindestens_40_faelle_fuer_jede_anforderung_und_jedes_regelwerk():
    je_regelwerk = Counter(fall.regelwerk for fall in ALLE)
    assert sum(je_regelwerk.values()) >= 40
    assert min(je_regelwerk["cottbus"], je_regelwerk["goslar"]) >= 40
    bewiesen = {nummer for fall in ALLE for nummer in fall.angaben["beweist"]}
    assert bewiesen >= {f"AM-{n:02}" for n in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 20)}


# --- each value bites: changed in the rule file, at least one case is judged differently ------------------------

GEAENDERT = {
    "cottbus": {
        "foerdergruppen": {"FbW": ["FbW-A"]},
        "mindestdauer": 92,
        "vorzeitige_enden": ["abbruch", "stufenwechsel", "arbeitsaufnahme", "ziel_vorzeitig_erreicht"],
        "fensterbeginn": 89,
        "nachlauf": 15,
        "vereinbarungsarten": ["EV"],
        "vermittlungsarten": {"VV": ["stelle_betreut", "profil_betreut"]},
        "stellenarten": ["arbeit"],
        "nur_sv_pflichtig": False,
        "vorschau": 1,
    },
    "goslar": {
        "foerdergruppen": {"FbW": ["FbW-A", "FbW-T", "FbW", "BvB"]},
        "mindestdauer": 181,
        "vorzeitige_enden": ["abbruch", "stufenwechsel", "arbeitsaufnahme"],
        "fensterbeginn": 91,
        "nachlauf": 14,
        "vereinbarungsarten": ["KOOP"],
        "vermittlungsarten": {"VV": ["stelle_betreut", "profil_betreut"], "SI": ["profil_betreut"]},
        "stellenarten": ["arbeit", "kuenstler", "minijob"],
        "nur_sv_pflichtig": False,
        "vorschau": 3,
    },
}


def geaendertes_regelwerk(ziel, kennung, aenderungen):
    """A copy of the rule files in which the first entry of each named value holds another value."""
    shutil.copytree(REGELWERKE, ziel)
    datei = ziel / kennung / "absolventenmanagement.yaml"
    inhalt = yaml.load(datei.read_text(encoding="utf-8"), yaml.BaseLoader)
    for name, wert in aenderungen.items():
        inhalt["werte"][name]["eintraege"][0]["wert"] = wert
    for name in ("mindestdauer", "fensterbeginn", "nachlauf", "vorschau", "nur_sv_pflichtig"):
        eintrag = inhalt["werte"][name]["eintraege"][0]
        eintrag["wert"] = yaml.safe_load(str(eintrag["wert"]).lower()) if eintrag["wert"] is not None else None
    for name in ("frist_abarbeitung", "frist_anforderung", "frist_uebergabe"):
        inhalt["werte"].pop(name, None)
    datei.write_text(yaml.safe_dump(inhalt, allow_unicode=True), encoding="utf-8")
    return ziel


@pytest.mark.parametrize(
    ("kennung", "name"), [(kennung, name) for kennung, werte in GEAENDERT.items() for name in werte]
)
def test_ein_geaenderter_wert_faellt_in_den_regelfaellen_auf(kennung, name, ordner, tmp_path):
    anders = geaendertes_regelwerk(tmp_path / "regelwerke", kennung, {name: GEAENDERT[kennung][name]})
    faelle = [fall for fall in ALLE if fall.regelwerk == kennung]
    assert abweichungen(ordner, ORDNER, faelle, anders) != {}


def test_die_kopie_ohne_aenderung_gibt_dieselben_antworten(ordner, tmp_path, gegeben):
    """The mutation above changes what it names and nothing else."""
    for kennung in GEAENDERT:
        gleich = geaendertes_regelwerk(tmp_path / kennung, kennung, {})
        assert antworten(ordner, ORDNER, kennung, gleich) == gegeben[kennung]


def test_jeder_wert_des_regelwerks_wird_geaendert():
    """No value may be added without a case that shows it; deadlines and texts judge nothing."""
    ohne_urteil = {"begleitet", "frist_abarbeitung", "frist_anforderung", "frist_uebergabe"}
    for kennung, geaendert in GEAENDERT.items():
        namen = {wert.name for wert in regelwerk_laden(kennung).werte}
        assert namen - ohne_urteil == geaendert.keys()


# --- values in force on the exit day -----------------------------------------------------------------------------


def mit_weiterem_eintrag(ziel, kennung, name, ab, wert):
    """A copy of the rule files in which `name` has another value from the day `ab` on."""
    geaendertes_regelwerk(ziel, kennung, {})
    datei = ziel / kennung / "absolventenmanagement.yaml"
    inhalt = yaml.load(datei.read_text(encoding="utf-8"), yaml.SafeLoader)
    for angabe in inhalt["werte"].values():
        angabe["eintraege"][0]["gilt_ab"] = str(angabe["eintraege"][0]["gilt_ab"])
    inhalt["werte"][name]["eintraege"].append({"gilt_ab": ab, "wert": wert, "fundstelle": "erfunden"})
    datei.write_text(yaml.safe_dump(inhalt, allow_unicode=True), encoding="utf-8")
    return ziel


@pytest.mark.parametrize(
    ("kennung", "name"),
    [(kennung, name) for kennung, werte in GEAENDERT.items() for name in werte if name != "vorschau"],
)
def test_am12_der_wert_gilt_ab_seinem_tag_und_nicht_am_tag_davor(kennung, name, ordner, tmp_path, gegeben):
    """Cases exit on 31.03.2025 (some on 30.03.2024): a value from the next day on changes none of them, a value from
    that day on changes what it changes when it holds from the beginning."""
    wert = GEAENDERT[kennung][name]
    spaeter = mit_weiterem_eintrag(tmp_path / "spaeter", kennung, name, "2025-04-01", wert)
    assert antworten(ordner, ORDNER, kennung, spaeter) == gegeben[kennung]
    ab_tag = antworten(
        ordner, ORDNER, kennung, mit_weiterem_eintrag(tmp_path / "ab", kennung, name, "2025-03-31", wert)
    )
    immer = antworten(ordner, ORDNER, kennung, geaendertes_regelwerk(tmp_path / "immer", kennung, {name: wert}))
    assert ab_tag != gegeben[kennung]
    austritt = {fall.kennung: fall.teilnahme["austritt"] for fall in ALLE}
    for fall, antwort in ab_tag.items():
        erwartet = immer if austritt[fall] == "2025-03-31" else gegeben[kennung]
        assert _ohne_iws(antwort, name) == _ohne_iws(erwartet[fall], name), fall


def _ohne_iws(antwort, name):
    """Where there is an iwS on some days only, the columns stay and are empty on the others."""
    return {spalte: wert for spalte, wert in antwort.items() if name != "nachlauf" or "iws" not in spalte}


def test_am20_spanne_der_vorschau_gilt_ab_ihrem_tag(ordner, tmp_path):
    anders = mit_weiterem_eintrag(tmp_path / "r", "cottbus", "vorschau", "2025-02-15", 1)
    davor = vorschau(ordner, ORDNER, "cottbus", date(2025, 2, 14), anders)
    assert davor == vorschau(ordner, ORDNER, "cottbus", date(2025, 2, 14))
    beide_fehlen = "cottbus-vorschau-01"  # planned end on 31.03.2025
    assert beide_fehlen in vorschau(ordner, ORDNER, "cottbus", date(2025, 2, 15))
    assert beide_fehlen not in vorschau(ordner, ORDNER, "cottbus", date(2025, 2, 15), anders)
