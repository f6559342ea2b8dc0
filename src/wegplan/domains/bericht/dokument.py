"""A report as PDF in the order of Anlage IIIc, set from the frozen content (JPS-53)."""

from datetime import date
from typing import Any

from wegplan.kit.calendar import heute
from wegplan.kit.documents import satz

from .arten import Berichtsstand
from .darstellung import beigefuegt, leistungsgruppen, mit_tagen, stufe_in_worten
from .models import Entwicklungsbericht
from .queries import feldname
from .rules import wort
from .vorgaben import anforderung

VORLAGE = "domains/bericht/dokumente/bericht.typ"
TEXTE = (
    "theorie",
    "praxis",
    "persoenlich",
    "massnahmen",
    "unterstuetzung",
    "betreuung",
    "begruendung_stufenwechsel",
    "abschluss_stand",
    "abschluss_empfehlung",
)
NICHT_IM_BERICHT = "bleibt in der Akte"  # what care was about, class besonders


def pdf(bericht: Entwicklungsbericht, inhalt: dict[str, Any]) -> bytes:
    """The document; the same bytes for the same report. A draft says that it is one."""
    return satz(VORLAGE, dokumentdaten(bericht, inhalt), bericht.freigegeben_am or heute())


def dokumentdaten(bericht: Entwicklungsbericht, inhalt: dict[str, Any]) -> dict[str, Any]:
    """What the template shows: texts only, days as 05.03.2026. `inhalt` as stored."""
    lesbar = mit_tagen(inhalt)
    dabei = beigefuegt(bericht, inhalt)
    return {
        **_kopf(bericht, lesbar["kopf"]),
        **{name: getattr(bericht, name) for name in TEXTE},
        **_akte(lesbar),
        "antworten": [
            (feldname(feld), _ja_nein(getattr(bericht, feld)))
            for feld in ("ziel_gefaehrdet", "vorzeitiger_austritt", "stufenwechsel")
        ],
        "arbeitsaufnahme": [
            ("Bei Arbeitsaufnahme: Datum", _tag(bericht.arbeitsaufnahme_am)),
            ("Arbeitgeber", bericht.arbeitgeber),
        ],
        "anlagen": [{"titel": a.titel, "dabei": a in dabei} for a in anforderung(bericht.bis).anlagen],
        "dabei": [a.name for a in dabei],
        "kenntnis": _kenntnis(bericht),
        "pruefung": _pruefung(bericht),
    }


def _kopf(bericht: Entwicklungsbericht, kopf: dict[str, Any]) -> dict[str, Any]:
    frei = bericht.freigegeben_am
    stand = (
        "Entwurf" if bericht.stand == Berichtsstand.ENTWURF else f"Fassung {bericht.fassung}, freigegeben {_tag(frei)}"
    )
    zeitraum = ("Berichtszeitraum", f"{_tag(bericht.von)} bis {_tag(bericht.bis)}")
    person = [("Name, Vorname", kopf["name"]), ("Kundennummer", kopf["kundennummer"])]
    return {
        "titel": f"Entwicklungsbericht {wort(bericht.quartal)}",
        "untertitel": "JobPerspektive Sachsen, Anlage IIIc des Eckpunktekonzepts",
        "traeger": kopf["traeger"],
        "stand": stand,
        "person": [*person, zeitraum],
        "projekt": [
            zeitraum,
            *person,
            ("Projekt", kopf["projekt"]),
            ("Projektbeginn", _tag(kopf["beginn"])),
            ("geplantes Projektende", _tag(kopf["geplantes_ende"])),
            ("Programmstufe", stufe_in_worten(kopf["stufe"])),
            ("Projektaustritt zum", _tag(kopf["austritt"])),
            ("zuständige/s AA/JC", kopf["stelle"]),
            ("Bildungsträger (BDL)", kopf["traeger"]),
        ],
    }


