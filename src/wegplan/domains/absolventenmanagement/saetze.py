"""The verdict in German sentences (AM-14): what was looked for, in which window, what was found.

Written from the values of an Urteil; nothing is judged here."""

from dataclasses import dataclass
from datetime import date

from .rules import Regelwerk, regelwerk_laden
from .urteil import Beleg, Urteil
from .worte import GRUENDE

HOECHSTENS = 3  # records that one sentence names
ARTEN = {
    "EV": ("die", "Eingliederungsvereinbarung"),
    "KOOP": ("der", "Kooperationsplan"),
    "VV": ("der", "Vermittlungsvorschlag"),
    "SI": ("die", "Stelleninformation"),
}
GESUCHT = {"VV": "ein Vermittlungsvorschlag", "SI": "eine Stelleninformation"}
STELLENARTEN = {
    "arbeit": "Arbeit",
    "kuenstler": "Künstler",
    "ausbildung": "Ausbildung",
    "minijob": "Minijob",
    "sonstige": "Sonstige",
}
MAENGEL = {
    "art": "diese Art zählt hier nicht",
    "stellenart": "die Stellenart zählt nicht",
    "sv_pflichtig": "nicht als sozialversicherungspflichtig eingetragen",
    "stelle_betreut": "die Stelle ist nicht als betreut eingetragen",
    "profil_betreut": "das Bewerberprofil ist nicht als betreut eingetragen",
}
AUSTRITTSGRUENDE = {
    "abbruch": "Abbruch",
    "stufenwechsel": "Stufenwechsel",
    "arbeitsaufnahme": "Arbeitsaufnahme",
    "ziel_vorzeitig_erreicht": "Maßnahmeziel vorzeitig erreicht",
}


@dataclass(frozen=True)
class Satz:
    """One sentence about one element. `sinn`: "ies" or "iws". `belege`: the records it names, for links.
    `fundstelle` and `lesart` say where the rule stands."""

    element: str
    sinn: str
    erfuellt: bool
    text: str
    belege: tuple[Beleg, ...]
    fundstelle: str
    lesart: str


def saetze(urteil: Urteil) -> list[Satz]:
    """The sentences of a counted Teilnahme: per element one for the narrow window and, where that is not fulfilled and
    the rule set knows an iwS, one for the wide one. Empty for a Teilnahme that is not counted (see `kurz`)."""
    if not urteil.gezaehlt or urteil.ende is None or urteil.ab is None:
        return []
    regel, ende = regelwerk_laden(urteil.regelwerk), urteil.ende
    sinne = ["ies"]
    if urteil.hat_iws and not urteil.erfuellt_ies and not urteil.laeuft:
        sinne.append("iws")
    return [satz(urteil, regel, ende, sinn) for sinn in sinne for satz in (_vereinbarung, _vermittlung)]


def kurz(urteil: Urteil) -> str:
    """One line that says it all."""
    if not urteil.gezaehlt:
        return f"Nicht gezählt: {_ausschluss(urteil)}"
    if urteil.laeuft and urteil.ende:
        return _kurz_laufend(urteil, urteil.ende)
    if urteil.erfuellt_ies:
        return "Erfüllt im engeren Sinne." if urteil.hat_iws else "Erfüllt."
    gruende = _aufzaehlung([GRUENDE[grund] for grund in urteil.gruende_ies or ()])
    if urteil.erfuellt_iws:
        return f"Im weiteren Sinne erfüllt, im engeren nicht: {gruende}."
    return f"Nicht erfüllt: {gruende}."


def geltung(urteil: Urteil) -> str:
    """A hint when the exit lies before the first day for which the rule file gives values, else nothing."""
    regel = regelwerk_laden(urteil.regelwerk)
    beginn = max(wert.beginn for wert in regel.werte)
    if urteil.ende is None or urteil.ende >= beginn:
        return ""
    return f"Das Regelwerk {regel.name} nennt Werte ab {_tag(beginn)}; beurteilt ist nach den ersten Werten."


def _kurz_laufend(urteil: Urteil, ende: date) -> str:
    if urteil.erfuellt_ies:
        return f"Alles Nötige liegt vor, wenn die Teilnahme wie geplant am {_tag(ende)} endet."
    fehlt = []
    if urteil.vereinbarung != "erledigt":
        fehlt.append("eine dann noch gültige Vereinbarung")
    if urteil.vermittlung != "erledigt":
        fehlt.append(_gesuchte_arten(regelwerk_laden(urteil.regelwerk), ende))
    verb = "fehlen" if len(fehlt) > 1 else "fehlt"
    if ende < urteil.stichtag:
        return f"Das geplante Ende am {_tag(ende)} ist vorbei, ein Austritt fehlt; es {verb} {_aufzaehlung(fehlt)}."
    return f"Noch nicht erfüllt: bis zum {_tag(ende)} {verb} {_aufzaehlung(fehlt)}."


def _ausschluss(urteil: Urteil) -> str:
    regel = regelwerk_laden(urteil.regelwerk)
    match urteil.ausschlussgrund:
        case "kein_austritt":
            return "Die Teilnahme läuft ohne geplantes Ende." if urteil.laeuft else "Es ist kein Austritt eingetragen."
        case "abbruch":
            grund = AUSTRITTSGRUENDE.get(urteil.austrittsgrund, urteil.austrittsgrund)
            return f"Der Austrittsgrund „{grund}“ ist ein vorzeitiges Ende."
        case "dauer" if urteil.ende:
            spanne = f"Vom {_tag(urteil.eintritt)} bis zum {_tag(urteil.ende)}"
            mindestens = regel.mindestdauer.am(urteil.ende)
            return f"{spanne} sind es weniger als {mindestens} Tage (Eintritt und Austritt mitgezählt)."
    if not urteil.foerderart:
        return "Die Förderart der Maßnahme ist nicht bekannt."
    if urteil.ende and urteil.foerderart in regel.begleitet.am(urteil.ende):
        return f"Die Förderart {urteil.foerderart} wird begleitet, aber nicht gezählt."
    return f"Die Förderart {urteil.foerderart} gehört nicht zu den gezählten."


