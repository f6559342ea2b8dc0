"""Support and exits of the made-up region's programme: internships, services, certificates, results, status
(JPS-51, JPS-70 to JPS-73). The same on every load; a share is left out, so that the lists have something to say."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from wegplan.domains.anwesenheit.abschluss import listen_freigeben, monat_abschliessen
from wegplan.domains.anwesenheit.monat import Monat
from wegplan.domains.foerderung.models import Foerderleistung, Leistungsart, Praktikum, Zertifikat
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verbleib.models import (
    IN_ARBEIT,
    Anschlussperspektive,
    Einstiegsbegleitung,
    Ergebnis,
    Fragebogen,
    Verbleib,
)
from wegplan.domains.verbleib.queries import stufe_von
from wegplan.domains.verbleib.rules import anschluss_faellig, verbleib_faellig

BETRIEBE = ("Bäckerei Korn", "Spedition Weit", "Pflegedienst Linde", "Gärtnerei Moos", "Metallbau Span")
TAETIGKEITEN = ("Verkauf", "Lager und Versand", "Pflegehilfe", "Grünpflege", "Montage")
INHALTE = ("Rechnen und Fachkunde", "Lernplan besprochen", "Bewerbung geübt")
SCHEINE = (("Gabelstaplerschein", "schein"), ("Deutsch B1", "sprache"), ("Teilqualifikation 1", "teilqualifikation"))
STATUS = ("sv_beschaeftigt", "arbeitsuchend", "minijob", "sv_beschaeftigt", "weiterfuehrende_massnahme", "elternzeit")
EMPFEHLUNG = "Bewerbung im Praktikumsbetrieb; das Jobcenter prüft einen Eingliederungszuschuss."


def zweckbindung_setzen() -> None:
    """Providers of the programme may keep data of the class Leistung; one measure in four those of Art. 9, too."""
    esf = Massnahme.objects.filter(foerderart="ESF")
    esf.update(zweckbindung=["stammdaten", "leistung"])
    mit_betreuung = list(esf.order_by("massnahmenummer").values_list("pk", flat=True))[::4]
    Massnahme.objects.filter(pk__in=mit_betreuung).update(zweckbindung=["stammdaten", "leistung", "besonders"])


def foerderungen_anlegen(stichtag: date) -> None:
    """Runs as wegplan_dienst after the Teilnahmen are there; one statement per table."""
    begonnen = Teilnahme.objects.filter(massnahme__foerderart="ESF", eintritt__lt=stichtag)
    faelle = list(enumerate(begonnen.select_related("massnahme").order_by("teilnahme_id")))
    tabellen: tuple[tuple[type[models.Model], Callable[..., Iterator[Any]]], ...] = (
        (Praktikum, _praktika),
        (Foerderleistung, _leistungen),
        (Zertifikat, _zertifikate),
        (Anschlussperspektive, _anschluesse),
        (Ergebnis, _ergebnisse),
        (Verbleib, _verbleibe),
        (Einstiegsbegleitung, _begleitungen),
        (Fragebogen, _frageboegen),
    )
    for modell, zeilen in tabellen:
        modell._default_manager.bulk_create(x for n, t in faelle for x in zeilen(n, t, stichtag))


def _letzter(t: Teilnahme, stichtag: date) -> date:
    return min(stichtag, t.austritt or stichtag)


def _kopf(t: Teilnahme) -> dict[str, Any]:
    return {"person_id": t.person_id, "teilnahme": t}


def _praktika(n: int, t: Teilnahme, stichtag: date) -> Iterator[Praktikum]:
    beginn, schluss = t.eintritt + timedelta(days=60), _letzter(t, stichtag)
    if n % 5 == 4 or beginn > schluss:
        return
    ende = beginn + timedelta(days=27)
    yield Praktikum(
        praktikum_id=f"DEMO-P-{t.teilnahme_id}",
        unternehmen=BETRIEBE[n % 5],
        taetigkeit=TAETIGKEITEN[n % 5],
        beginn=beginn,
        ende=min(ende, schluss) if t.austritt else (ende if ende < stichtag else None),
        selbst_gesucht=n % 3 == 0,
        erster_arbeitsmarkt=n % 4 != 0,
        auswertung_erfolgt=ende < stichtag or None,
        einschaetzung="Pünktlich und sorgfältig, arbeitet inzwischen allein." if n % 2 else "",
        **_kopf(t),
    )


def _leistungen(n: int, t: Teilnahme, stichtag: date) -> Iterator[Foerderleistung]:
    """Every second week of the last three months."""
    tag = max(t.eintritt, _letzter(t, stichtag) - timedelta(days=84))
    for nummer in range(6):
        if (heute := tag + timedelta(days=14 * nummer + n % 5)) <= _letzter(t, stichtag) and heute.weekday() < 5:
            art = Leistungsart.values[(n + nummer) % 3]
            betreuung = art == Leistungsart.SOZIALPAEDAGOGISCH
            yield Foerderleistung(
                leistung_id=f"DEMO-L-{t.teilnahme_id}-{nummer}",
                art=art,
                tag=heute,
                inhalt="Gespräch über den Alltag" if betreuung else INHALTE[nummer % 3],
                umfang_minuten=45 + 15 * (nummer % 4),
                **_kopf(t),
            )


def _zertifikate(n: int, t: Teilnahme, stichtag: date) -> Iterator[Zertifikat]:
    tag = t.eintritt + timedelta(days=100)
    if n % 5 < 2 and tag <= _letzter(t, stichtag):
        bezeichnung, art = SCHEINE[n % 3]
        werte = {"bezeichnung": bezeichnung, "art": art, "erworben_am": tag, "mit_zertifikat": n % 7 != 0}
        yield Zertifikat(zertifikat_id=f"DEMO-Q-{t.teilnahme_id}", **werte, **_kopf(t))


def _anschluesse(n: int, t: Teilnahme, stichtag: date) -> Iterator[Anschlussperspektive]:
    if t.geplantes_ende is None or n % 6 == 0:
        return
    tag = max(t.eintritt, anschluss_faellig(t.eintritt, t.geplantes_ende))
    if tag <= _letzter(t, stichtag):
        beteiligt = ["teilnehmende", "bdl", "rb", "aajc"][: 3 + n % 2]
        yield Anschlussperspektive(vereinbart_am=tag, beteiligt=beteiligt, empfehlungen=EMPFEHLUNG, **_kopf(t))


def _vorbei(t: Teilnahme, stichtag: date) -> bool:
    return t.austritt is not None and t.austritt <= stichtag


def _status(n: int, t: Teilnahme) -> str:
    return "sv_beschaeftigt" if t.austrittsgrund == "arbeitsaufnahme" else STATUS[n % len(STATUS)]


def _ergebnisse(n: int, t: Teilnahme, stichtag: date) -> Iterator[Ergebnis]:
    if not _vorbei(t, stichtag) or n % 14 == 3:
        return
    stufe, abbruch, arbeit = stufe_von(t), t.austrittsgrund == "abbruch", _status(n, t) in IN_ARBEIT
    geschafft = "berufsabschluss" if stufe in ("QAB-D", "QAB-K", "EZU") else "zertifikat" if n % 2 else "teilgenommen"
    qab, ieb = stufe.startswith("QAB"), stufe == "IEB"
    yield Ergebnis(
        ergebnis="ohne" if abbruch else geschafft,
        verkuerzbar=n % 3 > 0 if qab else None,
        verkuerzt=(n % 3 == 1 and not abbruch) if qab else None,
        in_arbeit_nach_qualifizierung=arbeit if ieb else None,
        in_arbeit_ende_einstiegsbegleitung=(arbeit and n % 4 > 0) if ieb else None,
        anschluss="arbeit" if arbeit else ("keine" if abbruch else "ausbildung_qualifizierung"),
        berufsfeld=TAETIGKEITEN[n % 5],
        **_kopf(t),
    )


def _verbleibe(n: int, t: Teilnahme, stichtag: date) -> Iterator[Verbleib]:
    """At the exit, and six months later; some are late, some were never asked."""
    if not _vorbei(t, stichtag):
        return
    status = _status(n, t)
    danach = verbleib_faellig(t.austritt) - timedelta(days=n % 20)  # type: ignore[arg-type]
    for zeitpunkt, tag, da in (("austritt", t.austritt, n % 11 > 0), ("nach_6_monaten", danach, n % 7 > 0)):
        if da and tag is not None and tag <= stichtag:
            yield Verbleib(
                zeitpunkt=zeitpunkt,
                status=status,
                erhoben_am=tag,
                arbeitgeber=BETRIEBE[n % 5] if status in IN_ARBEIT else "",
                erfasst_am=timezone.make_aware(datetime.combine(tag, time(12))),
                **_kopf(t),
            )


def _begleitungen(n: int, t: Teilnahme, stichtag: date) -> Iterator[Einstiegsbegleitung]:
    if not _vorbei(t, stichtag) or stufe_von(t) != "IEB" or t.austritt is None:
        return
    if _status(n, t) not in IN_ARBEIT:
        yield Einstiegsbegleitung(teilgenommen=False, **_kopf(t))
        return
    ende = t.austritt + timedelta(days=150)
    werte = {"beginn": t.austritt, "ende": ende if ende <= stichtag else None, "kontakte": 2 + n % 7}
    yield Einstiegsbegleitung(teilgenommen=True, arbeitgeber=BETRIEBE[n % 5], **werte, **_kopf(t))


def _frageboegen(n: int, t: Teilnahme, stichtag: date) -> Iterator[Fragebogen]:
    tage = [("beginn", t.eintritt + timedelta(days=7))]
    if _vorbei(t, stichtag) and t.austritt is not None:
        tage += [("austritt", t.austritt), ("nach_6_monaten", verbleib_faellig(t.austritt))]
    for zeitpunkt, tag in tage:
        if tag <= stichtag and n % 7 > 0:
            weiter = tag + timedelta(days=10)
            werte = {"vollstaendig": n % 9 > 0, "weitergegeben_am": weiter if weiter <= stichtag else None}
            yield Fragebogen(zeitpunkt=zeitpunkt, ausgefuellt_am=tag, **werte, **_kopf(t))


def monate_abschliessen(stichtag: date) -> None:
    """The last month of every measure of the programme that has all its marks, closed and released by its lead."""
    leitungen = {n.organisation_id: n for n in Nutzer.objects.filter(rolle="bdl_leitung").order_by("-pk")}
    monat = Monat.von(stichtag).davor()
    for massnahme in _mit_leitung(leitungen):
        leitung = leitungen[massnahme.traeger_id]
        try:
            monat_abschliessen(leitung, massnahme, monat, stichtag)
        except ValidationError:
            continue  # nobody took part, or a mark is missing: it stays open, as in an office at work
        listen_freigeben(leitung, massnahme, monat, stichtag)


def _mit_leitung(leitungen: Iterable[int | None]) -> Iterable[Massnahme]:
    return Massnahme.objects.filter(foerderart="ESF", traeger__in=list(leitungen)).order_by("massnahmenummer")
