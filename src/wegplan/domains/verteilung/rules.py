"""What a change of many cases does to each of them, or why not: values in, values out (PX-04)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from wegplan.domains.organisation.access import Rolle
from wegplan.domains.person.models import Person, Zustaendigkeit, Zustaendigkeitsgrund
from wegplan.domains.teilnahme.models import Teilnahme

from .models import Wechselart

EIN_TAG = timedelta(days=1)


@dataclass(frozen=True)
class Ziel:
    """What shall become of the chosen cases. One of fachkraft, team, massnahme by `art`."""

    art: str
    ab: date
    fachkraft: Any = None
    team: Any = None
    massnahme: Any = None
    uebergabe_bis: date | None = None
    notiz: str = ""


@dataclass
class Zeile:
    """One person of the preview. `saetze`: what will happen; `abgelehnt`: why nothing does. The rest: what to write."""

    person: Person
    saetze: list[str] = field(default_factory=list)
    abgelehnt: str = ""
    beenden: list[Zustaendigkeit] = field(default_factory=list)
    uebergeben: list[Zustaendigkeit] = field(default_factory=list)
    teilnahme: Teilnahme | None = None

    @property
    def geht(self) -> bool:
        return not self.abgelehnt


def gruppe(rolle: str) -> frozenset[str]:
    """The roles that stand for the same responsibility: pAp and IFK are two words for one, as on the desk."""
    eine = frozenset({Rolle.PAP.value, Rolle.IFK.value})
    return eine if rolle in eine else frozenset({rolle})


def fachkraft_zeile(person: Person, zeilen: Sequence[Zustaendigkeit], ziel: Ziel) -> Zeile:
    """The former advisor of the same role ends the day before, the new one begins on `ab`: no day without anybody."""
    neu, letzter = ziel.fachkraft, ziel.ab - EIN_TAG
    zeile = Zeile(person)
    offen = [z for z in zeilen if z.nutzer_id and (z.bis is None or z.bis >= ziel.ab)]
    if any(z.nutzer_id == neu.pk and z.grund == Zustaendigkeitsgrund.FACHKRAFT for z in offen):
        zeile.abgelehnt = f"{neu} ist für diese Person schon zuständig."
        return zeile
    if any(z.nutzer_id == neu.pk and z.von == ziel.ab and z.rolle == neu.rolle for z in offen):
        zeile.abgelehnt = f"{neu} hat ab diesem Tag schon Zugang (Vertretung oder Übergabe). Wählen Sie einen anderen."
        return zeile
    bisher = [z for z in offen if z.grund == Zustaendigkeitsgrund.FACHKRAFT and z.rolle in gruppe(neu.rolle)]
    if spaeter := next((z for z in bisher if z.von >= ziel.ab), None):
        zeile.abgelehnt = (
            f"Die Zuständigkeit von {spaeter.nutzer} beginnt am {spaeter.von:%d.%m.%Y}. Wählen Sie einen späteren Tag."
        )
        return zeile
    zeile.beenden = bisher
    zeile.saetze = [f"Die Zuständigkeit von {z.nutzer} endet mit dem {letzter:%d.%m.%Y}." for z in bisher]
    if ziel.uebergabe_bis:
        schon = {(z.nutzer_id, z.von) for z in zeilen if z.rolle == ""}
        zeile.uebergeben = [z for z in bisher if (z.nutzer_id, ziel.ab) not in schon]
        zeile.saetze += [
            f"{z.nutzer} sieht den Fall zur Übergabe bis {ziel.uebergabe_bis:%d.%m.%Y}." for z in zeile.uebergeben
        ]
    zeile.saetze.append(f"{neu} ist ab {ziel.ab:%d.%m.%Y} zuständig.")
    return zeile


def team_zeile(person: Person, ziel: Ziel) -> Zeile:
    """Access of the teams changes at once; who is responsible by name stays."""
    zeile, bisher = Zeile(person), person.team
    if person.team_id == ziel.team.pk:
        zeile.abgelehnt = f"Die Person gehört schon zu {ziel.team}."
    elif person.jobcenter_id and person.jobcenter_id != ziel.team.organisation_id:
        zeile.abgelehnt = f"{ziel.team} gehört zu einem anderen Jobcenter als die Person."
    else:
        zeile.saetze = [f"Statt {bisher} führt {ziel.team} den Fall." if bisher else f"{ziel.team} führt den Fall."]
        zeile.saetze.append("Wer namentlich zuständig ist, bleibt es.")
    return zeile


def massnahme_zeile(person: Person, teilnahmen: Sequence[Teilnahme], ziel: Ziel) -> Zeile:
    """The running Teilnahme goes on under the other measure. Lesart: no exit, so no figure gets a hole; where the kind
    of funding differs it would be a new Teilnahme, which is refused here."""
    zeile, neu = Zeile(person), ziel.massnahme
    laufend = [t for t in teilnahmen if t.eintritt <= ziel.ab and (t.austritt is None or t.austritt > ziel.ab)]
    if len(laufend) != 1:
        wort = "keine laufende Teilnahme" if not laufend else "mehrere laufende Teilnahmen; stellen Sie sie einzeln um"
        zeile.abgelehnt = f"Die Person hat {wort}."
        return zeile
    teilnahme = laufend[0]
    if grund := _passt_nicht(teilnahme, teilnahmen, neu):
        zeile.abgelehnt = grund
        return zeile
    zeile.teilnahme = teilnahme
    zeile.saetze = [
        f"Die Teilnahme vom {teilnahme.eintritt:%d.%m.%Y} läuft unter {neu} weiter statt unter {teilnahme.massnahme}.",
        "Eintritt, geplantes Ende und Einträge bleiben.",
    ]
    if teilnahme.massnahme.traeger_id != neu.traeger_id:
        zeile.saetze.append("Der bisherige Träger sieht die Person damit nicht mehr.")
    return zeile


def _passt_nicht(teilnahme: Teilnahme, alle: Iterable[Teilnahme], neu: Any) -> str:
    """Why the Teilnahme cannot go on in the other measure; "" when it can."""
    alt, ende = teilnahme.massnahme, teilnahme.geplantes_ende
    if alt.pk == neu.pk:
        return "Die Person ist schon in dieser Maßnahme."
    if (alt.foerderart, alt.programmstufe) != (neu.foerderart, neu.programmstufe):
        return "Die andere Maßnahme hat eine andere Förderart oder Stufe. Tragen Sie Austritt und neue Teilnahme ein."
    if teilnahme.eintritt < neu.beginn:
        return f"Der Eintritt am {teilnahme.eintritt:%d.%m.%Y} liegt vor dem Beginn der anderen Maßnahme."
    if neu.ende and (ende is None or ende > neu.ende):
        return f"Die andere Maßnahme endet am {neu.ende:%d.%m.%Y}, vor dem geplanten Ende der Teilnahme."
    for t in alle:
        schluss, bis = t.austritt or t.geplantes_ende or date.max, teilnahme.austritt or ende or date.max
        if t.massnahme_id == neu.pk and t.eintritt <= bis and schluss >= teilnahme.eintritt:
            return "Die Person war in dieser Zeit schon in der anderen Maßnahme."
    return ""


def zeilen(
    personen: Sequence[Person],
    zustaendigkeiten: dict[int, list[Zustaendigkeit]],
    teilnahmen: dict[int, list[Teilnahme]],
    ziel: Ziel,
) -> list[Zeile]:
    """The preview: one Zeile per person, in their order."""
    if ziel.art == Wechselart.FACHKRAFT:
        return [fachkraft_zeile(p, zustaendigkeiten.get(p.pk, []), ziel) for p in personen]
    if ziel.art == Wechselart.TEAM:
        return [team_zeile(p, ziel) for p in personen]
    return [massnahme_zeile(p, teilnahmen.get(p.pk, []), ziel) for p in personen]
