"""Plans of the made-up region (JPS-10, JPS-11): most participants of the programme have one, some are drafts."""

from collections.abc import Iterator
from datetime import date, timedelta

from wegplan.domains.foerderplan.models import Foerderziel, Planfassung, Zielschritt
from wegplan.domains.foerderplan.queries import inhalt, mit_zielen
from wegplan.domains.foerderplan.rules import pruefsumme, spaeteste_pruefung
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft

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
    fertige = []
    for nummer, f in enumerate(mit_zielen(Planfassung.objects.filter(stand="entwurf")).order_by("pk")):
        if nummer % 5 != 4:
            f.stand = "unterschrieben"
            f.unterschrieben_am = f.pruefung_am - timedelta(days=92)
            f.name_teilnehmend = f"{f.person.vorname} {f.person.nachname}"
            f.name_fachkraft = str(f.angelegt_von)
            f.pruefsumme = pruefsumme(inhalt(f))
            fertige.append(f)
    felder = ["stand", "unterschrieben_am", "name_teilnehmend", "name_fachkraft", "pruefsumme"]
    Planfassung.objects.bulk_update(fertige, felder, batch_size=500)
