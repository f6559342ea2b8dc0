"""Reading papers. Lists never read their content."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from wegplan.domains.anwesenheit.models import Krankmeldung
from wegplan.domains.anwesenheit.queries import teilnahmen_in
from wegplan.domains.foerderung.models import Zertifikat
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion

from .arten import KRANKMELDUNG, ZERTIFIKAT, braucht_bescheinigung
from .models import Beleg


@dataclass(frozen=True)
class Fehlend:
    """A paper that the file waits for: which, for what, and what the form starts with."""

    art: str
    wofuer: str
    bezug: str
    teilnahme_id: int


def bezugswort(was: str, pk: int) -> str:
    """How a paper names what of the file it proves."""
    return f"{was}/{pk}"


def projekte(nutzer: Any) -> QuerySet[Massnahme]:
    """Measures that the user's office carries out or looks after."""
    stelle = nutzer.organisation_id
    return Massnahme.objects.filter(Q(traeger=stelle) | Q(regionalbuero=stelle), pk__isnull=stelle is None)


def mit_namen(belege: QuerySet[Beleg]) -> QuerySet[Beleg]:
    """With what pages say of them, in one statement."""
    return belege.select_related("person", "teilnahme__massnahme", "massnahme", "stelle", "abgelegt_von")


def belege_der_person(nutzer: Any, person_id: int) -> list[Beleg]:
    """All papers of a person that the user may see, withdrawn ones, too; the newest first."""
    return list(mit_namen(Beleg.objects.fuer(nutzer).filter(person_id=person_id)).order_by("-tag", "-pk"))


def belege_zu(nutzer: Any, was: str, nummern: Iterable[int]) -> dict[str, list[Beleg]]:
    """Valid papers that prove these things of the file, by word of the bezug."""
    worte = [bezugswort(was, pk) for pk in nummern]
    gefunden: dict[str, list[Beleg]] = {}
    for beleg in mit_namen(Beleg.objects.fuer(nutzer).gueltig().filter(bezug__in=worte)).order_by("pk"):
        gefunden.setdefault(beleg.bezug, []).append(beleg)
    return gefunden


def belege_des_monats(nutzer: Any, massnahme_id: int, monat: date) -> list[Beleg]:
    """The signed lists of a project's month, withdrawn ones, too."""
    belege = Beleg.objects.fuer(nutzer).filter(massnahme_id=massnahme_id, monat=monat)
    return list(mit_namen(belege).order_by("pk"))


def personen_im_monat(nutzer: Any, massnahme_id: int, monat: date) -> list[int]:
    """Whom the signed list of a month names: those who took part in it, as far as the user sees them."""
    letzter = monat.replace(day=28)
    teilnahmen = teilnahmen_in([massnahme_id], monat, letzter, nutzer, Aktion.BELEG_LESEN)
    return list(dict.fromkeys(teilnahmen.values_list("person_id", flat=True)))


def bezuege(nutzer: Any, person_id: int, was: str) -> list[tuple[int, Any]]:
    """What of the person's file such a paper can prove: its Teilnahme and the thing itself, the newest first."""
    if was == KRANKMELDUNG:
        meldungen = Krankmeldung.objects.fuer(nutzer, Aktion.ANWESENHEIT_LESEN).filter(person_id=person_id)
        return [(k.teilnahme_id, k) for k in meldungen.order_by("-von")]
    if was == ZERTIFIKAT:
        zertifikate = Zertifikat.objects.fuer(nutzer, Aktion.FOERDERUNG_LESEN).filter(person_id=person_id)
        return [(z.teilnahme_id, z) for z in zertifikate.order_by("-erworben_am", "-pk")]
    return []


def fehlende(nutzer: Any, person_id: int, belege: Iterable[Beleg]) -> list[Fehlend]:
    """Papers that provider's staff still has to get: certificates to longer sick notes, and of qualifications."""
    if not nutzer.darf(Aktion.ANWESENHEIT_ERFASSEN):
        return []
    vorhanden = {b.bezug for b in belege if b.zurueckgezogen_am is None}
    offen = []
    for teilnahme, k in bezuege(nutzer, person_id, KRANKMELDUNG):
        if k.bescheinigung_am is None and braucht_bescheinigung(k.von, k.bis):
            offen.append(Fehlend(KRANKMELDUNG, str(k), bezugswort(KRANKMELDUNG, k.pk), teilnahme))
    for teilnahme, z in bezuege(nutzer, person_id, ZERTIFIKAT):
        if z.mit_zertifikat:
            offen.append(Fehlend(ZERTIFIKAT, str(z), bezugswort(ZERTIFIKAT, z.pk), teilnahme))
    return [f for f in offen if f.bezug not in vorhanden]
