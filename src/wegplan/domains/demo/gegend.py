"""Offices, teams and providers of the made-up region. No such place exists."""

from dataclasses import dataclass

from .zeilen import OrganisationZeile, TeamZeile

REGIESTELLE = "RS"


@dataclass(frozen=True)
class Team:
    """`guete` shifts the share of fulfilled exits, so that teams differ; `kurz` is part of the user names."""

    kennung: str
    name: str
    kurz: str
    guete: float


@dataclass(frozen=True)
class Jobcenter:
    """`rollen` are the roles of its advisors; `vorspann` begins its customer numbers."""

    kennung: str
    name: str
    bundesland: str
    regelwerk: str
    vorspann: str
    rollen: tuple[str, ...]
    teams: tuple[Team, ...]


JOBCENTER = (
    Jobcenter(
        "JC-AUENMARK",
        "Jobcenter Auenmark",
        "DE-BB",
        "cottbus",
        "904",
        ("ifk",),
        (
            Team("AU-NORD", "Team Nord", "nord", 0.02),
            Team("AU-SUED", "Team Süd", "sued", -0.14),
            Team("AU-OST", "Team Ost", "ost", 0.09),
            Team("AU-WEST", "Team West", "west", -0.04),
        ),
    ),
    Jobcenter(
        "JC-FALKENMOOR",
        "Jobcenter Falkenmoor",
        "DE-NI",
        "goslar",
        "926",
        ("pap", "bov"),
        (
            Team("FA-MITTE", "Team Mitte", "mitte", 0.05),
            Team("FA-HAFEN", "Team Hafen", "hafen", -0.1),
            Team("FA-HEIDE", "Team Heide", "heide", 0.0),
            Team("FA-UFER", "Team Ufer", "ufer", 0.11),
        ),
    ),
)

# kennung, name, the Jobcenter in whose area it lies
REGIONALBUEROS = (
    ("RB-AUENMARK", "Regionalbüro Auenmark", "JC-AUENMARK"),
    ("RB-ERLENFURT", "Regionalbüro Erlenfurt", "JC-AUENMARK"),
    ("RB-SILBERFLIESS", "Regionalbüro Silberfließ", "JC-AUENMARK"),
    ("RB-FALKENMOOR", "Regionalbüro Falkenmoor", "JC-FALKENMOOR"),
    ("RB-RABENWERDER", "Regionalbüro Rabenwerder", "JC-FALKENMOOR"),
    ("RB-SONNENWIEK", "Regionalbüro Sonnenwiek", "JC-FALKENMOOR"),
)

# kennung, name, Regionalbüro, shift of the share of fulfilled exits
TRAEGER = (
    ("BDL-01", "Bildungshof Auenmark", "RB-AUENMARK", 0.05),
    ("BDL-02", "Lernwerk Auenmark", "RB-AUENMARK", -0.06),
    ("BDL-03", "Werkstattverbund Erlenfurt", "RB-ERLENFURT", 0.02),
    ("BDL-04", "Lehrwerkstatt Erlenfurt", "RB-ERLENFURT", -0.02),
    ("BDL-05", "Bildungswerk Silberfließ", "RB-SILBERFLIESS", 0.08),
    ("BDL-06", "Pflegeschule Silberfließ", "RB-SILBERFLIESS", 0.0),
    ("BDL-07", "Lernzentrum Falkenmoor", "RB-FALKENMOOR", 0.04),
    ("BDL-08", "Arbeit und Bildung Falkenmoor", "RB-FALKENMOOR", -0.09),
    ("BDL-09", "Fachschule Rabenwerder", "RB-RABENWERDER", 0.01),
    ("BDL-10", "Handwerkshof Rabenwerder", "RB-RABENWERDER", -0.03),
    ("BDL-11", "Küstenakademie Sonnenwiek", "RB-SONNENWIEK", 0.07),
    ("BDL-12", "Umschulungszentrum Sonnenwiek", "RB-SONNENWIEK", -0.04),
)

TRAEGER_JE_JOBCENTER = {
    jc.kennung: tuple(t[0] for t in TRAEGER if t[2] in {r[0] for r in REGIONALBUEROS if r[2] == jc.kennung})
    for jc in JOBCENTER
}
REGIONALBUERO_VON = {kennung: rb for kennung, _, rb, _ in TRAEGER}
GUETE_TRAEGER = {kennung: guete for kennung, _, _, guete in TRAEGER}
GUETE_TEAM = {team.kennung: team.guete for jc in JOBCENTER for team in jc.teams}
JOBCENTER_VON_TEAM = {team.kennung: jc for jc in JOBCENTER for team in jc.teams}


def organisationen() -> list[OrganisationZeile]:
    land = {jc.kennung: jc.bundesland for jc in JOBCENTER}
    lage = {kennung: land[jc] for kennung, _, jc in REGIONALBUEROS}
    return [
        OrganisationZeile(REGIESTELLE, "regiestelle", "Regiestelle der Region", "", "DE-BB", ""),
        *(OrganisationZeile(k, "regionalbuero", name, REGIESTELLE, lage[k], "") for k, name, _ in REGIONALBUEROS),
        *(OrganisationZeile(k, "bildungsdienstleister", name, "", lage[rb], "") for k, name, rb, _ in TRAEGER),
        *(OrganisationZeile(jc.kennung, "jobcenter", jc.name, "", jc.bundesland, jc.regelwerk) for jc in JOBCENTER),
    ]


def teams() -> list[TeamZeile]:
    return [TeamZeile(team.kennung, jc.kennung, team.name) for jc in JOBCENTER for team in jc.teams]
