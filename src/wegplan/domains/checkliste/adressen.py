"""Where a duty is done and where its proof is read; addresses hold numbers only (DS-35)."""

from datetime import date

from django.urls import reverse

from wegplan.domains.teilnahme.models import Teilnahme

from .urteil import Pflicht
from .vorgaben import regeln

_JE_PERSON = {
    "auftakt": "uebergang:person",
    "vertragskopie": "uebergang:person",
    "qualifizierungsplan": "qualifizierungsplan:person",
    "stufenpruefung": "qualifizierungsplan:person",
    "fehlmeldung": "akte:anwesenheit",
    "foerderplan": "foerderplan:person",
    "fortschreibung": "foerderplan:person",
    "entwicklungsbericht": "bericht:person",
    "stufenwechsel": "stufenwechsel:person",
    "fragebogen": "akte:abschluss",
    "verbleib": "akte:abschluss",
}


def person_seite(art: str, teilnahme: Teilnahme | None) -> str:
    """The page of the person where records of this kind are read and entered; empty where there is none."""
    name = _JE_PERSON.get(art) or _JE_PERSON.get(art.partition("_")[0])
    return reverse(name, args=[teilnahme.person_id]) if name and teilnahme else ""


def beleg_url(p: Pflicht, teilnahme: Teilnahme | None) -> str:
    """The record that proves a duty; empty where it has no page or the user may not see the person."""
    art, _, nummer = p.beleg.partition(":")
    if art == "gespraech_rb_bdl" or (art.startswith("gespraech_") and teilnahme):
        return reverse("gespraech:gespraech", args=[nummer])
    match art:
        case "monatsliste":
            return reverse("anwesenheit:monatsliste", args=[nummer])
        case "projektbericht":
            return reverse("projektbericht:bericht", args=[nummer])
        case "gremiensitzung":
            return reverse("projektbericht:nachweise", args=[p.massnahme, "gremien"])
        case "standardverfahren":
            return reverse("stufenwechsel:verfahren", args=[p.massnahme])
        case "entwicklungsbericht" if teilnahme:
            return reverse("bericht:bericht", args=[nummer])
    return person_seite(art, teilnahme)


def tun_url(p: Pflicht, teilnahme: Teilnahme | None) -> str:
    """Where the owner does it; empty where it is only ticked, or the user may not see the person."""
    arten = regeln()[p.schritt].belege
    match arten[0] if arten else "":
        case "monatsliste":
            return reverse("anwesenheit:monat", args=[p.massnahme, f"{date.fromisoformat(p.bezug):%Y-%m}"])
        case "projektbericht":
            return reverse("projektbericht:liste")
        case "gremiensitzung":
            return reverse("projektbericht:nachweise", args=[p.massnahme, "gremien"])
        case "gespraech_rb_bdl":
            return reverse("gespraech:projekt_neu", args=[p.massnahme])
        case "standardverfahren":
            return reverse("stufenwechsel:verfahren", args=[p.massnahme])
        case "gespraech_bdl_tn" | "gespraech_rb_tn" as art if teilnahme:
            neu = reverse("gespraech:neu", args=[teilnahme.person_id, teilnahme.pk])
            return f"{neu}?art={art.removeprefix('gespraech_')}"
        case art:
            return person_seite(art, teilnahme)
    return ""


def abhaken_url(p: Pflicht) -> str:
    """The form that ticks a duty by hand."""
    seite = reverse("checkliste:abhaken", args=[p.massnahme, p.schritt])
    teile = [f"teilnahme={p.teilnahme}"] if p.teilnahme else []
    teile += [f"bezug={p.bezug}"] if p.bezug else []
    return f"{seite}?{'&'.join(teile)}" if teile else seite