# --- the two elements ------------------------------------------------------------------------------------------


def _vereinbarung(urteil: Urteil, regel: Regelwerk, ende: date, sinn: str) -> Satz:
    gilt = "wird und dann noch gilt" if urteil.laeuft else "wurde und am Austrittstag noch galt"
    gesucht = f"eine Vereinbarung, die {_spanne(urteil, sinn)} geschlossen {gilt}"
    if sinn == "iws":
        gesucht += " (eine spätere: am Tag ihres Abschlusses)"
    belege, zaehlende = _belege(urteil, "vereinbarung", sinn)
    if zaehlende:
        gefunden = f"{_genannt(zaehlende[-1])}, {_gueltigkeit(zaehlende[-1])}"
    elif belege:
        zuletzt = "zuletzt " if len(belege) > 1 else ""
        gefunden = f"{zuletzt}{_genannt(belege[-1])}, aber nur {_gueltigkeit(belege[-1])}"
    else:
        gefunden = "keine"
    quelle = regel.nachlauf if sinn == "iws" else regel.fensterbeginn
    eintrag = quelle.eintrag(ende)
    return Satz(
        "vereinbarung",
        sinn,
        bool(zaehlende),
        f"{_suche(urteil, sinn, gesucht)}; {_fund(urteil, gefunden)}.",
        zaehlende[-1:] or belege,
        eintrag.fundstelle,
        eintrag.lesart,
    )


def _vermittlung(urteil: Urteil, regel: Regelwerk, ende: date, sinn: str) -> Satz:
    stellen = " oder ".join(STELLENARTEN.get(art, art) for art in regel.stellenarten.am(ende))
    pflicht = "sozialversicherungspflichtige " if regel.nur_sv_pflichtig.am(ende) else ""
    wofuer = f"für eine {pflicht}Stelle der Art {stellen}"
    gesucht = f"{_gesuchte_arten(regel, ende)} {_spanne(urteil, sinn)} {wofuer}"
    belege, zaehlende = _belege(urteil, "vermittlung", sinn)
    if zaehlende:
        gefunden = _genannt(zaehlende[-1])
    elif belege:
        letzte = [f"{_genannt(b)} ({_aufzaehlung([MAENGEL[m] for m in b.maengel])})" for b in belege[-HOECHSTENS:]]
        mehr = f" und {len(belege) - HOECHSTENS} weitere" if len(belege) > HOECHSTENS else ""
        gefunden = f"nur, was nicht zählt: {'; '.join(letzte)}{mehr}"
    else:
        gefunden = "nichts"
    quelle = regel.nachlauf if sinn == "iws" else regel.vermittlungsarten
    eintrag = quelle.eintrag(ende)
    return Satz(
        "vermittlung",
        sinn,
        bool(zaehlende),
        f"{_suche(urteil, sinn, gesucht)}; {_fund(urteil, gefunden)}.",
        zaehlende[-1:] or belege,
        eintrag.fundstelle,
        eintrag.lesart,
    )


def _suche(urteil: Urteil, sinn: str, gesucht: str) -> str:
    if urteil.laeuft:
        return f"Gesucht wird {gesucht}"
    return f"Im weiteren Sinne genügt {gesucht}" if sinn == "iws" else f"Gesucht wurde {gesucht}"


def _fund(urteil: Urteil, gefunden: str) -> str:
    if urteil.laeuft:
        return f"eingetragen ist bis zum {_tag(urteil.stichtag)} {gefunden}"
    return f"gefunden wurde {gefunden}"


def _gesuchte_arten(regel: Regelwerk, ende: date) -> str:
    return " oder ".join(GESUCHT.get(art, art) for art in regel.vermittlungsarten.am(ende))


def _belege(urteil: Urteil, element: str, sinn: str) -> tuple[tuple[Beleg, ...], tuple[Beleg, ...]]:
    """All records of the element in the window, and those that count."""
    alle = urteil.belege_fuer(element, weit=sinn == "iws")
    return alle, tuple(b for b in alle if (b.zaehlt_iws if sinn == "iws" else b.zaehlt_ies))


def _spanne(urteil: Urteil, sinn: str) -> str:
    if sinn == "iws":
        return f"zwischen dem {_tag(urteil.ab)} und dem {_tag(urteil.nach)}"
    ende = "geplanten Ende" if urteil.laeuft else "Austritt"
    return f"zwischen dem {_tag(urteil.ab)} und dem {ende} am {_tag(urteil.ende)}"


def _genannt(beleg: Beleg) -> str:
    artikel, name = ARTEN.get(beleg.art, ("der", f"Eintrag {beleg.art}"))
    return f"{artikel} {name} {beleg.id} vom {_tag(beleg.tag)}"


def _gueltigkeit(beleg: Beleg) -> str:
    return f"gültig bis {_tag(beleg.gueltig_bis) or 'auf Weiteres'}"


def _aufzaehlung(teile: list[str]) -> str:
    return " und ".join([", ".join(teile[:-1]), teile[-1]] if len(teile) > 1 else teile)


def _tag(tag: date | None) -> str:
    return f"{tag:%d.%m.%Y}" if tag else ""