def _akte(lesbar: dict[str, Any]) -> dict[str, Any]:
    plan, fehlzeiten = lesbar["plan"], lesbar["fehlzeiten"]
    return {
        "fehlzeiten": {
            "bis": _tag(fehlzeiten["bis"]),
            "zeilen": [
                [z["ort"], f"{z['soll']} Tage", f"{z['fehltage']} Tage", f"{z['unentschuldigt']} Tage", z["prozent"]]
                for z in fehlzeiten["zeilen"]
            ],
        },
        "praktikum": _ja_nein(bool(lesbar["praktika"]["zeilen"])),
        "praktika": [
            {
                "unternehmen": p["unternehmen"],
                "zeitraum": f"{_tag(p['von'])} bis {_tag(p['bis']) or 'offen'}",
                "taetigkeit": p["taetigkeit"],
                "selbst_gesucht": _ja_nein(p["selbst_gesucht"]),
                "ausgewertet": _ja_nein(p["ausgewertet"]),
                "einschaetzung": p["einschaetzung"],
            }
            for p in lesbar["praktika"]["zeilen"]
        ],
        "foerderung": [
            {"titel": g.titel, "zeilen": [[_tag(z["tag"]), _inhalt(z["inhalt"]), z["umfang"]] for z in g.zeilen]}
            for g in leistungsgruppen(lesbar)
        ],
        "zertifikate": [
            [z["bezeichnung"], _tag(z["am"]), _ja_nein(z["mit_zertifikat"])] for z in lesbar["zertifikate"]["zeilen"]
        ],
        "plan": f"Fassung {plan['fassung']}, unterschrieben am {_tag(plan['vom'])}",
        "intervention": [
            [z["schritt"], z["wer"], _tag(z["faellig"]), f"{_tag(z['erledigt'])} {z['ergebnis']}".strip()]
            for z in lesbar.get("intervention", {}).get("zeilen", [])  # reports from before have none
        ],
        "ziele": [[f"{z['horizont']}: {z['wortlaut']}", _tag(z["bis"]), z["zielstand"]] for z in plan["zeilen"]],
    }


def _kenntnis(bericht: Entwicklungsbericht) -> list[tuple[str, str]]:
    """What the participant said, empty on a draft, which is printed to be read and signed."""
    if bericht.stand == Berichtsstand.ENTWURF:
        return []
    gesagt = f"{bericht.get_kenntnisnahme_display()} {bericht.kenntnis_grund}".strip()
    return [
        ("Ort, Datum der Freigabe", f"{bericht.ort}, {_tag(bericht.freigegeben_am)}"),
        ("Für den BDL freigegeben von", str(bericht.freigegeben_von or bericht.herkunft_satz)),
        ("Die Teilnehmerin oder der Teilnehmer", gesagt),
        ("Kenntnisnahme am", _tag(bericht.kenntnis_am)),
    ]


def _pruefung(bericht: Entwicklungsbericht) -> list[tuple[str, str]]:
    return [
        (feldname("qualifizierungsziel"), bericht.qualifizierungsziel),
        ("Ordnungsgemäße Führung des Berichtshefts wird bestätigt", _ja_nein(bericht.berichtsheft)),
        ("Die Ausbildung wurde gemäß genehmigtem Curriculum durchgeführt", _ja_nein(bericht.curriculum)),
        ("Anzahl der geplanten Ausbildungsmodule", _zahl(bericht.module_geplant)),
        ("Anzahl der bestandenen Ausbildungsmodule", _zahl(bericht.module_bestanden)),
    ]


def _tag(tag: date | None) -> str:
    return f"{tag:%d.%m.%Y}" if tag else ""


def _zahl(zahl: int | None) -> str:
    return "" if zahl is None else str(zahl)


def _ja_nein(antwort: bool | None) -> str:
    return {True: "Ja", False: "Nein", None: "keine Angabe"}[antwort]


def _inhalt(text: str | None) -> str:
    return NICHT_IM_BERICHT if text is None else text
