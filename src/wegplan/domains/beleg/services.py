"""Filing papers, withdrawing them, putting them back. Inside the request's transaction."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from wegplan.domains.anwesenheit.models import Krankmeldung
from wegplan.domains.foerderung.models import Zertifikat
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import ist_traeger
from wegplan.kit.papier import Abgelehnt, bereinigen

from .arten import KRANKMELDUNG, UNTERSCHRIFTENLISTE, ZERTIFIKAT, Belegart, belegarten, grenzen, inhalt_faellig_vor
from .models import Beleg, Beleginhalt, Belegseite
from .queries import bezugswort, projekte


@dataclass(frozen=True)
class Eingang:
    """What came in: files in their order, the day on the paper, the day it was received, a short name."""

    kennzeichen: str
    dateien: Sequence[bytes]
    tag: date
    eingegangen_am: date
    bezeichnung: str = ""


def ablegen(
    nutzer: Any, person_id: int, art: str, eingang: Eingang, teilnahme_id: int | None = None, bezug: str = ""
) -> tuple[Beleg, bool]:
    """File a paper of a person (PX-01); sent twice with the same key it is one. Gives it and whether it is new.

    `bezug`: what it proves, as queries.bezugswort gives it. A certificate to a sick note notes there that it was
    received. Raises Person.DoesNotExist, Teilnahme.DoesNotExist; ValidationError by field."""
    if vorhanden := _vorhanden(nutzer, eingang):
        return vorhanden, False
    person = Person.objects.fuer(nutzer, Aktion.BELEG_ABLEGEN).get(pk=person_id)
    teilnahme = _teilnahme(nutzer, person_id, teilnahme_id)
    welche = belegarten()[art]
    _klasse_pruefen(nutzer, welche, teilnahme)
    ort = {"person": person, "teilnahme": teilnahme, "bezug": bezug}
    beleg, neu = _speichern(nutzer, welche, eingang, ort)
    if neu and bezug.startswith(f"{KRANKMELDUNG}/") and teilnahme:
        _bescheinigung(nutzer, teilnahme, int(bezug.partition("/")[2]), eingang.eingegangen_am)
    return beleg, neu


def monat_ablegen(nutzer: Any, massnahme_id: int, monat: date, eingang: Eingang) -> tuple[Beleg, bool]:
    """File the signed list of a project's month, `monat` its first day (PX-06); raises Massnahme.DoesNotExist and as
    `ablegen`."""
    if vorhanden := _vorhanden(nutzer, eingang):
        return vorhanden, False
    massnahme: Massnahme = projekte(nutzer).get(pk=massnahme_id)
    if eingang.eingegangen_am < monat:
        raise ValidationError({"eingegangen_am": "Dieser Tag liegt vor dem Monat der Liste."})
    return _speichern(nutzer, belegarten()[UNTERSCHRIFTENLISTE], eingang, {"massnahme": massnahme, "monat": monat})


def _vorhanden(nutzer: Any, eingang: Eingang) -> Beleg | None:
    return Beleg.objects.fuer(nutzer).filter(beleg_id=eingang.kennzeichen, abgelegt_von=nutzer).first()


def _teilnahme(nutzer: Any, person_id: int, teilnahme_id: int | None) -> Teilnahme | None:
    if teilnahme_id is None:
        if nutzer.nur_eigene_massnahmen:
            raise ValidationError({"teilnahme": "Wählen Sie die Teilnahme, zu der das Papier gehört."})
        return None
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.BELEG_ABLEGEN).select_related("massnahme")
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    return teilnahme


def _klasse_pruefen(nutzer: Any, art: Belegart, teilnahme: Teilnahme | None) -> None:
    """Providers keep only what their measure allows them (DS-05)."""
    if teilnahme and ist_traeger(nutzer) and art.klasse not in teilnahme.massnahme.zweckbindung:
        worte = "besonders schutzwürdige Daten" if art.besonders else "Leistungsdaten"
        raise ValidationError(
            f"Die Zweckbindung dieser Maßnahme erlaubt dem Träger keine {worte}. Das Papier bleibt bei Ihnen; tragen "
            "Sie nur ein, was die Akte braucht, zum Beispiel den Eingang der Bescheinigung."
        )


def _speichern(nutzer: Any, art: Belegart, eingang: Eingang, ort: dict[str, Any]) -> tuple[Beleg, bool]:
    try:
        papier = bereinigen(eingang.dateien, grenzen(eingang.eingegangen_am))
    except Abgelehnt as e:
        raise ValidationError({"dateien": str(e)}) from e
    werte = {
        **ort,
        "art": art.schluessel,
        "klasse": art.klasse,
        "kreis": art.kreis,
        "bezeichnung": "" if art.besonders else eingang.bezeichnung,
        "tag": eingang.tag,
        "eingegangen_am": eingang.eingegangen_am,
        "stelle_id": nutzer.organisation_id,
        "abgelegt_von": nutzer,
        "seiten": len(papier.bilder),
        "groesse": len(papier.pdf),
        "pruefsumme": hashlib.sha256(papier.pdf).hexdigest(),
        "pruefsumme_eingang": hashlib.sha256(b"".join(eingang.dateien)).hexdigest(),
    }
    beleg, neu = Beleg.objects.get_or_create(beleg_id=eingang.kennzeichen, defaults=werte)
    if neu:
        Beleginhalt.objects.create(beleg=beleg, pdf=papier.pdf)
        Belegseite.objects.bulk_create(
            Belegseite(beleg=beleg, nummer=nr, bild=bild) for nr, bild in enumerate(papier.bilder, 1)
        )
    return beleg, neu


def _bescheinigung(nutzer: Any, teilnahme: Teilnahme, krankmeldung_id: int, am: date) -> None:
    """Note on the sick note that its certificate came; a day noted before stays."""
    if nutzer.darf(Aktion.ANWESENHEIT_ERFASSEN):
        offen = Krankmeldung.objects.fuer(nutzer, Aktion.ANWESENHEIT_ERFASSEN).filter(
            pk=krankmeldung_id, bescheinigung_am__isnull=True
        )
        offen.filter(teilnahme=teilnahme).update(bescheinigung_am=am, erfasst_von=nutzer)


def bezug_pruefen(art: Belegart, teilnahme_id: int | None, bezug: str) -> None:
    """The thing proved is of the same Teilnahme. Raises ValidationError by field."""
    modell: type[Any] | None = {KRANKMELDUNG: Krankmeldung, ZERTIFIKAT: Zertifikat}.get(art.bezug)
    if modell is None or not bezug:
        return
    nummer = int(bezug.partition("/")[2])
    if bezug != bezugswort(art.bezug, nummer) or not modell.objects.filter(pk=nummer, teilnahme=teilnahme_id).exists():
        raise ValidationError({"bezug": "Das gehört nicht zu der gewählten Teilnahme."})


def zurueckziehen(nutzer: Any, pk: int, grund: str) -> tuple[Beleg, bool]:
    """Take back a paper that was filed wrongly: it stays listed with the reason, its content no longer opens.

    Raises Beleg.DoesNotExist, also for papers of other offices."""
    beleg = _eigener(nutzer, pk)
    if beleg.zurueckgezogen_am:
        return beleg, False
    beleg.zurueckgezogen_am, beleg.zurueckgezogen_von, beleg.rueckzugsgrund = timezone.now(), nutzer, grund
    beleg.save(update_fields=["zurueckgezogen_am", "zurueckgezogen_von", "rueckzugsgrund"])
    return beleg, True


def wiederherstellen(nutzer: Any, pk: int) -> Beleg:
    """Put a withdrawn paper back while its content is there. Raises as `zurueckziehen`; ValidationError when gone."""
    beleg = _eigener(nutzer, pk)
    if not Beleginhalt.objects.filter(beleg=beleg).exists():
        raise ValidationError("Der Inhalt ist schon gelöscht. Legen Sie das Papier neu ab.")
    beleg.zurueckgezogen_am, beleg.zurueckgezogen_von, beleg.rueckzugsgrund = None, None, ""
    beleg.save(update_fields=["zurueckgezogen_am", "zurueckgezogen_von", "rueckzugsgrund"])
    return beleg


def _eigener(nutzer: Any, pk: int) -> Beleg:
    """Locked; only the office that filed a paper withdraws it."""
    eigene = Beleg.objects.fuer(nutzer, Aktion.BELEG_ABLEGEN).filter(stelle=nutzer.organisation_id)
    beleg: Beleg = eigene.select_for_update(of=("self",)).get(pk=pk)
    return beleg


def zurueckgezogene_leeren(stichtag: date) -> int:
    """Delete the content of papers that were withdrawn long enough ago; gives how many. As technical run."""
    alt = Beleg.objects.filter(zurueckgezogen_am__date__lt=inhalt_faellig_vor(stichtag))
    Belegseite.objects.filter(beleg__in=alt).delete()
    geleert, _ = Beleginhalt.objects.filter(beleg__in=alt).delete()
    return geleert


def eingang_aus(werte: dict[str, Any]) -> Eingang:
    """From the checked values of a form."""
    namen = Eingang.__dataclass_fields__
    gelesen = [datei.read() for datei in werte["dateien"]]
    return Eingang(**{n: werte[n] for n in namen if n in werte and n != "dateien"}, dateien=gelesen)
