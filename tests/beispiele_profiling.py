"""Example objects for addresses of the Profiling, see beispiele.py."""

from collections.abc import Callable

from wegplan.domains.massnahme.models import Feldklasse, Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.profiling.models import Gutachten, Veranstaltung
from wegplan.domains.uebergang.models import Zuweisung

from .beispiele_programm import zuweisung
from .beispiele_projekt import UNBEKANNT, Fall
from .welt import HEUTE, Welt


def gutachten(*, fertig: bool) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of a finished Kurzgutachten, or of a draft of EZU's document, which both sides write."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        def eines(nummer: int) -> int:
            z = Zuweisung.objects.select_related("massnahme").get(pk=nummer)
            if not z.massnahme:
                return UNBEKANNT
            Massnahme.objects.filter(pk=z.massnahme.pk).update(zweckbindung=Feldklasse.values)
            art = "kurzgutachten" if fertig else "unterstuetzungsbedarf"
            werte = {"person_id": z.person_id, "begonnen_am": HEUTE, "angelegt_von": w["rb"]}
            if fertig:
                werte |= {"stand": "abgeschlossen", "abgeschlossen_am": HEUTE, "ergebnis": "geeignet"}
                werte |= {"pruefsumme": "x", "name_fachkraft": "x"}
            return Gutachten.objects.get_or_create(zuweisung=z, art=art, nummer=1, defaults=werte)[0].pk

        alle = zuweisung(w, nutzer)
        return {name: {"pk": UNBEKANNT if name == "unbekannt" else eines(werte["pk"])} for name, werte in alle.items()}

    return faelle


def veranstaltung(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of an information event of the own Regionalbüro, and of another one."""

    def eine(kurz: str) -> int:
        werte = {"regionalbuero": w.stellen[f"RB-{kurz}"], "am": HEUTE, "ort": "Rathaus", "plaetze": 12}
        return Veranstaltung.objects.get_or_create(kennung=f"V-{kurz}", defaults=werte)[0].pk

    return {"eigen": {"pk": eine("A")}, "fremd": {"pk": eine("B")}, "unbekannt": {"pk": UNBEKANNT}}


PROFILING = {
    **dict.fromkeys((f"profiling:{n}" for n in ("zuweisung", "auftakt", "vertragskopie")), zuweisung),
    **dict.fromkeys(("profiling:veranstaltung", "profiling:einladen"), veranstaltung),
    **dict.fromkeys((f"profiling:{n}" for n in ("gutachten", "pdf", "geschuetzt")), gutachten(fertig=True)),
    **dict.fromkeys((f"profiling:{n}" for n in ("schreiben", "schuetzen", "abschliessen")), gutachten(fertig=False)),
}
