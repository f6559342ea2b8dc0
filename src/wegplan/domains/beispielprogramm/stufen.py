"""Standard procedures, interventions, changes of stage and interruptions of the made-up region (JPS-60 to JPS-64)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from wegplan.domains.anwesenheit.models import Ausnahmeart, Ausnahmezeit
from wegplan.domains.massnahme.models import Foerderart, Massnahme, Programmstufe
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.stufenwechsel.models import (
    Intervention,
    Interventionsschritt,
    Standardverfahren,
    Stufenwechsel,
    Unterbrechung,
)
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft

SCHRITTE: list[dict[str, Any]] = [
    {"text": "Gespräch mit der Person führen", "wer": "bdl", "tage": 2},
    {"text": "Regionalbüro und Jobcenter informieren", "wer": "bdl", "tage": 5},
    {"text": "Fallkonferenz mit allen Beteiligten", "wer": "rb", "tage": 14},
    {"text": "Ergebnis prüfen und festhalten", "wer": "bdl", "tage": 42},
]
NAECHSTE = {
    Programmstufe.QAB_D: Programmstufe.IEB,
    Programmstufe.QAB_K: Programmstufe.QAB_D,
    Programmstufe.VDB: Programmstufe.IEB,
    Programmstufe.IEB: "QAB-K",
}
Konten = dict[int | None, Nutzer]


def stufen_anlegen(stichtag: date) -> None:
    """All of it for running Teilnahmen of the programme without EZU, the same on every load; runs as wegplan_dienst."""
    konten = {n.organisation_id: n for n in Nutzer.objects.filter(rolle__in=("bdl", "rb", "ifk")).order_by("-pk")}
    verfahren = Standardverfahren.objects.bulk_create(_verfahren(konten, stichtag))
    laufend = Teilnahme.objects.filter(laeuft(stichtag), massnahme__foerderart=Foerderart.ESF)
    mit_konto = laufend.filter(massnahme__traeger__in=konten, massnahme__regionalbuero__in=konten)
    faelle = [
        (t, t.programmstufe or t.massnahme.programmstufe)
        for t in mit_konto.select_related("massnahme", "person").order_by("teilnahme_id")
        if (t.programmstufe or t.massnahme.programmstufe) in NAECHSTE and t.eintritt < stichtag - timedelta(days=30)
    ]
    Stufenwechsel.objects.bulk_create(_wechsel(faelle[4::15], konten, stichtag))
    _interventionen([t for t, _ in faelle[2::12]], verfahren, konten, stichtag)
    _unterbrechungen([t for t, _ in faelle[9::20]], konten, stichtag)


def _verfahren(konten: Konten, stichtag: date) -> Iterator[Standardverfahren]:
    projekte = Massnahme.objects.filter(foerderart=Foerderart.ESF, traeger__in=konten, regionalbuero__in=konten)
    projekte = projekte.select_related("traeger")
    for nummer, m in enumerate(projekte.exclude(programmstufe=Programmstufe.EZU).order_by("massnahmenummer")):
        vereinbart = nummer % 5 != 4
        yield Standardverfahren(
            massnahme=m,
            fassung=1,
            schritte=SCHRITTE,
            stelle=m.traeger,
            vereinbart_am=min(m.beginn + timedelta(days=30), stichtag) if vereinbart else None,
            vereinbart_von=konten[m.regionalbuero_id] if vereinbart else None,
        )


def _wechsel(faelle: list[tuple[Teilnahme, str]], konten: Konten, stichtag: date) -> Iterator[Stufenwechsel]:
    """Some wait for both, some for one side, some can be carried out."""
    for nummer, (t, stufe) in enumerate(faelle):
        stelle = t.person.jobcenter_id
        teil: dict[str, Any] = {}
        if nummer % 2:
            teil |= {"einschaetzung": "ja", "grundlage": "gespraech", "einschaetzung_text": "Traut sich mehr zu."}
            teil |= {"eingeschaetzt_am": stichtag, "eingeschaetzt_von": konten[t.massnahme.regionalbuero_id]}
        if nummer % 4 >= 2 and stelle in konten:
            teil |= {"zustimmung": "ja", "entschieden_am": stichtag, "entschieden_von": konten[stelle]}
        yield Stufenwechsel(
            wechsel_id=f"DEMO-{t.teilnahme_id}",
            person=t.person,
            teilnahme=t,
            alte_stufe=stufe,
            neue_stufe=NAECHSTE[Programmstufe(stufe)],
            begruendung="Die Ziele dieser Stufe sind erreicht, die nächste passt besser.",
            empfohlen_am=stichtag - timedelta(days=5 + nummer % 9),
            empfohlen_von=konten[t.massnahme.traeger_id],
            **teil,
        )


def _interventionen(
    faelle: list[Teilnahme], verfahren: list[Standardverfahren], konten: Konten, stichtag: date
) -> None:
    je_massnahme = {v.massnahme_id: v for v in verfahren if v.vereinbart_am}
    beginn = stichtag - timedelta(days=9)
    neue = Intervention.objects.bulk_create(
        Intervention(
            person=t.person,
            teilnahme=t,
            verfahren=je_massnahme[t.massnahme_id],
            begonnen_am=beginn,
            begonnen_von=konten[t.massnahme.traeger_id],
            anlass="Mehrmals unentschuldigt gefehlt, zieht sich in der Gruppe zurück.",
        )
        for t in faelle
        if t.massnahme_id in je_massnahme
    )
    Interventionsschritt.objects.bulk_create(
        Interventionsschritt(
            intervention=i,
            nummer=nr,
            text=s["text"],
            wer=s["wer"],
            faellig=beginn + timedelta(days=s["tage"]),
            erledigt_am=beginn + timedelta(days=1) if nr == 1 else None,
            erledigt_von=i.begonnen_von if nr == 1 else None,
            ergebnis="Gespräch geführt, die Person möchte bleiben." if nr == 1 else "",
        )
        for i in neue
        for nr, s in enumerate(SCHRITTE, 1)
    )


def _unterbrechungen(faelle: list[Teilnahme], konten: Konten, stichtag: date) -> None:
    """Of days to come: for those of the past there are marks."""
    zeiten = Ausnahmezeit.objects.bulk_create(
        Ausnahmezeit(
            person=t.person,
            teilnahme=t,
            art=Ausnahmeart.UNTERBRECHUNG,
            von=stichtag + timedelta(days=3),
            bis=stichtag + timedelta(days=60) if nummer % 2 else None,
            erfasst_von=konten[t.massnahme.traeger_id],
        )
        for nummer, t in enumerate(faelle)
    )
    Unterbrechung.objects.bulk_create(
        Unterbrechung(person_id=z.person_id, teilnahme_id=z.teilnahme_id, zeit=z, art="elternzeit") for z in zeiten
    )
