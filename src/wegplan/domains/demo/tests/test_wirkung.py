"""What the rules make of the region: every list and chart has something to show (issue 2, I)."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from wegplan.domains.absolventenmanagement.befehl import main
from wegplan.domains.demo.erzeugen import erzeugen
from wegplan.domains.demo.gegend import JOBCENTER
from wegplan.domains.demo.paket import schreiben
from wegplan.domains.demo.zeilen import Region
from wegplan.domains.demo.zufall import SAMEN

TAGE = [date(2026, 11, 21), date(2026, 12, 1)]
REGELWERK = {jc.kennung: jc.regelwerk for jc in JOBCENTER}
TEAMS = [team.kennung for jc in JOBCENTER for team in jc.teams]
Zeilen = list[dict[str, str]]
Fragen = Callable[..., Zeilen]


@pytest.fixture(scope="module", params=TAGE, ids=str)
def region(request: pytest.FixtureRequest) -> Region:
    return erzeugen(SAMEN, request.param)


@pytest.fixture(scope="module")
def ordner(region: Region, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ziel = tmp_path_factory.mktemp("paket")
    schreiben(region, ziel)
    return ziel


@pytest.fixture
def frage(ordner: Path, capsys: pytest.CaptureFixture[str]) -> Fragen:
    """Asks the command line, answers with the rows of its CSV."""

    def _frage(*argumente: str) -> Zeilen:
        assert main([*argumente, "--quelle", str(ordner), "--form", "csv"]) == 0
        return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    return _frage


def _monat(tag: date, zurueck: int = 0) -> str:
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 - zurueck, 12)
    return f"{jahr}-{monat + 1:02d}"


def _team_der_teilnahme(region: Region) -> dict[str, str]:
    team = {p.kundennummer: p.team for p in region.personen}
    return {t.teilnahme_id: t.team or team[t.kundennummer] for t in region.teilnahmen}


def test_am20_jedes_team_hat_offene_faelle_in_allen_zustaenden(frage: Fragen, region: Region) -> None:
    team = _team_der_teilnahme(region)
    je_team: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for jobcenter, regelwerk in REGELWERK.items():
        eigene = {t.kennung for jc in JOBCENTER if jc.kennung == jobcenter for t in jc.teams}
        for zeile in frage("vorschau", "--regelwerk", regelwerk, "--stichtag", region.stichtag.isoformat()):
            if team[zeile["teilnahme_id"]] in eigene:
                je_team[team[zeile["teilnahme_id"]]][zeile["vereinbarung"], zeile["vermittlung"]] += 1
    assert set(je_team) == set(TEAMS)
    assert min(z["fehlt", "fehlt"] for z in je_team.values()) >= 2
    assert min(z.total() for z in je_team.values()) >= 10
    moeglich = set(product(("erledigt", "laeuft_vor_austritt_ab", "fehlt"), ("erledigt", "zaehlt_nicht", "fehlt")))
    assert set().union(*je_team.values()) == moeglich - {("erledigt", "erledigt")}


def test_am20_die_hauptfaelle_stehen_auf_der_vorschau_mit_wenigen_tagen(frage: Fragen, region: Region) -> None:
    """The case of the main job: both records are missing and the end is near."""
    for regelwerk in ("cottbus", "goslar"):
        zeilen = frage("vorschau", "--regelwerk", regelwerk, "--stichtag", region.stichtag.isoformat())
        offen = {z["teilnahme_id"] for z in zeilen if z["vereinbarung"] == z["vermittlung"] == "fehlt"}
        assert {f"T{nummer:05d}" for nummer in range(1, 17)} <= offen


def test_am21_jedes_team_hat_in_diesem_monat_austritte_die_sich_noch_bessern_lassen(
    frage: Fragen, region: Region
) -> None:
    team = _team_der_teilnahme(region)
    monat = _monat(region.stichtag)
    for regelwerk in ("cottbus", "goslar"):
        zeilen = frage("absolventenmanagement", "--regelwerk", regelwerk, "--von", monat, "--bis", monat, "--faelle")
        gezaehlt = [z for z in zeilen if z["gezaehlt"] == "true" and z["austritt"] <= region.stichtag.isoformat()]
        je_team = Counter((team[z["teilnahme_id"]], z["erfuellt_ies"]) for z in gezaehlt)
        assert min(je_team[kennung, "false"] for kennung in TEAMS) >= 3
        assert min(je_team[kennung, "true"] for kennung in TEAMS) >= 3


def test_am12_alle_gruende_kommen_in_den_fehlerlisten_des_jahres_vor(frage: Fragen, region: Region) -> None:
    von, bis = _monat(region.stichtag, 12), _monat(region.stichtag)
    gruende: dict[str, set[str]] = {}
    for regelwerk in ("cottbus", "goslar"):
        zeilen = frage("absolventenmanagement", "--regelwerk", regelwerk, "--von", von, "--bis", bis, "--faelle")
        gruende[regelwerk] = {grund for z in zeilen for grund in z["gruende_ies"].split("|")} - {""}
        assert {z["ausschlussgrund"] for z in zeilen} == {"", "foerderart", "abbruch", "dauer"}
        nur_weit = [z for z in zeilen if z["erfuellt_ies"] == "false" and z["erfuellt_iws"] == "true"]
        assert bool(nur_weit) == (regelwerk == "cottbus")
    alle = {"keine_vereinbarung", "vereinbarung_abgelaufen", "keine_vermittlung", "vermittlung_zaehlt_nicht"}
    assert gruende == {"cottbus": alle, "goslar": alle}


def test_am15_die_quoten_steigen_und_unterscheiden_sich_nach_team_und_traeger(frage: Fragen, region: Region) -> None:
    for jobcenter, regelwerk in REGELWERK.items():
        von, bis = _monat(region.stichtag, 17), _monat(region.stichtag, 1)
        argumente = ("absolventenmanagement", "--regelwerk", regelwerk, "--von", von, "--bis", bis, "--gruppe")

        def quote(zeilen: Zeilen) -> float:
            return sum(int(z["erfuellt_ies"]) for z in zeilen) / sum(int(z["gezaehlt"]) for z in zeilen)

        monate = [z for z in frage(*argumente, "monat,jobcenter") if z["jobcenter"] == jobcenter]
        assert len(monate) == 17
        assert min(int(z["gezaehlt"]) for z in monate) >= 10
        assert quote(monate[-6:]) > quote(monate[:6]) + 0.02
        teams = [z for z in frage(*argumente, "jobcenter,team") if z["jobcenter"] == jobcenter]
        quoten = sorted(float(z["quote_ies"]) for z in teams)
        assert quoten[-1] - quoten[0] > 8
        assert len(frage(*argumente, "traeger")) == 12
        assert len(frage(*argumente, "foerderart")) == {"cottbus": 8, "goslar": 7}[regelwerk]  # goslar: no BvB
