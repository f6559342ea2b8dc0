"""A small cast for tests of protection: two Jobcenter, one account per role, four persons by name.

Frau Eigen belongs to everybody's own cases, Herr Fremd to the other office, Frau Ehemals was everybody's own
until yesterday, Herr Morgen becomes it tomorrow. Made-up data only.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import STELLEN_DER_ROLLE, Rolle
from wegplan.domains.organisation.models import Nutzer, Organisation, Team
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung, Vermittlung
from wegplan.domains.vorgang.models import Vorgang

HEUTE = timezone.localdate()
GESTERN = HEUTE - timedelta(days=1)
MORGEN = HEUTE + timedelta(days=1)
FALLROLLEN = (Rolle.PAP, Rolle.IFK, Rolle.BOV, Rolle.AGS, Rolle.MB, Rolle.TL, Rolle.BL)
PASSWORT = "Nur-fuer-Tests-2026"


@dataclass
class Welt:
    stellen: dict[str, Organisation] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    massnahmen: dict[str, Massnahme] = field(default_factory=dict)
    nutzer: dict[str, Nutzer] = field(default_factory=dict)
    eigen: Person = field(default_factory=Person)
    fremd: Person = field(default_factory=Person)
    ehemals: Person = field(default_factory=Person)
    morgen: Person = field(default_factory=Person)

    def __getitem__(self, rolle: str) -> Nutzer:
        """The account of a role in the first Jobcenter (or with its provider, its Regionalbüro)."""
        return self.nutzer[str(rolle)]


def welt_bauen() -> Welt:
    """Make the cast; to be called as wegplan_dienst or owner."""
    w = Welt()
    _stellen(w)
    _konten(w)
    _personen(w)
    drueben = Nutzer.objects.create(username="ifk-b", rolle=Rolle.IFK, organisation=w.stellen["JC-B"])
    Zustaendigkeit.objects.bulk_create(
        [
            *_zustaendigkeiten(w, w.eigen, HEUTE - timedelta(days=400), None),
            *_zustaendigkeiten(w, w.ehemals, HEUTE - timedelta(days=400), GESTERN),
            *_zustaendigkeiten(w, w.morgen, MORGEN, None),
            Zustaendigkeit(person=w.fremd, grund="fachkraft", rolle="ifk", nutzer=drueben, von=GESTERN),
        ]
    )
    Teilnahme.objects.bulk_create(
        [
            _teilnahme(w, w.eigen, "M-A", HEUTE - timedelta(days=90), None),
            _teilnahme(w, w.eigen, "M-B", HEUTE - timedelta(days=300), HEUTE - timedelta(days=200)),
            _teilnahme(w, w.fremd, "M-B", HEUTE - timedelta(days=90), None),
            _teilnahme(w, w.ehemals, "M-A", HEUTE - timedelta(days=400), HEUTE - timedelta(days=200)),
        ]
    )
    _akten([w.eigen, w.fremd, w.ehemals])
    return w


def _stellen(w: Welt) -> None:
    arten = {"JC": "jobcenter", "TR": "bildungsdienstleister", "RB": "regionalbuero", "RG": "regiestelle"}
    stellen = Organisation.objects.bulk_create(
        Organisation(
            kennung=kennung,
            art=arten[kennung[:2]],
            name=f"Stelle {kennung}",
            regelwerk="cottbus" if kennung.startswith("JC") else "",
        )
        for kennung in ("JC-A", "JC-B", "TR-A", "TR-B", "RB-A", "RB-B", "RG")
    )
    w.stellen = {stelle.kennung: stelle for stelle in stellen}
    teams = Team.objects.bulk_create(
        Team(kennung=kennung, organisation=w.stellen[stelle], name=f"Team {kennung}")
        for kennung, stelle in (("A1", "JC-A"), ("A2", "JC-A"), ("B1", "JC-B"))
    )
    w.teams = {team.kennung: team for team in teams}
    massnahmen = Massnahme.objects.bulk_create(
        Massnahme(
            massnahmenummer=f"M-{kurz}",
            titel=f"Maßnahme {kurz}",
            foerderart="FbW",
            traeger=w.stellen[f"TR-{kurz}"],
            regionalbuero=w.stellen[f"RB-{kurz}"],
            beginn=HEUTE - timedelta(days=800),
        )
        for kurz in ("A", "B")
    )
    w.massnahmen = {massnahme.massnahmenummer: massnahme for massnahme in massnahmen}


def _konten(w: Welt) -> None:
    heimat = {"bildungsdienstleister": "TR-A", "regionalbuero": "RB-A", "regiestelle": "RG"}
    konten = []
    for rolle in Rolle:
        art = next(iter(STELLEN_DER_ROLLE.get(rolle, {"jobcenter"}) - {"agentur"}))
        konto = Nutzer(username=f"{rolle}-a", rolle=rolle, organisation=w.stellen[heimat.get(art, "JC-A")])
        konto.set_password(PASSWORT)
        konten.append(konto)
    w.nutzer = {str(konto.rolle): konto for konto in Nutzer.objects.bulk_create(konten)}
    w.teams["A1"].nutzer.add(*(w[rolle] for rolle in FALLROLLEN))


def _personen(w: Welt) -> None:
    angaben = (("Eigen", "JC-A", "A1"), ("Fremd", "JC-B", "B1"), ("Ehemals", "JC-B", "B1"), ("Morgen", "JC-B", "B1"))
    w.eigen, w.fremd, w.ehemals, w.morgen = Person.objects.bulk_create(
        Person(
            kundennummer=f"KD-{nachname.upper()}",
            nachname=nachname,
            vorname="Robin",
            geburtsdatum=date(1990, 5, 17),
            jobcenter=w.stellen[jobcenter],
            team=w.teams[team],
        )
        for nachname, jobcenter, team in angaben
    )


def _zustaendigkeiten(w: Welt, person: Person, von: date, bis: date | None) -> list[Zustaendigkeit]:
    """Everything that can be assigned by hand: each case role, the team, the offices."""
    daten = {"person": person, "von": von, "bis": bis}
    stellen = (("JC-A", "jobcenter"), ("TR-A", "traeger"), ("RB-A", "regionalbuero"))
    return [
        *(Zustaendigkeit(**daten, grund="fachkraft", rolle=rolle, nutzer=w[rolle]) for rolle in FALLROLLEN),
        Zustaendigkeit(**daten, grund="team", team=w.teams["A1"]),
        *(Zustaendigkeit(**daten, grund=grund, organisation=w.stellen[stelle]) for stelle, grund in stellen),
    ]


def _teilnahme(w: Welt, person: Person, massnahme: str, eintritt: date, austritt: date | None) -> Teilnahme:
    return Teilnahme(
        teilnahme_id=f"T-{person.pk}-{massnahme}-{eintritt:%Y%m%d}",
        person=person,
        massnahme=w.massnahmen[massnahme],
        eintritt=eintritt,
        austritt=austritt,
        austrittsgrund="regulaer" if austritt else "",
    )


def teilnahme(w: Welt, person: Person, massnahme: str, eintritt: date, austritt: date | None) -> Teilnahme:
    """A Teilnahme with an id of its own; `massnahme` is its number."""
    neue = _teilnahme(w, person, massnahme, eintritt, austritt)
    neue.save()
    return neue


def _akten(personen: list[Person]) -> None:
    """One record of every kind that hangs on a person, for each of them."""
    tag = HEUTE - timedelta(days=30)
    Vereinbarung.objects.bulk_create(
        Vereinbarung(vereinbarung_id=f"V-{p.pk}", person=p, art="EV", abgeschlossen_am=tag) for p in personen
    )
    Vermittlung.objects.bulk_create(
        Vermittlung(vermittlung_id=f"S-{p.pk}", person=p, art="VV", unterbreitet_am=tag) for p in personen
    )
    Handlungsstrategie.objects.bulk_create(
        Handlungsstrategie(handlungsstrategie_id=f"H-{p.pk}", person=p, art="absolventenmanagement", begonnen_am=tag)
        for p in personen
    )
    Vorgang.objects.bulk_create(
        Vorgang(vorgang_id=f"G-{p.pk}", person=p, art="gespraech_telefon", tag=tag) for p in personen
    )
