"""Reading reports: one with all it shows, what its checksum covers, who still owes one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from wegplan.domains.massnahme.fristen import fristverlaeufe
from wegplan.domains.massnahme.models import Feldklasse, Foerderart
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.teilnahme.models import Teilnahme

from .akteninhalt import akteninhalte
from .arten import Berichtsstand, Empfang
from .models import Entwicklungsbericht
from .rules import davor, faellig, quartal_von, quartalsende, wort, zeitraum
from .vorgaben import frist

# what people type, in the order of the form
GETIPPT = (
    "ziel_gefaehrdet",
    "vorzeitiger_austritt",
    "stufenwechsel",
    "arbeitsaufnahme_am",
    "arbeitgeber",
    "theorie",
    "praxis",
    "persoenlich",
    "massnahmen",
    "unterstuetzung",
    "betreuung",
    "begruendung_stufenwechsel",
    "abschluss_stand",
    "abschluss_empfehlung",
    "pruefungszulassung",
    "qualifizierungsziel",
    "berichtsheft",
    "curriculum",
    "module_geplant",
    "module_bestanden",
)
_RAHMEN = ("quartal", "von", "bis", "fassung", "kenntnisnahme", "kenntnis_am", "kenntnis_grund", "ort")


def mit_allem(berichte: QuerySet[Any]) -> QuerySet[Any]:
    """With everybody and everything a page names, in one statement."""
    return berichte.select_related(
        "person",
        "teilnahme__person__jobcenter",
        "teilnahme__jobcenter",
        "teilnahme__massnahme__traeger",
        "teilnahme__massnahme__regionalbuero",
        "empfaenger",
        "kopie",
        "angelegt_von",
        "freigegeben_von",
        "uebermittelt_von",
        "entschieden_von",
    )


def inhalt_von(bericht: Entwicklungsbericht) -> dict[str, Any]:
    """What the file says: as frozen, for a draft as it stands now."""
    if bericht.inhalt is not None:
        frozen: dict[str, Any] = bericht.inhalt
        return frozen
    t = bericht.teilnahme
    return akteninhalte({t.pk: (t, (bericht.von, bericht.bis))})[t.pk]


def getippt(bericht: Entwicklungsbericht) -> dict[str, Any]:
    """What people typed."""
    return {name: getattr(bericht, name) for name in GETIPPT}


def gesiegelt(bericht: Entwicklungsbericht) -> dict[str, Any]:
    """What the checksum covers, without numbers of the database."""
    rahmen = {name: getattr(bericht, name) for name in _RAHMEN}
    return {"teilnahme": bericht.teilnahme.teilnahme_id, **rahmen, **getippt(bericht), "inhalt": bericht.inhalt}


def feldname(feld: str) -> str:
    """How people call a field of the report."""
    beschrieben: Any = Entwicklungsbericht._meta.get_field(feld)
    return str(beschrieben.verbose_name)


def stufe_von(t: Teilnahme) -> str:
    """The stage of a Teilnahme, else of its measure, else empty."""
    stufe: str = t.programmstufe or t.massnahme.programmstufe
    return stufe


def empfaenger_von(t: Teilnahme, empfang: str) -> tuple[Organisation | None, Organisation | None]:
    """(who decides, who gets the copy); None where that office is not known."""
    buero, amt = t.massnahme.regionalbuero, t.jobcenter or t.person.jobcenter
    return {
        Empfang.RB: (buero, amt),
        Empfang.AAJC: (amt, buero),
        Empfang.NUR_RB: (buero, None),
        Empfang.NUR_AAJC: (amt, None),
    }[Empfang(empfang)]


def neueste(berichte: QuerySet[Any]) -> QuerySet[Any]:
    """The newest version of each quarter that the user sees."""
    spaetere = Entwicklungsbericht.objects.filter(
        teilnahme=OuterRef("teilnahme"), quartal=OuterRef("quartal"), fassung__gt=OuterRef("fassung")
    )
    return berichte.filter(~Exists(spaetere))


def neuere_fassung(bericht: Entwicklungsbericht) -> Entwicklungsbericht | None:
    """The newest version of the same quarter if it is another one."""
    alle = Entwicklungsbericht.objects.filter(teilnahme=bericht.teilnahme_id, quartal=bericht.quartal)
    spaetere: Entwicklungsbericht | None = alle.filter(fassung__gt=bericht.fassung).order_by("-fassung").first()
    return spaetere


def faelligkeiten(berichte: Iterable[Entwicklungsbericht]) -> dict[int, date]:
    """The last day in time by number of the report, in two statements for all of them."""
    gewaehlt = list(berichte)
    verlaeufe = fristverlaeufe(b.teilnahme.massnahme_id for b in gewaehlt)
    zurueck = Entwicklungsbericht.objects.filter(
        teilnahme__in={b.teilnahme_id for b in gewaehlt}, stand=Berichtsstand.ZURUECKGEGEBEN
    ).values_list("teilnahme", "quartal", "uebermittelt_am", "entschieden_am")
    liegezeiten: dict[tuple[int, date], list[tuple[date, date]]] = {}
    for teilnahme, quartal, gesendet, am in zurueck:
        liegezeiten.setdefault((teilnahme, quartal), []).append((gesendet, am))
    return {
        b.pk: faellig(
            quartalsende(b.quartal),
            frist(stufe_von(b.teilnahme), quartalsende(b.quartal), verlaeufe.get(b.teilnahme.massnahme_id, ())),
            liegezeiten.get((b.teilnahme_id, b.quartal), ()),
        )
        for b in gewaehlt
    }


def berichtspflichtig(nutzer: Any, quartal: date) -> QuerySet[Any]:
    """The Teilnahmen of the programme that owe a report for the quarter, as far as the user writes them."""
    im_quartal = Teilnahme.objects.fuer(nutzer, Aktion.BERICHT_SCHREIBEN).filter(
        Q(austritt__isnull=True) | Q(austritt__gte=quartal),
        eintritt__lte=quartalsende(quartal),
        massnahme__foerderart=Foerderart.ESF,
        massnahme__zweckbindung__contains=[Feldklasse.LEISTUNG],
    )
    return im_quartal.select_related("person", "massnahme").order_by("person__sortierung", "pk")


def ohne_bericht(nutzer: Any, quartal: date) -> QuerySet[Any]:
    """Those of them without any version yet."""
    vorhanden = Entwicklungsbericht.objects.filter(teilnahme=OuterRef("pk"), quartal=quartal)
    return berichtspflichtig(nutzer, quartal).filter(~Exists(vorhanden))


@dataclass(frozen=True)
class Offenes:
    """How many reports of a measure are not begun for a quarter, and until when they are due."""

    massnahme: int
    titel: str
    quartal: date
    wort: str
    anzahl: int
    faellig: date


def offene(nutzer: Any, stichtag: date) -> list[Offenes]:
    """What was not begun for the last quarter that is over, by measure (two statements)."""
    quartal = davor(quartal_von(stichtag))
    felder = ("massnahme", "massnahme__massnahmenummer", "massnahme__titel", "massnahme__programmstufe")
    nach_massnahme = ohne_bericht(nutzer, quartal).order_by("massnahme__titel", "massnahme").values(*felder)
    zeilen, ende = list(nach_massnahme.annotate(anzahl=Count("pk"))), quartalsende(quartal)
    verlaeufe = fristverlaeufe(z["massnahme"] for z in zeilen)
    return [
        Offenes(
            z["massnahme"],
            f"{z['massnahme__massnahmenummer']} {z['massnahme__titel']}".strip(),
            quartal,
            wort(quartal),
            z["anzahl"],
            faellig(ende, frist(z["massnahme__programmstufe"], ende, verlaeufe.get(z["massnahme"], ()))),
        )
        for z in zeilen
    ]


def zeitraum_von(t: Teilnahme, quartal: date) -> tuple[date, date] | None:
    """The period of the report on a quarter, None where the person did not take part."""
    return zeitraum(quartal, t.eintritt, t.austritt)


def gefaehrdungen(nutzer: Any, teilnahmen: list[int]) -> dict[int, list[tuple[date, bool]]]:
    """By Teilnahme (quarter, whether the goal is at risk) of the reports that the user reads, the newest version of
    each released one, the newest quarter first. One statement."""
    if not nutzer.darf(Aktion.BERICHT_LESEN):
        return {}
    gelesen = Entwicklungsbericht.objects.fuer(nutzer).filter(teilnahme__in=teilnahmen)
    neueste = (
        gelesen.exclude(stand=Berichtsstand.ENTWURF)
        .order_by("teilnahme", "-quartal", "-fassung")
        .distinct("teilnahme", "quartal")
    )
    je: dict[int, list[tuple[date, bool]]] = {}
    for teilnahme, quartal, gefaehrdet in neueste.values_list("teilnahme", "quartal", "ziel_gefaehrdet"):
        je.setdefault(teilnahme, []).append((quartal, bool(gefaehrdet)))
    return je
