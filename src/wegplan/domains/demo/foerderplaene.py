"""Plans of the made-up region (JPS-10, JPS-11): most participants of the programme have one, some are drafts."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F

from wegplan.domains.foerderplan.models import (
    Aushaendigung,
    Berufswunsch,
    Einschaetzung,
    Foerderziel,
    Planfassung,
    Zielanmerkung,
    Zielschritt,
)
from wegplan.domains.foerderplan.queries import SCHRITT, ZIEL, alle_ausgangslagen, inhalt, mit_zielen
from wegplan.domains.foerderplan.rules import pruefsumme, spaeteste_pruefung
from wegplan.domains.foerderplan.services import ausgangslage_anlegen
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft

# own level, professional's words per area; the numbers go round over the participants
WORTE = {
    "fachlich": "Arbeitet sorgfältig, braucht bei neuen Aufgaben eine Anleitung.",
    "sozial": "Kommt in der Gruppe gut zurecht, fragt selten um Hilfe.",
    "persoenlich": "Ist pünktlich, traut sich weniger zu, als sie oder er kann.",
    "hindernisse": "Der Weg zur Arbeit ist lang, die Kinderbetreuung am Nachmittag noch offen.",
}
WUENSCHE = ("In einem Lager oder Versand", "In einer Küche oder Kantine", "In der Pflege", "In einer Werkstatt")
NACH_EINTRITT = 21  # days until the first plan is signed
ZIELE = (
    ("nah", "fachlich", "Ich finde einen Betrieb für mein Praktikum.", "Drei Betriebe anrufen", 30),
    ("fern", "fachlich", "Ich arbeite später in einem festen Team.", "Mit der Anleitung passende Stellen suchen", 150),
)


def foerderplaene_anlegen(stichtag: date) -> None:
    """One version for every running Teilnahme of the programme but each eighth; each fifth of them is a draft.

    Accounts and Teilnahmen must be there; runs as wegplan_dienst."""
    konten = {n.organisation_id: n for n in Nutzer.objects.filter(rolle="bdl").order_by("-pk")}
    entwuerfe = Planfassung.objects.bulk_create(_fassungen(konten, stichtag))
    _ausgangslagen(entwuerfe)
    ziele = Foerderziel.objects.bulk_create(ziel for fassung in entwuerfe for ziel in _ziele(fassung))
    schritte = {wortlaut: (text, tage) for _, _, wortlaut, text, tage in ZIELE}
    Zielschritt.objects.bulk_create(
        Zielschritt(
            ziel=z,
            kennung=f"{z.kennung}-S1",
            text=schritte[z.wortlaut][0],
            verantwortlich="teilnehmende",
            bis=z.bis - timedelta(days=7),
        )
        for z in ziele
    )
    _unterschreiben()
    _fortschreiben(stichtag)
    _aushaendigen()
    _anmerken()


def _ausgangslagen(fassungen: list[Planfassung]) -> None:
    ausgangslage_anlegen([(None, f) for f in fassungen])
    werte = list(Einschaetzung.objects.filter(fassung__in=fassungen).order_by("fassung_id", "pk"))
    for nummer, e in enumerate(werte):
        e.selbst_stufe, e.fach_stufe = 1 + nummer % 4, 2 + nummer % 3
        e.fach_text = WORTE[e.bereich]
    Einschaetzung.objects.bulk_update(werte, ["selbst_stufe", "fach_stufe", "fach_text"], batch_size=1000)
    wuensche = list(Berufswunsch.objects.filter(fassung__in=fassungen).order_by("fassung_id"))
    for nummer, w in enumerate(wuensche):
        w.inhalte, w.wochenstunden = WUENSCHE[nummer % len(WUENSCHE)], (20, 30, 38)[nummer % 3]
    Berufswunsch.objects.bulk_update(wuensche, ["inhalte", "wochenstunden"], batch_size=1000)


def _fortschreiben(stichtag: date) -> None:
    """A draft after every sixth signed version, in which the participants see themselves a step further."""
    alte = mit_zielen(Planfassung.objects.filter(stand="unterschrieben")).order_by("pk")[::6]
    paare = [
        (
            alt,
            Planfassung(
                person_id=alt.person_id,
                teilnahme_id=alt.teilnahme_id,
                nummer=2,
                angelegt_von_id=alt.angelegt_von_id,
                pruefung_am=spaeteste_pruefung(stichtag),
            ),
        )
        for alt in alte
    ]
    Planfassung.objects.bulk_create(neu for _, neu in paare)
    ziele = [(z, neu) for alt, neu in paare for z in alt.ziele.all()]
    kopien = Foerderziel.objects.bulk_create(
        Foerderziel(fassung=neu, **{name: getattr(z, name) for name in ZIEL}) for z, neu in ziele
    )
    Zielschritt.objects.bulk_create(
        Zielschritt(ziel=kopie, **{name: getattr(s, name) for name in SCHRITT})
        for (z, _), kopie in zip(ziele, kopien, strict=True)
        for s in z.schritte.all()
    )
    ausgangslage_anlegen(list(paare))
    Einschaetzung.objects.filter(fassung__in=[neu for _, neu in paare]).update(selbst_stufe=F("selbst_stufe") + 1)


def _aushaendigen() -> None:
    """The copy is handed over three days after the signature; each seventh is still missing."""
    fertige = Planfassung.objects.filter(stand="unterschrieben").order_by("pk")
    Aushaendigung.objects.bulk_create(
        Aushaendigung(
            person_id=f.person_id,
            teilnahme_id=f.teilnahme_id,
            fassung=f,
            am=f.unterschrieben_am + timedelta(days=3),
            weg="persoenlich" if nummer % 4 else "post",
            von_id=f.angelegt_von_id,
        )
        for nummer, f in enumerate(fertige)
        if nummer % 7 != 6
    )


def _anmerken() -> None:
    """The Regionalbüro has answered two versions in three, each tenth with a remark."""
    konten = {k.organisation_id: k for k in Nutzer.objects.filter(rolle="rb")}
    fertige = Planfassung.objects.filter(stand="unterschrieben", teilnahme__massnahme__regionalbuero__in=konten)
    neue = []
    for nummer, f in enumerate(fertige.select_related("teilnahme__massnahme").order_by("pk")):
        text = "Bitte den nächsten Schritt mit einem Datum versehen." if nummer % 10 == 4 else ""
        wort, von = "anmerkung" if text else "einverstanden", konten[f.teilnahme.massnahme.regionalbuero_id]
        hang = {"person_id": f.person_id, "teilnahme_id": f.teilnahme_id, "fassung": f, "kennung": f"demo-{f.pk}"}
        neue.append(Zielanmerkung(**hang, rueckmeldung=wort, text=text, von=von))
    Zielanmerkung.objects.bulk_create(a for nummer, a in enumerate(neue) if nummer % 3)


def _fassungen(konten: dict[int | None, Nutzer], stichtag: date) -> Iterator[Planfassung]:
    laufend = Teilnahme.objects.filter(laeuft(stichtag), massnahme__foerderart="ESF", massnahme__traeger__in=konten)
    for nummer, t in enumerate(laufend.select_related("massnahme").order_by("teilnahme_id")):
        if nummer % 8 != 7:
            # as if gone on with every quarter: one in eight is late
            alter = (stichtag - t.eintritt).days - NACH_EINTRITT
            tag = stichtag - timedelta(days=alter % (105 if nummer % 8 == 3 else 85)) if alter >= 0 else stichtag
            yield Planfassung(
                person_id=t.person_id,
                teilnahme=t,
                nummer=1,
                angelegt_von=konten[t.massnahme.traeger_id],
                pruefung_am=spaeteste_pruefung(tag),
            )


def _ziele(fassung: Planfassung) -> Iterator[Foerderziel]:
    for nummer, (horizont, bereich, wortlaut, _, tage) in enumerate(ZIELE, 1):
        yield Foerderziel(
            fassung=fassung,
            kennung=f"Z{nummer}",
            horizont=horizont,
            bereich=bereich,
            wortlaut=wortlaut,
            verantwortlich="teilnehmende",
            bis=fassung.pruefung_am + timedelta(days=tage - 90),
            zielstand="laeuft",
        )


def _unterschreiben() -> None:
    """All but each fifth; the checksum is that of the pages."""
    entwuerfe = list(mit_zielen(Planfassung.objects.filter(stand="entwurf")).order_by("pk"))
    lagen = alle_ausgangslagen([f.pk for f in entwuerfe])
    fertige = []
    for nummer, f in enumerate(entwuerfe):
        if nummer % 5 != 4:
            f.stand = "unterschrieben"
            f.unterschrieben_am = f.pruefung_am - timedelta(days=92)
            f.name_teilnehmend = f"{f.person.vorname} {f.person.nachname}"
            f.name_fachkraft = str(f.angelegt_von)
            f.stufenfrage, f.stufengrund = "passt", "Die Stufe passt zu den Zielen."
            f.pruefsumme_ausgangslage = pruefsumme(lagen[f.pk].inhalt())
            f.pruefsumme = pruefsumme(inhalt(f))
            fertige.append(f)
    felder = [
        "stufenfrage",
        "stufengrund",
        "pruefsumme_ausgangslage",
        "stand",
        "unterschrieben_am",
        "name_teilnehmend",
        "name_fachkraft",
        "pruefsumme",
    ]
    Planfassung.objects.bulk_update(fertige, felder, batch_size=500)
