"""Writing plans: a new version, goals and steps of a draft, the signature. Inside the request's transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from wegplan.domains.massnahme.models import Foerderart, Programmstufe
from wegplan.domains.mitsprache.models import Eigenwort, Wortart
from wegplan.domains.mitsprache.services import erledigen as wort_erledigen
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.stand import stand_pruefen

from .arten import Ausgangsbereich, Planstand, Unterschriftsseite
from .models import (
    Aushaendigung,
    Berufswunsch,
    Einschaetzung,
    Einsicht,
    Foerderziel,
    Planfassung,
    Planunterschrift,
    Zielanmerkung,
    Zielschritt,
)
from .queries import EINSCHAETZUNG, SCHRITT, WUNSCH, ZIEL, Ausgangslage, ausgangslagen, inhalt, mit_zielen
from .rules import einsicht_bis, luecken, luecken_der_ausgangslage, pruefsumme, spaeteste_pruefung

NUR_PROGRAMM = "Förderpläne gibt es nur in Maßnahmen des Programms."
GEAENDERT = "Der Plan hat sich geändert, seit er hier gezeigt wurde. Lesen Sie ihn noch einmal."
FEST = "Diese Fassung ist unterschrieben und ändert sich nicht mehr. Schreiben Sie den Plan fort."


def neue_fassung(nutzer: Any, person_id: int, teilnahme_id: int, pruefung_am: date) -> tuple[Planfassung, bool]:
    """The first draft of a plan, or a copy of the last signed version to go on with (JPS-11).

    A draft that is already there comes back and is not new. Raises Teilnahme.DoesNotExist; ValidationError outside of
    the programme."""
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.FOERDERPLAN_SCHREIBEN).select_related("massnahme")
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    if teilnahme.massnahme.foerderart != Foerderart.ESF:
        raise ValidationError(NUR_PROGRAMM)
    with transaction.atomic(), connection.cursor() as c:
        # providers may not lock the Teilnahme itself; two first drafts at once wait for each other here
        c.execute("select pg_advisory_xact_lock(hashtext('planfassung'), %s)", [teilnahme.pk])
        letzte = mit_zielen(Planfassung.objects.filter(teilnahme=teilnahme)).order_by("-nummer").first()
        if letzte and letzte.stand == Planstand.ENTWURF:
            return letzte, False
        neu = Planfassung.objects.create(
            person_id=teilnahme.person_id,
            teilnahme=teilnahme,
            nummer=letzte.nummer + 1 if letzte else 1,
            angelegt_von=nutzer,
            pruefung_am=pruefung_am,
        )
        if letzte:
            _uebernehmen(letzte, neu)
        ausgangslage_anlegen([(letzte, neu)])
    return neu, True


def ausgangslage_anlegen(paare: list[tuple[Planfassung | None, Planfassung]]) -> None:
    """Assessments and wishes of new versions: those of the version before, or empty ones to be filled in."""
    vorher = [alt.pk for alt, _ in paare if alt]
    frueher = {(e.fassung_id, e.bereich): e for e in Einschaetzung.objects.filter(fassung__in=vorher)}
    wuensche = {w.fassung_id: w for w in Berufswunsch.objects.filter(fassung__in=vorher)}
    einschaetzungen = []
    for alt, neu in paare:
        nummer = alt.pk if alt else 0
        for bereich in Ausgangsbereich.values:
            werte = {"bereich": bereich} | _werte(frueher.get((nummer, bereich)), EINSCHAETZUNG)
            einschaetzungen.append(Einschaetzung(fassung=neu, **werte))
    Einschaetzung.objects.bulk_create(einschaetzungen)
    Berufswunsch.objects.bulk_create(
        Berufswunsch(fassung=neu, **_werte(wuensche.get(alt.pk) if alt else None, WUNSCH)) for alt, neu in paare
    )


def _werte(objekt: Any, namen: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(objekt, name) for name in namen} if objekt else {}


def _uebernehmen(alt: Planfassung, neu: Planfassung) -> None:
    ziele = list(alt.ziele.all())
    kopien = Foerderziel.objects.bulk_create(
        Foerderziel(fassung=neu, **{name: getattr(z, name) for name in ZIEL}) for z in ziele
    )
    Zielschritt.objects.bulk_create(
        Zielschritt(ziel=kopie, **{name: getattr(s, name) for name in SCHRITT})
        for ziel, kopie in zip(ziele, kopien, strict=True)
        for s in ziel.schritte.all()
    )


def entwurf(nutzer: Any, pk: int) -> Planfassung:
    """The draft, locked. Raises Planfassung.DoesNotExist; ValidationError where it is signed."""
    erlaubt = Planfassung.objects.fuer(nutzer, Aktion.FOERDERPLAN_SCHREIBEN).select_related("person", "teilnahme")
    fassung: Planfassung = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    if fassung.stand != Planstand.ENTWURF:
        raise ValidationError(FEST)
    return fassung


def ziel_anlegen(nutzer: Any, fassung_id: int, kennzeichen: str, **werte: Any) -> tuple[Foerderziel, bool]:
    """A goal; sent twice with the same `kennzeichen` it is one. Raises as `entwurf`."""
    fassung = entwurf(nutzer, fassung_id)
    return Foerderziel.objects.get_or_create(fassung=fassung, kennung=kennzeichen, defaults=werte)


def schritt_anlegen(nutzer: Any, ziel: Foerderziel, kennzeichen: str, **werte: Any) -> tuple[Zielschritt, bool]:
    """A step of a goal; sent twice with the same `kennzeichen` it is one. Raises as `entwurf`."""
    entwurf(nutzer, ziel.fassung_id)
    return Zielschritt.objects.get_or_create(ziel=ziel, kennung=kennzeichen, defaults=werte)


def aendern(nutzer: Any, fassung_id: int, objekt: Any, stand: int, **werte: Any) -> tuple[Any, bool]:
    """Change a goal or step of a draft. Raises Konflikt where somebody else did meanwhile (DS-31), and as `entwurf`."""
    entwurf(nutzer, fassung_id)
    objekt.refresh_from_db()
    if not stand_pruefen(objekt, stand, werte):
        return objekt, False
    for name, wert in werte.items():
        setattr(objekt, name, wert)
    objekt.save(update_fields=list(werte))
    return objekt, True


def eigenwort_uebernehmen(nutzer: Any, fassung_id: int, wort: Eigenwort) -> bool:
    """Write the participant's words into the draft, and tick them; False where the draft has no such goal.

    Raises as `entwurf`."""
    entwurf(nutzer, fassung_id)
    if wort.art == Wortart.EINSCHAETZUNG:
        lage = Einschaetzung.objects.filter(fassung=fassung_id, bereich=wort.bezug)
        getan = lage.update(selbst_stufe=wort.stufe, selbst_text=wort.text)
    else:
        getan = Foerderziel.objects.filter(fassung=fassung_id, kennung=wort.bezug).update(wortlaut=wort.text)
    if getan:
        wort_erledigen(nutzer, wort.pk)
    return bool(getan)


def was_fehlt(fassung: Planfassung, ausgangslage: Ausgangslage | None) -> list[str]:
    """What a draft lacks before it can be signed, as German sentences (JPS-10)."""
    lage = ausgangslage.inhalt() if ausgangslage else {"einschaetzungen": [], "wunsch": None}
    namen = dict(Ausgangsbereich.choices)
    einschaetzungen = [e | {"name": namen[e["bereich"]]} for e in lage["einschaetzungen"]]
    ziele = [(z.horizont, len(z.schritte.all())) for z in fassung.ziele.all()]
    return luecken_der_ausgangslage(einschaetzungen, lage["wunsch"]) + luecken(ziele)


def unterschreiben(nutzer: Any, pk: int, am: date, pruefung_am: date, **werte: str) -> tuple[Planfassung, bool]:
    """Freeze the draft with day, names and checksums (JPS-12), and the answer whether the stage still fits (JPS-15).

    `werte`: name_teilnehmend, name_fachkraft, stufenfrage, stufengrund. Raises ValidationError by field, also for what
    a plan must have, and as `entwurf`."""
    entwurf(nutzer, pk)
    fassung = mit_zielen(Planfassung.objects.filter(pk=pk)).get()
    lage = ausgangslagen(nutzer, [pk], am).get(pk)
    if fehlend := was_fehlt(fassung, lage):
        raise ValidationError(fehlend)
    if am < fassung.teilnahme.eintritt:
        raise ValidationError({"am": "Dieser Tag liegt vor dem Eintritt."})
    spaetestens = spaeteste_pruefung(am)
    if not am < pruefung_am <= spaetestens:
        satz = f"Die nächste Überprüfung liegt nach der Unterschrift und spätestens am {spaetestens:%d.%m.%Y}."
        raise ValidationError({"pruefung_am": satz})
    fassung.unterschrieben_am, fassung.pruefung_am = am, pruefung_am
    for name, wert in werte.items():
        setattr(fassung, name, wert)
    fassung.stand = Planstand.UNTERSCHRIEBEN
    fassung.pruefsumme_ausgangslage = pruefsumme(lage.inhalt()) if lage else ""
    fassung.pruefsumme = pruefsumme(inhalt(fassung))
    fassung.save()
    return fassung, True


def mit_stufenfrage(fassung: Planfassung) -> bool:
    """Whether a change of stage is possible at all, so that the question is asked (JPS-15)."""
    return bool(fassung.teilnahme.programmstufe != Programmstufe.EZU)


def ist_vorbereitet(fassung: Planfassung, stichtag: date) -> bool:
    """Whether all that the signatures stand under is said: the next review, and whether the stage still fits."""
    gesagt = bool(fassung.stufenfrage and fassung.stufengrund) or not mit_stufenfrage(fassung)
    return gesagt and stichtag < fassung.pruefung_am <= spaeteste_pruefung(stichtag)


def vorbereiten(nutzer: Any, pk: int, stichtag: date, stand: int, **werte: Any) -> tuple[Planfassung, bool]:
    """Say it: pruefung_am, stufenfrage, stufengrund. Raises Konflikt, ValidationError by field, and as `entwurf`."""
    fassung = entwurf(nutzer, pk)
    spaetestens = spaeteste_pruefung(stichtag)
    if not stichtag < werte["pruefung_am"] <= spaetestens:
        satz = f"Die nächste Überprüfung liegt nach der Unterschrift und spätestens am {spaetestens:%d.%m.%Y}."
        raise ValidationError({"pruefung_am": satz})
    if not stand_pruefen(fassung, stand, werte):
        return fassung, False
    for name, wert in werte.items():
        setattr(fassung, name, wert)
    fassung.save(update_fields=list(werte))
    return fassung, True


def blatt(fassung: Planfassung, lage: Ausgangslage | None) -> str:
    """The checksum of a draft as it is shown for signing on the screen."""
    return pruefsumme(inhalt(fassung) | {"ausgangslage": lage.inhalt() if lage else None})


def erwarteter_name(fassung: Planfassung, seite: str, nutzer: Any) -> str:
    """What the side writes as its signature; a member of staff without a name writes what they like: ""."""
    if seite == Unterschriftsseite.TEILNEHMEND:
        return f"{fassung.person.vorname} {fassung.person.nachname}"
    return str(nutzer.get_full_name())


def am_schirm_unterschreiben(
    nutzer: Any, pk: int, seite: str, stichtag: date, gesehen: str, name: str, ort: str
) -> tuple[Planfassung, bool]:
    """One side signs what was shown (`gesehen`: its checksum), the participant first; the second signature freezes
    the version (JPS-12). A double click is one signature. Raises ValidationError, and as `entwurf`."""
    with transaction.atomic():
        entwurf(nutzer, pk)
        fassung = mit_zielen(Planfassung.objects.filter(pk=pk)).get()
        lage = ausgangslagen(nutzer, [pk], stichtag).get(pk)
        if fehlend := was_fehlt(fassung, lage):
            raise ValidationError(fehlend)
        if gesehen != blatt(fassung, lage):
            raise ValidationError(GEAENDERT)
        soll = erwarteter_name(fassung, seite, nutzer)
        name = " ".join(name.split())
        if soll and name.casefold() != soll.casefold():
            raise ValidationError({"name": f"Unterschrieben wird mit dem eigenen Namen: {soll}."})
        hang = {"person_id": fassung.person_id, "teilnahme_id": fassung.teilnahme_id, "bezeugt_von": nutzer}
        erste = Planunterschrift.objects.filter(fassung=fassung, seite=Unterschriftsseite.TEILNEHMEND, blatt=gesehen)
        zuvor = erste.first()
        if seite == Unterschriftsseite.FACHKRAFT and zuvor is None:
            raise ValidationError("Zuerst unterschreibt die Teilnehmerin oder der Teilnehmer.")
        _, neu = Planunterschrift.objects.get_or_create(
            fassung=fassung, seite=seite, blatt=gesehen, defaults={"name": name, "ort": ort, **hang}
        )
        if seite == Unterschriftsseite.FACHKRAFT and zuvor is not None:
            werte = {"stufenfrage": fassung.stufenfrage, "stufengrund": fassung.stufengrund}
            namen = {"name_teilnehmend": zuvor.name, "name_fachkraft": name}
            try:
                return unterschreiben(nutzer, pk, stichtag, fassung.pruefung_am, **namen, **werte)
            except ValidationError as fehler:  # its fields are not those of this form
                raise ValidationError(fehler.messages) from fehler
    return fassung, neu


def anmerken(nutzer: Any, pk: int, kennzeichen: str, rueckmeldung: str, text: str) -> tuple[Zielanmerkung, bool]:
    """The Regionalbüro agrees to a signed version or remarks on it (JPS-10); sent twice it is one.

    Raises Planfassung.DoesNotExist, for drafts, too."""
    erlaubt = Planfassung.objects.fuer(nutzer, Aktion.FOERDERZIELE_ANMERKEN)
    fassung: Planfassung = erlaubt.get(pk=pk, stand=Planstand.UNTERSCHRIEBEN)
    hang = {"person_id": fassung.person_id, "teilnahme_id": fassung.teilnahme_id, "von": nutzer}
    return Zielanmerkung.objects.get_or_create(
        fassung=fassung, kennung=kennzeichen, defaults={"rueckmeldung": rueckmeldung, "text": text, **hang}
    )


def aushaendigen(nutzer: Any, pk: int, am: date, weg: str) -> tuple[Aushaendigung, bool]:
    """Record that the participant got the copy of a signed version (JPS-13); the first record stays.

    Raises Planfassung.DoesNotExist; ValidationError for a draft and for a day before the signature."""
    fassung: Planfassung = Planfassung.objects.fuer(nutzer, Aktion.FOERDERPLAN_SCHREIBEN).get(pk=pk)
    if fassung.unterschrieben_am is None:
        raise ValidationError("Ausgehändigt wird erst die unterschriebene Fassung.")
    if am < fassung.unterschrieben_am:
        raise ValidationError({"am": f"Die Fassung ist erst am {fassung.unterschrieben_am:%d.%m.%Y} unterschrieben."})
    hang = {"person_id": fassung.person_id, "teilnahme_id": fassung.teilnahme_id}
    return Aushaendigung.objects.get_or_create(fassung=fassung, defaults={"am": am, "weg": weg, "von": nutzer, **hang})


def einsehen(nutzer: Any, pk: int, grund: str, stichtag: date) -> tuple[Einsicht, bool]:
    """Open the whole plan to `nutzer` for some days from `stichtag` on (JPS-16). An open look-in is not opened twice.

    Raises Planfassung.DoesNotExist."""
    fassung: Planfassung = Planfassung.objects.fuer(nutzer, Aktion.FOERDERPLAN_EINSEHEN).get(pk=pk)
    offen = {"nutzer": nutzer, "teilnahme_id": fassung.teilnahme_id}
    if vorhanden := Einsicht.objects.filter(**offen, von__lte=stichtag, bis__gte=stichtag).first():
        return vorhanden, False
    zeit = {"von": stichtag, "bis": einsicht_bis(stichtag)}
    return Einsicht.objects.create(**offen, **zeit, person_id=fassung.person_id, grund=grund), True
