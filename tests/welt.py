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
    w.eigen = _person(w, "KD-EIGEN", "Eigen", "JC-A", "A1")
    w.fremd = _person(w, "KD-FREMD", "Fremd", "JC-B", "B1")
    w.ehemals = _person(w, "KD-EHEMALS", "Ehemals", "JC-B", "B1")
    w.morgen = _person(w, "KD-MORGEN", "Morgen", "JC-B", "B1")
    zustaendigkeiten_fuer_alle(w, w.eigen, HEUTE - timedelta(days=400), None)
    zustaendigkeiten_fuer_alle(w, w.ehemals, HEUTE - timedelta(days=400), GESTERN)
    zustaendigkeiten_fuer_alle(w, w.morgen, MORGEN, None)
    drueben = Nutzer.objects.create(username="ifk-b", rolle=Rolle.IFK, organisation=w.stellen["JC-B"])
    Zustaendigkeit.objects.create(person=w.fremd, grund="fachkraft", rolle="ifk", nutzer=drueben, von=GESTERN)
    teilnahme(w, w.eigen, "M-A", HEUTE - timedelta(days=90), None)
    teilnahme(w, w.eigen, "M-B", HEUTE - timedelta(days=300), HEUTE - timedelta(days=200))
    teilnahme(w, w.fremd, "M-B", HEUTE - timedelta(days=90), None)
    teilnahme(w, w.ehemals, "M-A", HEUTE - timedelta(days=400), HEUTE - timedelta(days=200))
    for person in (w.eigen, w.fremd, w.ehemals):
        _akte(person)
    return w


def _stellen(w: Welt) -> None:
    arten = {"JC": "jobcenter", "TR": "bildungsdienstleister", "RB": "regionalbuero", "RG": "regiestelle"}
    for kennung in ("JC-A", "JC-B", "TR-A", "TR-B", "RB-A", "RB-B", "RG"):
        regelwerk = "cottbus" if kennung.startswith("JC") else ""
        w.stellen[kennung] = Organisation.objects.create(
            kennung=kennung, art=arten[kennung[:2]], name=f"Stelle {kennung}", regelwerk=regelwerk
        )
    for kennung, stelle in (("A1", "JC-A"), ("A2", "JC-A"), ("B1", "JC-B")):
        w.teams[kennung] = Team.objects.create(kennung=kennung, organisation=w.stellen[stelle], name=f"Team {kennung}")
    for kurz in ("A", "B"):
        w.massnahmen[f"M-{kurz}"] = Massnahme.objects.create(
            massnahmenummer=f"M-{kurz}",
            titel=f"Maßnahme {kurz}",
            foerderart="FbW",
            traeger=w.stellen[f"TR-{kurz}"],
            regionalbuero=w.stellen[f"RB-{kurz}"],
            beginn=HEUTE - timedelta(days=800),
        )


def _konten(w: Welt) -> None:
    heimat = {"bildungsdienstleister": "TR-A", "regionalbuero": "RB-A", "regiestelle": "RG"}
    for rolle in Rolle:
        art = next(iter(STELLEN_DER_ROLLE.get(rolle, {"jobcenter"}) - {"agentur"}))
        konto = Nutzer(username=f"{rolle}-a", rolle=rolle, organisation=w.stellen[heimat.get(art, "JC-A")])
        konto.set_password(PASSWORT)
        konto.save()
        if rolle in FALLROLLEN:
            konto.teams.add(w.teams["A1"])
        w.nutzer[str(rolle)] = konto


def _person(w: Welt, nummer: str, nachname: str, jobcenter: str, team: str) -> Person:
    return Person.objects.create(
        kundennummer=nummer,
        nachname=nachname,
        vorname="Robin",
        geburtsdatum=date(1990, 5, 17),
        jobcenter=w.stellen[jobcenter],
        team=w.teams[team],
    )


def zustaendigkeiten_fuer_alle(w: Welt, person: Person, von: date, bis: date | None) -> None:
    """Everything that can be assigned by hand: each case role, the team, the offices."""
    daten = {"person": person, "von": von, "bis": bis}
    for rolle in FALLROLLEN:
        Zustaendigkeit.objects.create(**daten, grund="fachkraft", rolle=rolle, nutzer=w[rolle])
    Zustaendigkeit.objects.create(**daten, grund="team", team=w.teams["A1"])
    for stelle, grund in (("JC-A", "jobcenter"), ("TR-A", "traeger"), ("RB-A", "regionalbuero")):
        Zustaendigkeit.objects.create(**daten, grund=grund, organisation=w.stellen[stelle])


def teilnahme(w: Welt, person: Person, massnahme: str, eintritt: date, austritt: date | None) -> Teilnahme:
    """A Teilnahme with an id of its own; `massnahme` is its number."""
    return Teilnahme.objects.create(
        teilnahme_id=f"T-{person.pk}-{massnahme}-{eintritt:%Y%m%d}",
        person=person,
        massnahme=w.massnahmen[massnahme],
        eintritt=eintritt,
        austritt=austritt,
        austrittsgrund="regulaer" if austritt else "",
    )


def _akte(person: Person) -> None:
    """One record of every kind that hangs on a person."""
    tag = HEUTE - timedelta(days=30)
    Vereinbarung.objects.create(vereinbarung_id=f"V-{person.pk}", person=person, art="EV", abgeschlossen_am=tag)
    Vermittlung.objects.create(vermittlung_id=f"S-{person.pk}", person=person, art="VV", unterbreitet_am=tag)
    Handlungsstrategie.objects.create(
        handlungsstrategie_id=f"H-{person.pk}", person=person, art="absolventenmanagement", begonnen_am=tag
    )
    Vorgang.objects.create(vorgang_id=f"G-{person.pk}", person=person, art="gespraech_telefon", tag=tag)
