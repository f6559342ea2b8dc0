"""The demo accounts: one plan, from which the accounts are made, printed at the start and shown at sign-in."""

from collections.abc import Iterator
from dataclasses import dataclass

from wegplan.domains.organisation.access import Rolle

from .gegend import JOBCENTER, REGIESTELLE, REGIONALBUEROS, TRAEGER, Jobcenter

DEMO_PASSWORT = "wegplan-probieren"
FACHKRAEFTE_JE_TEAM = 8


@dataclass(frozen=True)
class Konto:
    """An account to try. `stelle` is what people read, the others are keys; `vorgestellt` accounts are shown."""

    benutzername: str
    rolle: Rolle
    organisation: str
    team: str
    stelle: str
    vorgestellt: bool = False


def demo_konten() -> list[Konto]:
    """The accounts to show: at least one of every role, all with the password DEMO_PASSWORT."""
    return [konto for konto in alle_konten() if konto.vorgestellt]


def alle_konten() -> list[Konto]:
    """Every account of the region, in the order of roles in which people try them."""
    return sorted(
        (k for jc in JOBCENTER for k in (*_team_konten(jc), *_haus_konten(jc))), key=lambda k: _REIHENFOLGE[k.rolle]
    ) + list(_andere_stellen())


def fachkraft(team: str, nummer: int) -> str:
    """User name of the team's advisor 1 to FACHKRAEFTE_JE_TEAM; `team` is the short name."""
    rolle = next(jc.rollen[0] for jc in JOBCENTER if any(t.kurz == team for t in jc.teams))
    return f"{rolle}.{team}{nummer if nummer > 1 else ''}"


_REIHENFOLGE = {
    rolle: stelle
    for stelle, rolle in enumerate(
        (Rolle.TL, Rolle.IFK, Rolle.PAP, Rolle.BOV, Rolle.AGS, Rolle.MB, Rolle.BL, Rolle.DQM, Rolle.DATENSCHUTZ)
    )
}


def _team_konten(jc: Jobcenter) -> Iterator[Konto]:
    for stelle, team in enumerate(jc.teams):
        ort, zeigen = f"{jc.name}, {team.name}", stelle == 0
        yield Konto(f"tl.{team.kurz}", Rolle.TL, jc.kennung, team.kennung, ort, zeigen)
        for nummer in range(1, FACHKRAEFTE_JE_TEAM + 1):
            name = fachkraft(team.kurz, nummer)
            yield Konto(name, Rolle(jc.rollen[0]), jc.kennung, team.kennung, ort, zeigen and nummer == 1)
        for rolle in jc.rollen[1:]:
            yield Konto(f"{rolle}.{team.kurz}", Rolle(rolle), jc.kennung, team.kennung, ort, zeigen)


def _haus_konten(jc: Jobcenter) -> Iterator[Konto]:
    ort, zeigen = jc.kennung.removeprefix("JC-").lower(), jc is JOBCENTER[0]
    for rolle in (Rolle.AGS, Rolle.MB, Rolle.BL, Rolle.DQM, Rolle.DATENSCHUTZ):
        yield Konto(f"{rolle}.{ort}", rolle, jc.kennung, "", jc.name, zeigen or rolle in (Rolle.BL, Rolle.DQM))


def _andere_stellen() -> Iterator[Konto]:
    gezeigt = TRAEGER[0][0]
    for kennung, name, _, _ in TRAEGER:
        kurz = kennung.replace("BDL-", "traeger")
        yield Konto(f"bdl.{kurz}", Rolle.BDL, kennung, "", name, kennung == gezeigt)
        yield Konto(f"leitung.{kurz}", Rolle.BDL_LEITUNG, kennung, "", name, kennung == gezeigt)
    for kennung, name, _ in REGIONALBUEROS:
        kurz = kennung.removeprefix("RB-").lower()
        yield Konto(f"rb.{kurz}", Rolle.RB, kennung, "", name, kennung == REGIONALBUEROS[0][0])
    yield Konto("regiestelle", Rolle.REGIESTELLE, REGIESTELLE, "", "Regiestelle der Region", True)
    yield Konto("technik", Rolle.TECHNIK, REGIESTELLE, "", "Betrieb der Anwendung", True)
    yield Konto("teilnehmende", Rolle.TEILNEHMENDE, "", "", "eigener Zugang einer teilnehmenden Person", True)
