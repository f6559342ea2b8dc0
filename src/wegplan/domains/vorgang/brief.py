"""The invitation as a letter from the office's template (PX-02)."""

from typing import Any

from wegplan.domains.vorlage.arten import Vorlagenart
from wegplan.domains.vorlage.queries import geltende
from wegplan.kit.vorlagen import fuellen

from .arten import Vorgangsart
from .models import Vorgang
from .rules import einladungsnummern

WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
NOETIG = {"uhrzeit": "die Uhrzeit", "ort": "der Ort", "anlass": "der Anlass"}


class Unvollstaendig(Exception):
    """The letter lacks something; the text is a German sentence."""


def einladungsbrief(nutzer: Any, vorgang: Vorgang, heute: Any) -> bytes:
    """The filled letter of an invitation that was fetched for `nutzer`, as DOCX.

    Raises Unvollstaendig, Vorlagenfehler."""
    if fehlt := [wort for name, wort in NOETIG.items() if not getattr(vorgang, name)]:
        raise Unvollstaendig(f"Für den Brief fehlt noch: {', '.join(fehlt)}.")
    stelle = vorgang.person.jobcenter or nutzer.organisation
    return fuellen(geltende(nutzer.organisation_id, Vorlagenart.EINLADUNG), _werte(nutzer, vorgang, stelle, heute))


def _werte(nutzer: Any, vorgang: Vorgang, stelle: Any, heute: Any) -> dict[str, Any]:
    """By the placeholders of vorlage.arten; a test compares both."""
    person = vorgang.person
    reihe = Vorgang.objects.filter(person=person, art=Vorgangsart.EINLADUNG, tag__lte=vorgang.tag)
    return {
        "name": f"{person.vorname} {person.nachname}".strip(),
        "kundennummer": person.kundennummer or "",
        "tag": f"{WOCHENTAGE[vorgang.tag.weekday()]}, {vorgang.tag:%d.%m.%Y}",
        "uhrzeit": f"{vorgang.uhrzeit:%H:%M}",
        "ort": vorgang.ort,
        "anlass": vorgang.anlass,
        "massnahme": str(vorgang.teilnahme.massnahme) if vorgang.teilnahme else "",
        "absender": str(nutzer),
        "stelle": str(stelle or ""),
        "heute": f"{heute:%d.%m.%Y}",
        "wiederholt": einladungsnummern(reihe).get(vorgang.pk, 1) > 1,
    }
