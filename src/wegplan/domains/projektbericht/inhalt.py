"""What a report says beside its texts: figures with definition and source, and the records of the period.

The result is JSON; every figure is text as people read it, with its number beside for the suppression. Frozen as it is
at the release (PX-05)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from wegplan.domains.bericht.rules import pruefsumme, wort
from wegplan.domains.zielindikatoren.rules import in_worten, regelwerk_laden
from wegplan.domains.zielvereinbarung.anzeige import Zeile
from wegplan.domains.zielvereinbarung.models import Messwert
from wegplan.domains.zielvereinbarung.queries import geltende, soll_im_projekt, sollwerte
from wegplan.domains.zielvereinbarung.zahlen import Zahl
from wegplan.kit.ui.textfilter import datum

from .models import TEXTE, Projektbericht
from .nachweise import NACHWEISE, Gremiensitzung, Mobilitaetshilfe, Unternehmenskontakt
from .rules import Abschnitt, abschnitte, verdeckte_abschnitte

VERDECKT = "verdeckt (weniger als 3)"
KOEPFE = {
    "unternehmen": ["Tag", "Unternehmen", "Art", "Ergebnis"],
    "mobilitaet": ["Tag", "Art", "Menschen", "Ergebnis"],
    "gremien": ["Tag", "Beirat oder Gremium", "Wer war dabei", "Ergebnis"],
}


def aufbauen(bericht: Projektbericht) -> dict[str, Any]:
    """The content as the data stands now; `bericht` comes with its project, provider and Regionalbüro."""
    zahlen = gezaehlt(bericht.massnahme_id, bericht.von, bericht.bis)
    teile = []
    for abschnitt in abschnitte():
        teil = {"name": abschnitt.name, "titel": abschnitt.titel, "zahlen": list(_zahlen(abschnitt, zahlen))}
        if abschnitt.name in NACHWEISE:
            teil |= {"koepfe": KOEPFE[abschnitt.name], "zeilen": list(_nachweise(abschnitt.name, bericht))}
        if abschnitt.name == "ziele":
            teil["zahlen"] = list(_ziele(bericht))
        teile.append(teil)
    return {"kopf": _kopf(bericht), "abschnitte": teile}


def inhalt_von(bericht: Projektbericht) -> dict[str, Any]:
    """As frozen, for a draft as it stands now."""
    gespeichert: dict[str, Any] | None = bericht.inhalt
    return aufbauen(bericht) if gespeichert is None else gespeichert


def texte_von(bericht: Projektbericht) -> dict[str, str]:
    """What people wrote, by section."""
    return {name: getattr(bericht, name) for name in TEXTE}


def siegel(bericht: Projektbericht) -> str:
    """The checksum of what is released: frame, figures, records, texts."""
    rahmen = {"projekt": bericht.massnahme.massnahmenummer, "von": bericht.von, "bis": bericht.bis}
    return pruefsumme({**rahmen, "fassung": bericht.fassung, "texte": texte_von(bericht), "inhalt": bericht.inhalt})


def gezaehlt(projekt: int, von: date, bis: date) -> dict[str, Decimal | None]:
    """The figures of zahlen_sql by name; nothing for who is no side of the project. One statement."""
    vorzeitige = list(regelwerk_laden().vorzeitige_enden.am(bis))
    with connection.cursor() as c:
        c.execute("select name, wert from projektbericht_zahlen(%s, %s, %s, %s)", [projekt, von, bis, vorzeitige])
        return dict(c.fetchall())


def _zahlen(abschnitt: Abschnitt, zahlen: dict[str, Decimal | None]) -> Iterator[dict[str, Any]]:
    for groesse in abschnitt.zahlen:
        wert = zahlen.get(groesse.name)
        yield {
            "name": groesse.name,
            "titel": groesse.titel,
            "wert": groesse.wort(wert),
            "anzahl": None if groesse.einheit else int(wert or 0),
            "definition": groesse.definition,
            "quelle": groesse.quelle,
            "zusatz": "",
        }


def _ziele(bericht: Projektbericht) -> Iterator[dict[str, Any]]:
    """The target indicators as they were measured last up to the end of the period, beside what is agreed."""
    regel = regelwerk_laden()
    soll = sollwerte(geltende([bericht.massnahme_id], bericht.bis))
    werte = Messwert.objects.filter(massnahme=bericht.massnahme, messung__stichtag__lte=bericht.bis)
    letzte = werte.order_by("indikator", "-messung__stichtag", "-messung").distinct("indikator")
    gemessen = {w.indikator: w for w in letzte.select_related("messung")}
    for i in regel.indikatoren(bericht.bis):
        if wert := gemessen.get(i.name):
            zahl = Zahl(wert.zaehler, wert.nenner, wert.erhoben, wert.gruende)
            zeile = Zeile(i.titel, "", i, zahl, soll_im_projekt(soll, bericht.massnahme_id, i))
            zusatz = [f"n = {zeile.n}", zeile.antworten, zeile.bereich, zeile.gruende, zeile.abzeichen[0]]
            ziel = f"Soll {zeile.sollwort}" if zeile.soll is not None else "ohne Soll"
            yield {
                "name": i.name,
                "titel": f"{i.stufe} {i.titel}",
                "wert": zeile.ist,
                "anzahl": None,
                "definition": in_worten(i, regel),
                "quelle": f"Zielindikatoren, Stand {datum(wert.messung.stichtag)}",
                "zusatz": "; ".join(t for t in [ziel, *zusatz] if t),
            }


def _nachweise(art: str, bericht: Projektbericht) -> Iterator[list[str]]:
    eigene = NACHWEISE[art]._default_manager.filter(massnahme=bericht.massnahme, tag__range=(bericht.von, bericht.bis))
    return (_zeile(n) for n in eigene.order_by("tag", "pk"))


def _zeile(n: Any) -> list[str]:
    match n:
        case Unternehmenskontakt():
            ergebnis = f"{n.get_ergebnis_display()}: {n.bemerkung}" if n.bemerkung else n.get_ergebnis_display()
            return [datum(n.tag), n.unternehmen, n.get_art_display(), ergebnis]
        case Mobilitaetshilfe():
            return [datum(n.tag), n.get_art_display(), str(n.personen), n.ergebnis]
        case Gremiensitzung():
            return [datum(n.tag), n.gremium, n.beteiligte, n.ergebnis]
    raise ValueError(n)


def _kopf(bericht: Projektbericht) -> list[list[str]]:
    massnahme = bericht.massnahme
    return [
        ["Projekt", str(massnahme)],
        ["Stufe", massnahme.get_programmstufe_display() or "–"],
        ["Bildungsdienstleister", str(massnahme.traeger or "–")],
        ["Regionalbüro", str(massnahme.regionalbuero or "–")],
        ["Quartal", wort(bericht.quartal)],
        ["Berichtszeitraum", f"{datum(bericht.von)} bis {datum(bericht.bis)}"],
    ]


def geschuetzt(inhalt: dict[str, Any]) -> dict[str, Any]:
    """The content for a reader without a right to persons: no small figures, nothing that the Programmbericht or the
    target indicators protect over all projects, no records (AW-06)."""
    anzahlen = {z["name"]: z["anzahl"] for a in inhalt["abschnitte"] for z in a["zahlen"]}
    klein, definiert = verdeckte_abschnitte(anzahlen), {a.name: a for a in abschnitte()}
    teile = []
    for a in inhalt["abschnitte"]:
        if a["name"] == "ziele" or a["name"] not in definiert:
            continue
        offen = {g.name for g in definiert[a["name"]].zahlen if not g.programmbericht}
        zahlen = [z | {"wert": VERDECKT} if a["name"] in klein else z for z in a["zahlen"] if z["name"] in offen]
        teile.append({"name": a["name"], "titel": a["titel"], "zahlen": zahlen})
    return {"kopf": inhalt["kopf"], "abschnitte": teile}
