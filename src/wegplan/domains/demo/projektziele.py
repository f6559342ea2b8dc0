"""What was measured of the made-up projects over a year, agreed on and done about it (JPS-80, JPS-90)."""

from datetime import date, timedelta
from typing import Any

from wegplan.domains.checkliste.beispielprojekte import EIGENE_FRISTEN
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.zielindikatoren.rules import regelwerk_laden
from wegplan.domains.zielvereinbarung import rules, schreiben, services
from wegplan.domains.zielvereinbarung.dokument import zielwerte
from wegplan.domains.zielvereinbarung.messen import messen, monatsenden
from wegplan.domains.zielvereinbarung.models import Messwert, Zielvereinbarung
from wegplan.domains.zielvereinbarung.zahlen import Zahl, urteil
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

MONATE = 12
GEGEN = (
    "Nach dem zweiten Fehltag in Folge spricht die Fachkraft noch am selben Tag mit der Person und meldet es weiter.",
    "Ab dem vierten Monat geht jede Woche jemand mit Teilnehmenden in Betriebe; die Kontakte stehen in einer Liste.",
)


def projektziele_anlegen(stichtag: date) -> None:
    """The month ends of a year and the reference day, agreements, two counter-measures; runs as wegplan_dienst."""
    for tag in [*monatsenden(stichtag, MONATE), stichtag]:
        messen(tag)
    leitungen = {n.organisation_id: n for n in Nutzer.objects.filter(rolle__in=("bdl_leitung", "rb"))}
    projekte = Massnahme.objects.filter(foerderart="ESF", traeger__in=leitungen, regionalbuero__in=leitungen)
    for nummer, massnahme in enumerate(projekte.select_related("traeger", "regionalbuero").order_by("pk")):
        buero, leitung = (leitungen[pk] for pk in (massnahme.regionalbuero_id, massnahme.traeger_id))
        _vereinbarung(nummer, massnahme, buero, leitung, stichtag)
    _gegenmassnahmen(leitungen, stichtag)


def _vereinbarung(nummer: int, massnahme: Massnahme, buero: Nutzer, leitung: Nutzer, stichtag: date) -> None:
    """The third is a draft, the fourth waits for the provider, the others are agreed; of these the second has not been
    reviewed."""
    stufe = massnahme.programmstufe.split("-")[0]
    name = rules.vorlage_fuer([stufe])
    v, _ = schreiben.entwerfen(
        buero,
        massnahme,
        stufen=[stufe],
        laufzeit_von=massnahme.beginn,
        laufzeit_bis=massnahme.ende or stichtag + timedelta(days=365),
        geschlossen_zum=massnahme.beginn,
        bdl_anschrift="Am Markt 3, 09999 Beispielstadt",
        bdl_vertreten=str(leitung),
        rb_anschrift="Hauptstraße 12, 09999 Beispielstadt",
        rb_vertreten=str(buero),
        eckpunkte=rules.geltendes_konzept(massnahme.beginn),
        ziele={i.name: str(i.soll) for i in zielwerte([stufe], stichtag)},
        fristen={f.schluessel: f.vorgabe for f in rules.fristen(name, stichtag)}
        | EIGENE_FRISTEN.get(massnahme.massnahmenummer, {}),
    )
    if nummer == 2:
        return
    schreiben.vorlegen(buero, v.pk)
    angaben: dict[str, Any] = {"ort": "Beispielstadt", "am": massnahme.beginn, "auf_papier": False}
    schreiben.unterzeichnen(buero, v.pk, seite="rb", name=str(buero), **angaben)
    if nummer == 3:
        return
    schreiben.unterzeichnen(leitung, v.pk, seite="bdl", name=str(leitung), **angaben)
    if nummer != 1:
        _pruefung(buero, Zielvereinbarung.objects.get(pk=v.pk), stichtag)


def _pruefung(buero: Nutzer, v: Zielvereinbarung, stichtag: date) -> None:
    if v.pruefung_am and v.pruefung_am <= stichtag:
        schreiben.ueberpruefen(
            buero,
            v.pk,
            am=v.pruefung_am,
            beteiligte="Leitung des Bildungsdienstleisters, Regionalbüro",
            ergebnis="Die Fristen werden eingehalten. Die Ziele bleiben, wie sie sind.",
            fortschreiben=False,
        )


def _gegenmassnahmen(leitungen: dict[int | None, Nutzer], stichtag: date) -> None:
    """For the first two missed targets in different projects; the first one is overdue."""
    indikatoren = {i.name: i for i in regelwerk_laden().indikatoren(stichtag) if i.soll and not i.nur_programm}
    werte = Messwert.objects.filter(messung__stichtag=stichtag, indikator__in=indikatoren, nenner__gt=0)
    verfehlt: dict[int, Messwert] = {}
    for wert in werte.select_related("massnahme").order_by("massnahme", "indikator"):
        i, stellen = indikatoren[wert.indikator], {wert.massnahme.regionalbuero_id, wert.massnahme.traeger_id}
        ist = Zahl(wert.zaehler, wert.nenner, wert.erhoben).ist
        if stellen <= leitungen.keys() and urteil(ist, i.soll, i.richtung) == "verfehlt":
            verfehlt.setdefault(wert.massnahme_id, wert)
    begonnen = stichtag - timedelta(days=45)
    for nummer, (text, wert) in enumerate(zip(GEGEN, verfehlt.values(), strict=False)):
        services.vereinbaren(
            leitungen[wert.massnahme.regionalbuero_id],
            wert.massnahme,
            indikatoren[wert.indikator],
            begonnen,
            kennzeichen=neues_kennzeichen(),
            text=text,
            verantwortlich=leitungen[wert.massnahme.regionalbuero_id if nummer == 0 else wert.massnahme.traeger_id],
            faellig_am=stichtag + timedelta(days=-3 if nummer == 0 else 21),
        )
