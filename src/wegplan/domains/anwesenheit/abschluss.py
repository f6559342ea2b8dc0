"""Closing a month and releasing its lists. One use case per function, inside the request's transaction (JPS-32)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from wegplan.domains.massnahme.models import Massnahme

from .models import Monatsabschluss, Monatsliste, Monatslistenzeile
from .monat import Monat, pruefsumme, spalten
from .monatsbild import Monatsbild, Stellenliste, listenkopf, monat_laden
from .services import eintragen_sperren
from .vorgaben import rechtsgrundlage


def monat_abschliessen(nutzer: Any, massnahme: Massnahme, monat: Monat, stichtag: date) -> tuple[Monatsbild, bool]:
    """Close and sign a month; gives it and whether it was closed now. Raises ValidationError while target days lack a
    mark, while the month still runs, and where nobody took part."""
    eintragen_sperren(massnahme.pk)
    bild = monat_laden(nutzer, massnahme, monat)
    if bild.abschluss:
        return bild, False
    if stichtag < monat.letzter:
        raise ValidationError(f"Der Monat läuft noch bis {monat.letzter:%d.%m.%Y}.")
    if not bild.zeilen:
        raise ValidationError("In diesem Monat nimmt niemand teil.")
    _vollstaendig(bild)
    bild.abschluss = Monatsabschluss.objects.create(
        massnahme=massnahme, monat=monat.erster, abgeschlossen_von=nutzer, unterschrift=str(nutzer)
    )
    return bild, True


def listen_freigeben(nutzer: Any, massnahme: Massnahme, monat: Monat, stichtag: date) -> list[Monatsliste]:
    """Release the list of every AA/JC that is new or differs from what it got; gives the new versions.

    What is released never changes. Raises ValidationError where the month is open or not complete."""
    eintragen_sperren(massnahme.pk)
    bild = monat_laden(nutzer, massnahme, monat)
    if not bild.abschluss:
        raise ValidationError("Schließen Sie den Monat ab, bevor Sie die Listen freigeben.")
    _vollstaendig(bild)
    stellen = [s for s in bild.stellen if s.neu_freizugeben]
    listen = Monatsliste.objects.bulk_create(_liste(nutzer, bild, s, stichtag) for s in stellen)
    Monatslistenzeile.objects.bulk_create(
        Monatslistenzeile(liste=liste, teilnahme_id=pk, person_id=personen[pk], nummer=inhalt[0], inhalt=inhalt)
        for personen in [{z.teilnahme.pk: z.teilnahme.person_id for z in bild.zeilen}]
        for liste, stelle in zip(listen, stellen, strict=True)
        for pk, inhalt in stelle.zeilen.items()
    )
    return listen


def _vollstaendig(bild: Monatsbild) -> None:
    if bild.fehlend:
        wort = "1 Solltag hat" if bild.fehlend == 1 else f"{bild.fehlend} Solltage haben"
        raise ValidationError(f"{wort} noch keinen Eintrag. Tragen Sie nach, was unten genannt ist.")


def _liste(nutzer: Any, bild: Monatsbild, stelle: Stellenliste, stichtag: date) -> Monatsliste:
    kopf, koepfe = listenkopf(bild, stelle.stelle), spalten(bild.monat)
    return Monatsliste(
        massnahme=bild.massnahme,
        monat=bild.monat.erster,
        empfaenger=stelle.stelle,
        fassung=stelle.letzte.fassung + 1 if stelle.letzte else 1,
        kopf=kopf,
        spalten=koepfe,
        anzahl=len(stelle.zeilen),
        pruefsumme=pruefsumme(kopf, koepfe, list(stelle.zeilen.values())),
        rechtsgrundlage=rechtsgrundlage(stichtag).wert,
        freigegeben_von=nutzer,
        unterschrift=str(nutzer),
    )
