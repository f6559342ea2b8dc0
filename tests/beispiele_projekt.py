"""Example objects of projects of the programme, for the addresses of the access matrix."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from wegplan.domains.foerderung.models import Praktikum
from wegplan.domains.massnahme.models import Feldklasse, Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.domains.programmbericht.models import Programmbericht
from wegplan.domains.zielvereinbarung import rules
from wegplan.domains.zielvereinbarung.dokument import aufbauen
from wegplan.domains.zielvereinbarung.models import Gegenmassnahme, Zielunterschrift, Zielvereinbarung

from .welt import HEUTE, MORGEN, Welt

UNBEKANNT = 987_654_321
Fall = dict[str, dict[str, Any]]


def projekt(**weitere: Any) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of a project: the own one, and for providers and Regionalbüros not the other's."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        alle = {"eigen": {"pk": w.massnahmen["M-A"].pk, **weitere}, "unbekannt": {"pk": UNBEKANNT, **weitere}}
        if nutzer.nur_eigene_massnahmen:
            alle["fremd"] = {"pk": w.massnahmen["M-B"].pk, **weitere}
        return alle

    return faelle


def gegenmassnahme(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of counter-measures: those of the own projects; the Regiestelle has none."""

    def eine(kurz: str) -> dict[str, int]:
        werte = {"massnahme": w.massnahmen[f"M-{kurz}"], "indikator": "IEB.abbruchquote", "text": "Anrufen"}
        werte |= {"verantwortlich": w["rb"], "faellig_am": MORGEN, "vereinbart_am": HEUTE, "vereinbart_von": w["rb"]}
        return {"pk": Gegenmassnahme.objects.get_or_create(kennung=f"G-{kurz}", defaults=werte)[0].pk}

    alle = {"eigen": eine("A"), "fremd": eine("B"), "unbekannt": {"pk": UNBEKANNT}}
    return alle if nutzer.nur_eigene_massnahmen else {"fremd": alle["eigen"], "unbekannt": alle["unbekannt"]}


def im_programm(beispiele: Callable[[Welt, Nutzer], Fall]) -> Callable[[Welt, Nutzer], Fall]:
    """The same addresses with all measures in the programme; Herr Ehemals left too long ago for its longer access."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        Massnahme.objects.update(foerderart="ESF", zweckbindung=Feldklasse.values)
        w.ehemals.teilnahmen.update(eintritt=HEUTE - timedelta(days=700), austritt=HEUTE - timedelta(days=500))
        return beispiele(w, nutzer)

    return faelle


def praktikum(p: Person) -> Praktikum:
    """An internship in the last Teilnahme of a person."""
    kopf = {"person": p, "teilnahme": p.teilnahmen.order_by("-eintritt").first()}
    return Praktikum.objects.get_or_create(praktikum_id=f"P-{p.pk}", beginn=HEUTE, **kopf)[0]


def programmbericht(w: Welt) -> Programmbericht:
    """A report without a table."""
    inhalt = {"programm": "x", "stichtag": HEUTE.isoformat(), "tafeln": []}
    werte = {"inhalt": inhalt, "erstellt_von": w["regiestelle"], "unterschrift": "x", "pruefsumme": "x"}
    return Programmbericht.objects.get_or_create(stichtag=HEUTE, fassung=1, defaults=werte)[0]


def zielvereinbarung(stufe: int) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of agreements as a draft (0), given out (1), or agreed (2).

    Each has a project of its own, as only one may be open."""

    def eine(w: Welt, kurz: str) -> dict[str, int]:
        eigene = {"foerderart": "ESF", "titel": "Projekt", "beginn": HEUTE}
        eigene |= {"traeger": w.stellen[f"TR-{kurz}"], "regionalbuero": w.stellen[f"RB-{kurz}"]}
        nummer = f"Z-{kurz}-{stufe}"
        massnahme, _ = Massnahme.objects.get_or_create(massnahmenummer=nummer, defaults=eigene)
        werte = {"stufen": ["IEB"], "laufzeit_von": HEUTE, "laufzeit_bis": MORGEN, "geschlossen_zum": HEUTE}
        werte |= {"bdl_vertreten": "A", "rb_vertreten": "B", "eckpunkte": HEUTE, "angelegt_von": w["rb"]}
        fristen = {f.schluessel: f.vorgabe for f in rules.fristen("stufen", HEUTE)}
        v, neu = Zielvereinbarung.objects.get_or_create(
            massnahme=massnahme, nummer=1, defaults=werte | {"fristen": fristen}
        )
        if neu and stufe:
            v.inhalt = aufbauen(v)
            v.pruefsumme, v.stand = rules.pruefsumme(v.inhalt), "vorgelegt"
            v.save()
        if neu and stufe == 2:
            wer = {"name": "A", "ort": "B", "am": HEUTE, "eingetragen_von": w["rb"]}
            for seite in ("bdl", "rb"):
                Zielunterschrift.objects.create(vereinbarung=v, seite=seite, **wer)
            v.stand = "geschlossen"
            v.save()
        return {"pk": v.pk}

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        alle = {"eigen": eine(w, "A"), "unbekannt": {"pk": UNBEKANNT}}
        if nutzer.nur_eigene_massnahmen:
            alle["fremd"] = eine(w, "B")
        return alle

    return faelle


ZIELE: dict[str, Callable[[Welt, Nutzer], Fall]] = {
    "zielvereinbarung:indikator": lambda w, n: {
        "eigen": {"name": "IEB.abbruchquote"},
        "unbekannt": {"name": "IEB.gibtesnicht"},
    },
    **dict.fromkeys(
        (f"zielvereinbarung:{n}" for n in ("projekt", "personen", "gegenmassnahme_neu")),
        projekt(name="IEB.abbruchquote"),
    ),
    **dict.fromkeys(("zielvereinbarung:gegenmassnahme", "zielvereinbarung:nachverfolgen"), gegenmassnahme),
    "zielvereinbarung:neu": projekt(),
    **dict.fromkeys((f"zielvereinbarung:{n}" for n in ("vereinbarung", "pdf", "docx")), zielvereinbarung(2)),
    "zielvereinbarung:pruefung": zielvereinbarung(2),
    **dict.fromkeys((f"zielvereinbarung:{n}" for n in ("bearbeiten", "vorlegen")), zielvereinbarung(0)),
    **dict.fromkeys((f"zielvereinbarung:{n}" for n in ("zuruecknehmen", "zeichnen")), zielvereinbarung(1)),
}
