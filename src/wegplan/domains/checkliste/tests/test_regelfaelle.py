"""The duties of both Checklisten in cases worked by hand; and that the days are those of the procedure (JPS-83)."""

from datetime import date

import pytest
import yaml

from wegplan.domains.checkliste.rules import Fall, faelligkeiten
from wegplan.domains.checkliste.urteil import GELB, GRUEN, ROT, ampel
from wegplan.domains.checkliste.vorgaben import PROJEKT, REGELWERKE, punkte, regeln, wert
from wegplan.domains.verfahren.rules import verfahren_laden
from wegplan.domains.zielvereinbarung.rules import fristen

from .regelfaelle import faelle, zeile

FAELLE = faelle()
FERN = date(2040, 1, 1)
# projects outside of the programme have no Checkliste and never get here (see queries.projekte_laden)
DER_MASCHINE = [
    fall
    for fall in yaml.safe_load(
        (REGELWERKE / "jobperspektive/faelle/verfahren/checkliste.yaml").read_text(encoding="utf-8")
    )["faelle"]
    if fall.get("teilnahme", {}).get("foerderart", "ESF") == "ESF"
]


@pytest.mark.parametrize("fall", FAELLE, ids=str)
def test_jps83_regelfall(fall):
    assert [zeile(p) for p in fall.pflichten()] == fall.erwartet


def test_jps83_jeder_schritt_beider_listen_hat_einen_regelfall():
    gezeigt = {e["schritt"] for fall in FAELLE for e in fall.erwartet}
    assert gezeigt == set(regeln())


def test_jps83_beide_checklisten_haben_jeden_ihrer_punkte():
    assert [p.nummer for p in punkte("stufen")] == [str(n) for n in range(1, 13)]
    assert [p.nummer for p in punkte("ezu")] == [str(n) for n in range(1, 9)]
    assert set(regeln()) == {s.schluessel for s in verfahren_laden("jobperspektive").schritte}


@pytest.mark.parametrize("fall", DER_MASCHINE, ids=lambda f: f["fall"])
def test_jps83_die_tage_sind_die_der_maschine_der_verfahren(fall):
    """Both derive from one rule file; every case of the engine must give the same due days here."""
    t = {"programmstufe": "IEB", "eintritt": date(2025, 1, 15), "geplantes_ende": date(2025, 7, 14)} | fall.get(
        "teilnahme", {}
    )
    gemeint = Fall(
        1,
        1,
        t["programmstufe"],
        t["eintritt"],
        t["geplantes_ende"],
        t.get("austritt"),
        land=fall.get("bundesland", "DE-SN"),
    )
    gefragt = set(fall.get("nur") or regeln())
    tage = sorted(
        (regel.schluessel, f.faellig)
        for regel in regeln().values()
        if regel.schluessel in gefragt and regel.termine == regel.schritt.termine
        for f in faelligkeiten(regel, gemeint, (), FERN)
    )
    assert tage == sorted((e["schritt"], e["faellig_bis"]) for e in fall["erwartet"])


def test_jps80_die_vorgaben_der_zielvereinbarung_sind_die_tage_der_schritte():
    """What an agreement proposes is what holds without one: each number stands in both files and must not part."""
    vorgaben = {f.schluessel: f.vorgabe for f in fristen("stufen", date(2025, 1, 1))}
    for regel in regeln().values():
        if not regel.frist or not regel.termine:
            continue
        name, ersetzt = regel.frist
        bis = regel.termine[0].bis
        gemeint = {"arbeitstage": bis.arbeitstage, "wochen": bis.tage // 7, "tage": bis.tage}
        if ersetzt in gemeint:
            assert gemeint[ersetzt] == vorgaben[name], regel.schluessel
    assert vorgaben["fortschreibung"] == 12  # three months, the Lesart of ZV-04b


def test_jps83_ein_schritt_hat_seinen_tag_an_einer_stelle():
    for regel in regeln().values():
        assert bool(regel.termine) == (regel.je != "anlass")
        assert not (regel.schritt.termine and regel.termine != regel.schritt.termine)


@pytest.mark.parametrize(
    ("fall", "farbe"),
    [
        ("Der Bericht des ersten Quartals ist am 12. April noch nicht vorgelegt", ROT),
        ("Nach der Unterbrechung ist das Gespräch des Regionalbüros seit dem 2. Mai überfällig", GELB),
        ("Zu spät vorgelegt und beim Empfänger; ruht, aber mit dem Vermerk", GELB),
        ("Vorgelegt am 8. April und noch nicht beurteilt; der Träger wartet auf das Regionalbüro", GRUEN),
        ("Das Regionalbüro hat ein Gespräch geführt; das zweite ist bis zum geplanten Ende fällig", GELB),
        (
            "Kein Gespräch des Trägers im ersten Quartal; das im April holt es nach und gilt für das zweite",
            GRUEN,
        ),
    ],
)
def test_jps83_ampel(fall, farbe):
    """A report that the receiver holds is not counted against the provider."""
    gemeint = next(f for f in FAELLE if f.name == fall)
    assert ampel(gemeint.pflichten(), gemeint.stichtag, wert("gelb", gemeint.stichtag)) == farbe


def test_jps83_projektpflichten_stehen_einmal_je_projekt():
    assert {r.schluessel for r in regeln().values() if r.je == PROJEKT} == {
        *("ZV-02b", "ZV-07", "ZV-08", "ZV-09", "ZV-11"),
        *("EZ-2b", "EZ-5", "EZ-6", "EZ-7"),
    }
