"""Invitations and the steps they were sent for: an appointment in vain is an attempt, the step stays open (PX-02)."""

from collections.abc import Collection
from typing import Any

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.vorgang.arten import Vorgangsergebnis
from wegplan.domains.vorgang.models import Vorgang

from .models import Schritt, Stand
from .worte import Regeltexte

VERGEBLICH = (Vorgangsergebnis.NICHT_ERSCHIENEN_MIT_GRUND, Vorgangsergebnis.NICHT_ERSCHIENEN_OHNE_GRUND)
Bezug = tuple[int, str]  # number of the Teilnahme and "key/repetition"


def vergeblich(vorgang: Vorgang) -> Bezug | None:
    """The step at which this invitation counts as an attempt; None while it does not."""
    if vorgang.schritt and vorgang.teilnahme_id and vorgang.ergebnis in VERGEBLICH:
        return vorgang.teilnahme_id, vorgang.schritt
    return None


def versuche_nachfuehren(nutzer: Any, vorher: Bezug | None, nachher: Bezug | None) -> None:
    """Count the attempt at the step where it belongs now, and no longer where it was. Nothing else of the step changes.

    Call it in the transaction that writes the invitation."""
    if vorher == nachher:
        return
    for bezug, mehr in ((vorher, -1), (nachher, 1)):
        if bezug and (schritt := _schritt(nutzer, bezug)):
            schritt.versuche = max(schritt.versuche + mehr, 0)
            schritt.save(update_fields=["versuche"])


def _schritt(nutzer: Any, bezug: Bezug) -> Schritt | None:
    teilnahme, wort = bezug
    schluessel, _, lauf = wort.rpartition("/")
    eigene = Schritt.objects.fuer(nutzer, Aktion.VORGANG_ERFASSEN).select_for_update(of=("self",))
    return eigene.filter(teilnahme=teilnahme, schluessel=schluessel, lauf=int(lauf)).first()


def schritte_zur_wahl(nutzer: Any, person_id: int, gewaehlt: Bezug | None = None) -> list[tuple[str, str, int]]:
    """Open steps of a person that a talk proves, the next due first, and the one that is chosen already:
    "key/repetition", words, number of the Teilnahme. One statement."""
    texte, wahlen = Regeltexte(), []
    eigene = Schritt.objects.fuer(nutzer, Aktion.VORGANG_LESEN).filter(person=person_id)
    for schritt in eigene.order_by("faellig_bis", "pk"):
        wort = f"{schritt.schluessel}/{schritt.lauf}"
        offen = schritt.stand == Stand.OFFEN and _durch_gespraech(texte(schritt).nachweis)
        if offen or (schritt.teilnahme_id, wort) == gewaehlt:
            titel = f"{texte(schritt).titel}, fällig bis {schritt.faellig_bis:%d.%m.%Y}"
            wahlen.append((wort, titel, schritt.teilnahme_id))
    return wahlen


def _durch_gespraech(nachweis: Any) -> bool:
    belege: Collection[str] = nachweis.belege if nachweis else ()
    return any(beleg.startswith("vorgang:gespraech_") for beleg in belege)
