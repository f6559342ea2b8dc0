"""DS-40, DS-34: the pages of the roles, filled with the demo, checked by axe in each way of looking."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.demo import HEUTE_BEENDET, LAUFEND

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)

ANSICHTEN = {
    "hell": {"color_scheme": "light"},
    "schmal_dunkel": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}
# {laufend} and {beendet} are persons of the main cases, {programm} takes part in a measure of the programme; the other
# numbers are those of `_nummern`
SEITEN = {
    "tl.nord": (
        "/",
        "/vorschau/",
        "/fehlerliste/",
        "/auswertung/",
        "/auswertung/?gruppe=traeger",
        "/auswertung/faelle/",
        "/personen/",
        "/personen/neu/",
        "/personen/{laufend}/",
        "/personen/{laufend}/weg/",
        "/personen/{laufend}/verfahren/",
        "/personen/{laufend}/vermittlung/",
        "/personen/{laufend}/vorgaenge/",
        "/personen/{laufend}/vorgaenge/neu/",
        "/personen/{laufend}/vorgaenge/neu/?art=einladung",
        "/personen/{laufend}/foerderplan/",
        "/personen/{laufend}/berichte/",
        "/personen/{laufend}/zustaendigkeiten/",
        "/personen/{laufend}/zustaendigkeiten/neu/",
        "/personen/{laufend}/bearbeiten/",
        "/personen/{laufend}/teilnahmen/neu/",
        "/personen/{beendet}/",
        "/massnahmen/",
        "/suche/",
        "/daten/",
        "/daten/exportieren/",
        "/auftraege/",
        "/entwuerfe/",
        "/mein-tag/team/",
        "/mein-tag/team/liste/?ohne_fachkraft=on",
        "/mein-tag/team/stillstand/",
        "/mein-tag/vertretung/",
        "/verteilung/",
        "/verteilung/regeln/",
        "/verteilung/regeln/neu/",
        "/verteilung/umstellungen/",
        "/vorlagen/",
    ),
    "ifk.nord": (
        "/",
        "/personen/",
        "/vorschau/",
        "/mein-tag/?nach=massnahme",
        "/mein-tag/liste/",
        "/mein-tag/kalender/",
        "/vorschlaege/",
        "/tagesmail/",
    ),
    "bl.falkenmoor": ("/", "/auswertung/", "/vorschau/", "/verfahren/"),
    "dqm.falkenmoor": ("/", "/daten/hochladen/"),
    "mb.auenmark": ("/", "/massnahmen/", "/mein-tag/", "/massnahmen/ohne-betreuung/"),
    "bdl.traeger01": (
        "/",
        "/qualifizierungsplaene/",
        "/vorschlaege/",
        "/personen/",
        "/anwesenheit/",
        "/gespraeche/",
        "/stufenwechsel/",
        "/foerderplaene/",
        "/berichte/",
    ),
    "bdl.traeger02": (
        "/uebergaenge/",
        "/nachbefragungen/",
        "/personen/{programm}/foerderung/",
        "/personen/{programm}/abschluss/",
        "/personen/{belegt}/belege/",
        "/personen/{belegt}/belege/neu/?art=vertrag",
        "/belege/{beleg}/",
        "/fragen/",
        "/personen/{gefragt}/fragen/",
        "/fragen/{frage}/antworten/",
        "/fragen/{frage}/abgeben/",
    ),
    "leitung.traeger02": ("/anwesenheit/monate/", "/anwesenheit/listen/"),
    "leitung.traeger01": ("/planvorlagen/", "/vorlagen/", "/seriendruck/", "/seriendruck/ausgestellt/"),
    "rb.auenmark": (
        "/",
        "/checkliste/",
        "/checkliste/rueckstaende/",
        "/checkliste/wartet/",
        "/checkliste/interventionen/",
        "/anwesenheit/meldungen/",
        "/anwesenheit/listen/",
        "/uebergaenge/",
        "/uebergaenge/liste/",
        "/gespraeche/",
        "/nachbefragungen/",
        "/foerderplaene/",
        "/planvorlagen/pruefung/",
        "/zielindikatoren/",
        "/zielindikatoren/IEB.vermittlungsquote_2/",
        "/zielvereinbarungen/",
        "/zielvereinbarungen/{vereinbarung}/",
        "/gegenmassnahmen/",
        "/gegenmassnahmen/{gegenmassnahme}/",
        "/projektberichte/",
        "/veranstaltungen/",
        "/veranstaltungen/{veranstaltung}/",
        "/personen/{begutachtet}/profiling/",
        "/profiling/gutachten/{gutachten}/",
        "/profiling/vertragskopien/",
    ),
    "regiestelle": (
        "/",
        "/checkliste/",
        "/zielindikatoren/",
        "/zielindikatoren/VDB.abbruchquote/",
        "/programmberichte/",
        "/projektberichte/",
        "/einwilligungen/",
        "/programm/projekte/",
    ),
    "technik": ("/",),
    "teilnehmende": (
        "/",
        "/mein-plan/",
        "/meine-einschaetzung/",
        "/meine-ziele/",
        "/meine-anwesenheit/",
        "/meine-berichte/",
        "/wer-hat-gelesen/",
        "/meine-hilfe/",
    ),
}
FORMULARE = {
    "/personen/{laufend}/vereinbarungen/neu/": ("Abgeschlossen am", "Vereinbarung speichern"),
    "/personen/{laufend}/vorgaenge/neu/?art=stellensuchlauf": ("Tag", "Eintrag speichern"),
    "/personen/{laufend}/vermittlungen/neu/": ("Unterbreitet am", "Vermittlung speichern"),
}


@pytest.fixture
def personen(demo: Any, als_dienst: Any) -> dict[str, int]:
    from wegplan.domains.teilnahme.models import Teilnahme

    esf = Teilnahme.objects.filter(massnahme__foerderart="ESF", massnahme__traeger__kennung="BDL-02", austritt=None)
    with als_dienst():
        programm = esf.order_by("teilnahme_id")[0].person_id
        nummern = _nummern()
    return nummern | {
        "laufend": demo(LAUFEND).person_id,
        "beendet": demo(HEUTE_BEENDET).person_id,
        "programm": programm,
    }


def _nummern() -> dict[str, int]:
    """What bdl.traeger02 (papers, questions) and rb.auenmark (Profiling, agreements) work on."""
    from wegplan.domains.beleg.models import Beleg
    from wegplan.domains.frage.models import Frage
    from wegplan.domains.organisation.models import Nutzer
    from wegplan.domains.profiling.models import Gutachten, Veranstaltung
    from wegplan.domains.zielvereinbarung.models import Gegenmassnahme, Zielvereinbarung

    traeger, buero = (Nutzer.objects.get(username=konto).organisation_id for konto in ("bdl.traeger02", "rb.auenmark"))
    beleg = Beleg.objects.filter(stelle=traeger, person__isnull=False).earliest("pk")
    frage = Frage.objects.filter(am_zug=traeger).earliest("pk")
    gutachten = Gutachten.objects.filter(zuweisung__regionalbuero=buero).earliest("pk")
    return {
        "beleg": beleg.pk,
        "belegt": beleg.person_id,
        "frage": frage.pk,
        "gefragt": frage.person_id,
        "gutachten": gutachten.pk,
        "begutachtet": gutachten.person_id,
        "veranstaltung": Veranstaltung.objects.filter(regionalbuero=buero).earliest("pk").pk,
        "vereinbarung": Zielvereinbarung.objects.filter(massnahme__regionalbuero=buero).earliest("pk").pk,
        "gegenmassnahme": Gegenmassnahme.objects.filter(massnahme__regionalbuero=buero).earliest("pk").pk,
    }


def test_ds40_seiten_und_formulare_aller_rollen_sind_barrierefrei(
    personen: dict[str, int],
    neue_seite: Callable[..., "Page"],
    anmelden: Callable[["Page", str], None],
    axe_pruefen: Callable[["Page"], None],
    ohne_ueberlauf: Callable[["Page"], None],
) -> None:
    """One test, as filling the stage takes longer than one way of looking at it."""
    befunde: list[str] = []

    def pruefen(seite: "Page", wo: str) -> None:
        for regel in (axe_pruefen, ohne_ueberlauf):
            try:
                regel(seite)
            except AssertionError as e:  # all findings of a run, not only the first
                befunde.append(f"{wo}: {e}")

    for ansicht, art in ANSICHTEN.items():
        for konto, adressen in SEITEN.items():
            seite = neue_seite(**art)
            anmelden(seite, konto)
            for adresse in adressen:
                antwort = seite.goto(adresse.format(**personen))
                assert antwort is not None
                assert antwort.status == 200, f"{konto} {adresse}: {antwort.status}"
                pruefen(seite, f"{ansicht}, {konto}")
        seite = neue_seite(**art)
        anmelden(seite, "ifk.nord")
        for adresse, (tag, knopf) in FORMULARE.items():
            seite.goto(adresse.format(**personen))
            seite.get_by_label(tag).fill("2099-01-01")
            seite.get_by_role("button", name=knopf).click()
            expect(seite.get_by_role("alert")).to_be_focused()
            pruefen(seite, f"{ansicht}, Formular mit Fehler")
    assert not befunde, "\n".join(befunde)
