"""What a report takes over from the file as of the end of its period, each part with the records it comes from.

`zusammenstellen` is pure; `akteninhalte` reads for any number of Teilnahmen with a fixed number of statements. The
result is JSON, days as 2026-03-05: frozen as it is at the release (JPS-50)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch

from wegplan.domains.anwesenheit.live import fehlzeiten_von
from wegplan.domains.anwesenheit.models import Lernort, Monatsabschluss
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.foerderplan.queries import mit_zielen
from wegplan.domains.foerderung.models import Foerderleistung, Praktikum, Zertifikat
from wegplan.domains.foerderung.queries import leistungen_von, praktika_von, zertifikate_von
from wegplan.domains.foerderung.rules import klasse_des_inhalts
from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.stufenwechsel.models import Intervention, Interventionsschritt
from wegplan.domains.teilnahme.models import Teilnahme

ORTE = {Lernort.TRAEGER: "beim BDL", Lernort.PRAKTIKUM: "im Praktikum", "gesamt": "gesamt"}
Zeitraum = tuple[date, date]


@dataclass(frozen=True)
class Aktenstand:
    """What the file of one Teilnahme says. `fehlzeiten`: (place, target days, missed, unexcused, percent) as JPS-33
    counts them up to the end; `abgeschlossen`: first days of the closed months of the measure."""

    fehlzeiten: Sequence[tuple[Any, ...]] = ()
    abgeschlossen: frozenset[date] = frozenset()
    praktika: Sequence[Praktikum] = ()
    leistungen: Sequence[Foerderleistung] = ()
    zertifikate: Sequence[Zertifikat] = ()
    plaene: Sequence[Planfassung] = field(default=())
    interventionen: Sequence[Intervention] = ()


def zusammenstellen(t: Teilnahme, zeitraum: Zeitraum, akte: Aktenstand) -> dict[str, Any]:
    """The content of a report on `zeitraum` (first and last day)."""
    return {
        "kopf": _kopf(t, zeitraum[1]),
        "fehlzeiten": _fehlzeiten(zeitraum, akte),
        "praktika": _praktika(akte.praktika, zeitraum),
        "foerderung": _foerderung(akte.leistungen, zeitraum),
        "zertifikate": _zertifikate(akte.zertifikate, zeitraum[1]),
        "plan": _plan(akte.plaene, zeitraum[1]),
        "intervention": _intervention(akte.interventionen, zeitraum),
    }


def _kopf(t: Teilnahme, bis: date) -> dict[str, Any]:
    stelle = t.jobcenter or t.person.jobcenter
    stufe = t.programmstufe or t.massnahme.programmstufe
    return {
        "name": f"{t.person.nachname}, {t.person.vorname}",
        "kundennummer": t.person.kundennummer or "",
        "projekt": str(t.massnahme),
        "beginn": t.eintritt.isoformat(),
        "geplantes_ende": _tag(t.geplantes_ende),
        "austritt": _tag(t.austritt if t.austritt and t.austritt <= bis else None),
        "stufe": stufe,
        "stelle": stelle.name if stelle else "",
        "traeger": t.massnahme.traeger.name if t.massnahme.traeger else "",
    }


def _tag(tag: date | None) -> str | None:
    return tag.isoformat() if tag else None


def _fehlzeiten(zeitraum: Zeitraum, akte: Aktenstand) -> dict[str, Any]:
    """Since the begin of the project, per place and in total, and the months of the period that are not closed."""
    zahlen = {ort: rest for ort, *rest in akte.fehlzeiten}
    zeilen = []
    for ort, name in ORTE.items():
        soll, fehltage, unentschuldigt, prozent = zahlen.get(ort, (0, 0, 0, None))
        zeilen.append(
            {
                "ort": name,
                "soll": soll,
                "fehltage": fehltage,
                "unentschuldigt": unentschuldigt,
                "prozent": None if prozent is None else str(prozent),
            }
        )
    offen = [m.isoformat() for m in _monate(*zeitraum) if m not in akte.abgeschlossen]
    return {"bis": zeitraum[1].isoformat(), "zeilen": zeilen, "eintraege": zeilen[-1]["soll"], "offene_monate": offen}


def _monate(von: date, bis: date) -> list[date]:
    nummern = range(von.year * 12 + von.month - 1, bis.year * 12 + bis.month)
    return [date(n // 12, n % 12 + 1, 1) for n in nummern]


def _praktika(praktika: Sequence[Praktikum], zeitraum: Zeitraum) -> dict[str, Any]:
    """Those that ran on a day of the period."""
    von, bis = zeitraum
    zeilen = [
        {
            "quelle": p.praktikum_id,
            "unternehmen": p.unternehmen,
            "von": p.beginn.isoformat(),
            "bis": _tag(p.ende),
            "taetigkeit": p.taetigkeit,
            "selbst_gesucht": p.selbst_gesucht,
            "ausgewertet": p.auswertung_erfolgt,
            "einschaetzung": p.einschaetzung,
        }
        for p in praktika
        if p.beginn <= bis and (p.ende is None or p.ende >= von)
    ]
    return {"zeilen": zeilen}


def _foerderung(leistungen: Sequence[Foerderleistung], zeitraum: Zeitraum) -> dict[str, Any]:
    """Services in the period. What care was about stays in the file (class besonders, DS-05)."""
    zeilen = [
        {
            "quelle": x.leistung_id,
            "art": x.art,
            "tag": x.tag.isoformat(),
            "inhalt": None if klasse_des_inhalts(x.art) == Feldklasse.BESONDERS else x.inhalt,
            "minuten": x.umfang_minuten,
        }
        for x in leistungen
        if zeitraum[0] <= x.tag <= zeitraum[1]
    ]
    return {"zeilen": zeilen}


def _zertifikate(zertifikate: Sequence[Zertifikat], bis: date) -> dict[str, Any]:
    """All since the begin of the project; one without a day counts as done."""
    zeilen = [
        {
            "quelle": z.zertifikat_id,
            "bezeichnung": z.bezeichnung,
            "am": _tag(z.erworben_am),
            "mit_zertifikat": z.mit_zertifikat,
        }
        for z in zertifikate
        if z.erworben_am is None or z.erworben_am <= bis
    ]
    return {"zeilen": zeilen}


def _plan(plaene: Sequence[Planfassung], bis: date) -> dict[str, Any]:
    """The goals of the version that was in force at the end."""
    gueltig = [p for p in plaene if p.unterschrieben_am and p.unterschrieben_am <= bis]
    plan = max(gueltig, key=lambda p: p.nummer, default=None)
    if plan is None:
        return {"fassung": None, "vom": None, "zeilen": []}
    zeilen = [
        {
            "horizont": z.get_horizont_display(),
            "wortlaut": z.wortlaut,
            "bis": z.bis.isoformat(),
            "zielstand": z.get_zielstand_display(),
        }
        for z in plan.ziele.all()
    ]
    return {"fassung": plan.nummer, "vom": _tag(plan.unterschrieben_am), "zeilen": zeilen}


def _intervention(interventionen: Sequence[Intervention], zeitraum: Zeitraum) -> dict[str, Any]:
    """Steps and results of the interventions that ran in the period, as they stood at its end (JPS-60)."""
    von, bis = zeitraum
    zeilen = [
        {
            "vom": i.begonnen_am.isoformat(),
            "schritt": s.text,
            "wer": s.get_wer_display(),
            "faellig": s.faellig.isoformat(),
            "erledigt": _tag(s.erledigt_am if s.erledigt_am and s.erledigt_am <= bis else None),
            "ergebnis": s.ergebnis if s.erledigt_am and s.erledigt_am <= bis else "",
        }
        for i in interventionen
        if i.begonnen_am <= bis and (i.beendet_am is None or i.beendet_am >= von)
        for s in i.schritte.all()
    ]
    return {"zeilen": zeilen}


def akteninhalte(teilnahmen: Mapping[int, tuple[Teilnahme, Zeitraum]]) -> dict[int, dict[str, Any]]:
    """The content by Teilnahme, ten statements for any number of them.

    The Teilnahmen were fetched "for this user" with person, Jobcenter, measure and provider."""
    if not teilnahmen:
        return {}
    von = min(z[0] for _, z in teilnahmen.values())
    bis = max(z[1] for _, z in teilnahmen.values())
    beginn = min(t.eintritt for t, _ in teilnahmen.values())
    fehlzeiten: dict[int, list[tuple[Any, ...]]] = {}
    for pk, *zeile in fehlzeiten_von(list(teilnahmen), beginn, bis):
        fehlzeiten.setdefault(pk, []).append(tuple(zeile))
    abgeschlossen = _abgeschlossen({t.massnahme_id for t, _ in teilnahmen.values()})
    praktika, leistungen = praktika_von(teilnahmen, bis), leistungen_von(teilnahmen, von, bis)
    zertifikate, plaene = zertifikate_von(teilnahmen, bis), _plaene(teilnahmen, bis)
    interventionen = _interventionen(teilnahmen, bis)
    return {
        pk: zusammenstellen(
            t,
            zeitraum,
            Aktenstand(
                fehlzeiten.get(pk, []),
                abgeschlossen.get(t.massnahme_id, frozenset()),
                praktika.get(pk, []),
                leistungen.get(pk, []),
                zertifikate.get(pk, []),
                plaene.get(pk, []),
                interventionen.get(pk, []),
            ),
        )
        for pk, (t, zeitraum) in teilnahmen.items()
    }


def _abgeschlossen(massnahmen: set[int]) -> dict[int, frozenset[date]]:
    gruppen: dict[int, set[date]] = {}
    for pk, monat in Monatsabschluss.objects.filter(massnahme__in=massnahmen).values_list("massnahme", "monat"):
        gruppen.setdefault(pk, set()).add(monat)
    return {pk: frozenset(monate) for pk, monate in gruppen.items()}


def _plaene(teilnahmen: Mapping[int, Any], bis: date) -> dict[int, list[Planfassung]]:
    gruppen: dict[int, list[Planfassung]] = {}
    for plan in mit_zielen(Planfassung.objects.filter(teilnahme__in=list(teilnahmen), unterschrieben_am__lte=bis)):
        gruppen.setdefault(plan.teilnahme_id, []).append(plan)
    return gruppen


def _interventionen(teilnahmen: Mapping[int, Any], bis: date) -> dict[int, list[Intervention]]:
    gruppen: dict[int, list[Intervention]] = {}
    schritte = Prefetch("schritte", Interventionsschritt.objects.order_by("nummer"))
    laufend = Intervention.objects.filter(teilnahme__in=list(teilnahmen), begonnen_am__lte=bis)
    for i in laufend.order_by("begonnen_am").prefetch_related(schritte):
        gruppen.setdefault(i.teilnahme_id, []).append(i)
    return gruppen
