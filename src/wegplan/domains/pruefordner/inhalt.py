"""What goes into the folder: documents of a project in some months, each read "for this user".

The worker is let through by row security, so every read here goes through `fuer` the owner of the Auftrag."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from django.utils import timezone

from wegplan.domains.anwesenheit.models import Monatslistenzeile
from wegplan.domains.anwesenheit.monatslisten import DOKUMENT as MONATSLISTE
from wegplan.domains.anwesenheit.monatslisten import angaben, listen_fuer
from wegplan.domains.anwesenheit.monatslisten import dokumentdaten as listendaten
from wegplan.domains.beleg.arten import BETEILIGTE
from wegplan.domains.beleg.models import Beleg
from wegplan.domains.bericht.arten import BEIM_EMPFAENGER
from wegplan.domains.bericht.dokument import pdf as berichtspdf
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.queries import inhalt_von, mit_allem
from wegplan.domains.foerderplan.arten import Planstand
from wegplan.domains.foerderplan.kopie import VORLAGE as PLAN
from wegplan.domains.foerderplan.kopie import dokumentdaten as plandaten
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.foerderplan.queries import mit_zielen
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.documents import satz
from wegplan.kit.exchange.xlsx import mappe_xlsx


@dataclass(frozen=True)
class Stueck:
    """One file: where it stands in the folder (never with a name of a person), what it is, whom it names, its bytes."""

    pfad: str
    was: str
    personen: tuple[int, ...]
    name: str
    bytes: Callable[[], bytes]


def stuecke(nutzer: Any, massnahme: int, von: date, bis: date) -> list[Stueck]:
    """All files of a project from the first day of a month to the last day of another; bytes come when asked for."""
    teile = (_listen, _unterschriften, _plaene, _berichte, _nachweise)
    return [s for teil in teile for s in teil(nutzer, massnahme, von, bis)]


def _listen(nutzer: Any, massnahme: int, von: date, bis: date) -> Iterator[Stueck]:
    """Month lists as they were sent, every version, as PDF and XLSX."""
    for liste in listen_fuer(nutzer).filter(massnahme=massnahme, monat__range=(von, bis)).order_by("monat", "pk"):
        zeilen = Monatslistenzeile.objects.fuer(nutzer, Aktion.ANWESENHEIT_LESEN).filter(liste=liste)
        gesendet = list(zeilen.order_by("nummer"))
        wen = tuple(z.person_id for z in gesendet)
        wort = f"{liste}, an {liste.empfaenger.name}"
        pfad = f"{liste.monat:%Y-%m}/anwesenheit-{liste.empfaenger_id}-fassung-{liste.fassung}"
        yield Stueck(f"{pfad}.pdf", wort, wen, "", partial(_liste_pdf, liste, gesendet))
        yield Stueck(f"{pfad}.xlsx", wort, wen, "", partial(_liste_xlsx, liste, gesendet))


def _liste_pdf(liste: Any, zeilen: list[Monatslistenzeile]) -> bytes:
    return satz(MONATSLISTE, listendaten(liste, zeilen), timezone.localdate(liste.freigegeben_am))


def _liste_xlsx(liste: Any, zeilen: list[Monatslistenzeile]) -> bytes:
    ziel = BytesIO()
    blaetter = [
        ("Anwesenheit", liste.spalten, (z.inhalt for z in zeilen)),
        ("Angaben", ("Angabe", "Wert"), angaben(liste, len(zeilen))),
    ]
    mappe_xlsx(ziel, blaetter)
    return ziel.getvalue()


def _unterschriften(nutzer: Any, massnahme: int, von: date, bis: date) -> Iterator[Stueck]:
    """Scans of signed lists."""
    belege = Beleg.objects.fuer(nutzer).gueltig().filter(massnahme=massnahme, monat__range=(von, bis))
    for b in belege.order_by("monat", "pk"):
        if b.monat is not None:
            yield Stueck(f"{b.monat:%Y-%m}/unterschriften-{b.pk}.pdf", str(b), (), "", partial(_scan, b))


def _scan(beleg: Beleg) -> bytes:
    return bytes(beleg.inhalt.pdf)


def _plaene(nutzer: Any, massnahme: int, von: date, bis: date) -> Iterator[Stueck]:
    """Signed versions with goals and steps; the starting point speaks of health and stays out."""
    erlaubt = Planfassung.objects.fuer(nutzer, Aktion.FOERDERZIELE_LESEN)
    fassungen = erlaubt.filter(
        teilnahme__massnahme=massnahme, stand=Planstand.UNTERSCHRIEBEN, unterschrieben_am__range=(von, bis)
    )
    for f in mit_zielen(fassungen).order_by("person__sortierung", "nummer"):
        pfad = f"plaene/teilnahme-{f.teilnahme_id}-fassung-{f.nummer}.pdf"
        yield Stueck(pfad, str(f), (f.person_id,), str(f.person), partial(_plan_pdf, f))


def _plan_pdf(fassung: Planfassung) -> bytes:
    tag = fassung.unterschrieben_am
    assert tag is not None  # chosen by this day
    return satz(PLAN, plandaten(fassung, None), tag)


def _berichte(nutzer: Any, massnahme: int, von: date, bis: date) -> Iterator[Stueck]:
    """Reports that were sent."""
    erlaubt = Entwicklungsbericht.objects.fuer(nutzer, Aktion.BERICHT_LESEN)
    gesendet = erlaubt.filter(teilnahme__massnahme=massnahme, stand__in=BEIM_EMPFAENGER, quartal__range=(von, bis))
    for b in mit_allem(gesendet).order_by("quartal", "person__sortierung", "fassung"):
        pfad = f"berichte/bericht-{b.pk}-fassung-{b.fassung}.pdf"
        wort = ", ".join(filter(None, (f"Entwicklungsbericht, Quartal ab {b.quartal:%m/%Y}", b.herkunft_satz)))
        yield Stueck(pfad, wort, (b.person_id,), str(b.person), partial(_bericht_pdf, b))


def _bericht_pdf(bericht: Entwicklungsbericht) -> bytes:
    return berichtspdf(bericht, inhalt_von(bericht))


def _nachweise(nutzer: Any, massnahme: int, von: date, bis: date) -> Iterator[Stueck]:
    """Papers that all involved may see; never those of Art. 9."""
    belege = Beleg.objects.fuer(nutzer).gueltig().filter(kreis=BETEILIGTE, teilnahme__massnahme=massnahme)
    for b in belege.filter(tag__range=(von, bis)).select_related("person").order_by("person__sortierung", "pk"):
        wen = (b.person_id,) if b.person_id else ()
        yield Stueck(f"nachweise/beleg-{b.pk}.pdf", str(b), wen, str(b.person), partial(_scan, b))
