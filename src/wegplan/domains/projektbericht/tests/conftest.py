"""A project of the programme with provider and Regionalbüro; records as the hand-worked cases write them."""

from datetime import date, timedelta
from typing import Any

import pytest

from wegplan.domains.anwesenheit.models import Anwesenheit
from wegplan.domains.foerderung.models import Foerderleistung, Praktikum, Zertifikat
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.person.models import Person
from wegplan.domains.projektbericht.models import Gremiensitzung, Mobilitaetshilfe, Unternehmenskontakt
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.zielvereinbarung.tests.conftest import als, anweisungen, bestand, konto, spuren, text

__all__ = ["als", "anweisungen", "bestand", "konto", "spuren", "text"]
TAG = date(2026, 4, 7)
QUARTAL = date(2026, 1, 1)
ZEICHEN = {"a": "anwesend", "k": "krank", "e": "entschuldigt", "u": "unentschuldigt"}


@pytest.fixture
def projekt(bestand: Any, als_dienst: Any, settings: Any) -> Massnahme:
    """A project that runs since 2025 and has nobody yet; today is TAG."""
    settings.WEGPLAN_STICHTAG = TAG.isoformat()
    with als_dienst():
        vorbild = Massnahme.objects.get(massnahmenummer="P-IEB")
        return Massnahme.objects.create(
            massnahmenummer="P-NEU",
            titel="Projekt Neu",
            foerderart="ESF",
            programmstufe="IEB",
            traeger=konto(als_dienst, "bdl").organisation,
            regionalbuero=konto(als_dienst, "rb").organisation,
            beginn=date(2025, 5, 1),
            ende=date(2026, 12, 31),
            zweckbindung=vorbild.zweckbindung,
        )


def fall_anlegen(projekt: Massnahme, fall: dict[str, Any], wer: Any) -> None:
    """The records of one case; runs as wegplan_dienst."""
    for nr, angaben in enumerate(fall.get("teilnahmen", [])):
        _teilnahme(projekt, nr, angaben)
    rahmen = {"massnahme": projekt, "erfasst_von": wer}
    for nr, k in enumerate(fall.get("kontakte", [])):
        Unternehmenskontakt.objects.create(kennung=f"K{nr}", art="besuch", **rahmen, **k)
    for nr, h in enumerate(fall.get("hilfen", [])):
        Mobilitaetshilfe.objects.create(kennung=f"H{nr}", art="training", ergebnis="Weg bekannt", **rahmen, **h)
    for nr, s in enumerate(fall.get("sitzungen", [])):
        werte = {"gremium": "Beirat", "beteiligte": "Kammer", "ergebnis": "Bedarf gemeldet"}
        Gremiensitzung.objects.create(kennung=f"S{nr}", **werte, **rahmen, **s)


def _teilnahme(projekt: Massnahme, nr: int, angaben: dict[str, Any]) -> None:
    vorbild = Person.objects.order_by("pk").first()
    assert vorbild is not None
    stelle = {"jobcenter": vorbild.jobcenter, "team": vorbild.team}
    p = Person.objects.create(vorname=f"Nr. {nr}", nachname="Fall", geburtsdatum=date(1990, 1, 1), **stelle)
    t = Teilnahme.objects.create(
        teilnahme_id=f"F-{projekt.pk}-{nr}",
        person=p,
        massnahme=projekt,
        eintritt=angaben["eintritt"],
        austritt=angaben.get("austritt"),
        austrittsgrund=angaben.get("grund", ""),
    )
    kopf = {"person": p, "teilnahme": t}
    for ort, feld in (("traeger", "anwesenheit"), ("praktikum", "praktikumstage")):
        for beginn, folge in angaben.get(feld, {}).items():
            for i, zeichen in enumerate(folge):
                tag = beginn + timedelta(days=i)
                Anwesenheit.objects.create(datum=tag, lernort=ort, status=ZEICHEN[zeichen], **kopf)
    for i, x in enumerate(angaben.get("leistungen", [])):
        werte = {"art": x["art"], "tag": x["tag"], "umfang_minuten": x.get("minuten")}
        Foerderleistung.objects.create(leistung_id=f"L-{t.pk}-{i}", **werte, **kopf)
    for i, x in enumerate(angaben.get("zertifikate", [])):
        werte = {"art": x["art"], "erworben_am": x.get("am"), "mit_zertifikat": x.get("mit"), "bezeichnung": "Kurs"}
        Zertifikat.objects.create(zertifikat_id=f"Z-{t.pk}-{i}", **werte, **kopf)
    for i, x in enumerate(angaben.get("praktika", [])):
        werte = {"beginn": x["beginn"], "ende": x.get("ende"), "erster_arbeitsmarkt": x.get("markt")}
        werte |= {"selbst_gesucht": x.get("selbst"), "auswertung_erfolgt": x.get("ausgewertet")}
        Praktikum.objects.create(praktikum_id=f"P-{t.pk}-{i}", **werte, **kopf)
