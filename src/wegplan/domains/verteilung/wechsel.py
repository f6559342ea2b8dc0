"""Many cases at once (PX-04): preview, change and undo (PX-13), each in a fixed number of statements and inside the
request's transaction.

A snapshot of a person says what a change concerns: {"zustaendigkeiten": [[id, account, role, reason, from, to], …],
"schritte": [[id, delegated to], …]}, {"team": id} or {"teilnahmen": [[id, measure], …]}; days as ISO."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person, Zustaendigkeit, Zustaendigkeitsgrund
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Schritt, Stand

from .models import Sammelposten, Sammelwechsel, Wechselart
from .queries import sichtbare_wechsel
from .rules import EIN_TAG, Zeile, Ziel, zeilen

Schnappschuss = dict[str, Any]


class NichtRuecknehmbar(Exception):
    """The change cannot be taken back any more; the text is a German sentence."""


class Veraltet(Exception):
    """What was shown is not what would happen now; `zeilen` is the new preview."""

    def __init__(self, neue: list[Zeile]) -> None:
        super().__init__("Inzwischen hat sich etwas geändert.")
        self.zeilen = neue


def vorschau(nutzer: Any, personen: Collection[int], ziel: Ziel, sperren: bool = False) -> list[Zeile]:
    """What would happen to each chosen person that `nutzer` may give to somebody, by name. Two statements."""
    gewaehlt = Person.objects.fuer(nutzer, Aktion.FAELLE_VERTEILEN).filter(pk__in=personen)
    if sperren:
        gewaehlt = gewaehlt.select_for_update(of=("self",))
    gefunden = list(gewaehlt.select_related("team").order_by("sortierung", "pk"))
    nummern = [p.pk for p in gefunden]
    zustaendig = _zustaendigkeiten(nummern) if ziel.art == Wechselart.FACHKRAFT else {}
    teilnahmen: dict[int, list[Teilnahme]] = {}
    if ziel.art == Wechselart.MASSNAHME:
        for t in Teilnahme.objects.filter(person__in=nummern).select_related("massnahme").order_by("eintritt", "pk"):
            teilnahmen.setdefault(t.person_id, []).append(t)
    return zeilen(gefunden, zustaendig, teilnahmen, ziel)


def pruefsumme(ziel: Ziel, vorschau: Sequence[Zeile]) -> str:
    """Fingerprint of a preview: executing compares it, so that nothing happens that was not shown."""
    inhalt = [str(ziel), *(f"{z.person.pk}|{'|'.join(z.saetze)}|{z.abgelehnt}" for z in vorschau)]
    return hashlib.sha256("\n".join(inhalt).encode()).hexdigest()


def umstellen(
    nutzer: Any, personen: Collection[int], ziel: Ziel, kennzeichen: str, gezeigt: str
) -> tuple[Sammelwechsel, bool]:
    """Do what the preview with the fingerprint `gezeigt` said. Gives the change and whether it is new (DS-31).

    Raises Veraltet when the cases have changed since."""
    if vorhanden := Sammelwechsel.objects.filter(kennzeichen=kennzeichen, angelegt_von=nutzer).first():
        return vorhanden, False
    alle = vorschau(nutzer, personen, ziel, sperren=True)
    gehen = [z for z in alle if z.geht]
    if pruefsumme(ziel, alle) != gezeigt or not gehen:
        raise Veraltet(alle)
    wechsel = Sammelwechsel.objects.create(
        kennzeichen=kennzeichen,
        art=ziel.art,
        fachkraft=ziel.fachkraft,
        team=ziel.team,
        massnahme=ziel.massnahme,
        ab=ziel.ab,
        uebergabe_bis=ziel.uebergabe_bis,
        notiz=ziel.notiz,
        anzahl=len(gehen),
        angelegt_von=nutzer,
    )
    {
        Wechselart.FACHKRAFT: _fachkraft,
        Wechselart.TEAM: _team,
        Wechselart.MASSNAHME: _massnahme,
    }[Wechselart(ziel.art)](wechsel, gehen, ziel)
    return wechsel, True


def _fachkraft(wechsel: Sammelwechsel, gehen: list[Zeile], ziel: Ziel) -> None:
    """The new assignments first, so that open steps and access never lack an owner; the former ones end last."""
    nummern, neu = [z.person.pk for z in gehen], ziel.fachkraft
    vorher = _zustaendigkeiten(nummern)
    beenden = [alt for z in gehen for alt in z.beenden]
    abgegeben = _abgegeben(beenden)
    je_person: dict[int, list[list[int]]] = {}
    for schritt in abgegeben:
        je_person.setdefault(schritt.person_id, []).append([schritt.pk, schritt.an_id or 0])
    gemeinsam = {"von": ziel.ab, "grund": Zustaendigkeitsgrund.FACHKRAFT}
    Zustaendigkeit.objects.bulk_create(
        Zustaendigkeit(person_id=pk, nutzer=neu, rolle=neu.rolle, **gemeinsam) for pk in nummern
    )
    # without a role: on the desk the new one comes first, whatever role a step names
    Zustaendigkeit.objects.bulk_create(
        Zustaendigkeit(
            person_id=alt.person_id,
            nutzer_id=alt.nutzer_id,
            grund=Zustaendigkeitsgrund.UEBERGABE,
            von=ziel.ab,
            bis=ziel.uebergabe_bis,
        )
        for z in gehen
        for alt in z.uebergeben
    )
    enden, letzter = {alt.pk for alt in beenden}, ziel.ab - EIN_TAG
    nachher = _zustaendigkeiten(nummern)
    for zustaendigkeit in (z for liste in nachher.values() for z in liste if z.pk in enden):
        zustaendigkeit.bis = letzter
    _posten(
        wechsel,
        {pk: {**_bild(vorher.get(pk, ())), "schritte": je_person.get(pk, [])} for pk in nummern},
        {pk: {**_bild(nachher[pk]), "schritte": []} for pk in nummern},
    )
    Schritt.objects.filter(pk__in=[s.pk for s in abgegeben]).update(an=None)
    Zustaendigkeit.objects.filter(pk__in=enden).update(bis=letzter)


def _abgegeben(beenden: Iterable[Zustaendigkeit]) -> list[Schritt]:
    """Open steps that were delegated to whoever ends; they go with the case."""
    enden = Zustaendigkeit.objects.filter(
        pk__in=[alt.pk for alt in beenden], person=OuterRef("person"), nutzer=OuterRef("an")
    )
    return list(Schritt.objects.filter(Exists(enden), stand=Stand.OFFEN, an__isnull=False))


def _team(wechsel: Sammelwechsel, gehen: list[Zeile], ziel: Ziel) -> None:
    """The record first: with the team the right to write it may go."""
    _posten(
        wechsel,
        {z.person.pk: {"team": z.person.team_id} for z in gehen},
        {z.person.pk: {"team": ziel.team.pk} for z in gehen},
    )
    Person.objects.filter(pk__in=[z.person.pk for z in gehen]).update(team=ziel.team)


def _massnahme(wechsel: Sammelwechsel, gehen: list[Zeile], ziel: Ziel) -> None:
    paare = [(z.person.pk, z.teilnahme) for z in gehen if z.teilnahme]
    _posten(
        wechsel,
        {pk: {"teilnahmen": [[t.pk, t.massnahme_id]]} for pk, t in paare},
        {pk: {"teilnahmen": [[t.pk, ziel.massnahme.pk]]} for pk, t in paare},
    )
    Teilnahme.objects.filter(pk__in=[t.pk for _, t in paare]).update(massnahme=ziel.massnahme)


def _posten(wechsel: Sammelwechsel, vorher: dict[int, Schnappschuss], nachher: dict[int, Schnappschuss]) -> None:
    Sammelposten.objects.bulk_create(
        Sammelposten(wechsel=wechsel, person_id=pk, vorher=vorher[pk], nachher=nachher[pk]) for pk in vorher
    )


def _zustaendigkeiten(personen: Collection[int]) -> dict[int, list[Zustaendigkeit]]:
    """Assignments of colleagues by person."""
    je_person: dict[int, list[Zustaendigkeit]] = {}
    alle = Zustaendigkeit.objects.filter(person__in=personen, nutzer__isnull=False).select_related("nutzer")
    for zeile in alle.order_by("von", "pk"):
        je_person.setdefault(zeile.person_id, []).append(zeile)
    return je_person


def _bild(zeilen: Iterable[Zustaendigkeit]) -> Schnappschuss:
    bild = [
        [z.pk, z.nutzer_id, z.rolle, str(z.grund), z.von.isoformat(), z.bis.isoformat() if z.bis else None]
        for z in zeilen
    ]
    return {"zustaendigkeiten": sorted(bild)}


def neueres(wechsel: Sammelwechsel, posten: Sequence[Sammelposten]) -> list[Sammelposten]:
    """Those whose case somebody has changed since: their undo would lose that. One statement."""
    nummern = [p.person_id for p in posten]
    jetzt: dict[int, Schnappschuss]
    if wechsel.art == Wechselart.FACHKRAFT:
        jetzt = {pk: _bild(liste) for pk, liste in _zustaendigkeiten(nummern).items()}
    elif wechsel.art == Wechselart.TEAM:
        jetzt = {pk: {"team": team} for pk, team in Person.objects.filter(pk__in=nummern).values_list("pk", "team")}
    else:
        eigene = [t[0] for p in posten for t in p.nachher["teilnahmen"]]
        werte = Teilnahme.objects.filter(pk__in=eigene).values_list("person", "pk", "massnahme")
        jetzt = {person: {"teilnahmen": [[pk, massnahme]]} for person, pk, massnahme in werte}
    return [p for p in posten if jetzt.get(p.person_id) != {k: w for k, w in p.nachher.items() if k != "schritte"}]


def hindernis(nutzer: Any, wechsel: Sammelwechsel, posten: Sequence[Sammelposten]) -> str:
    """Why it cannot be taken back, as a German sentence; "" when it can. `posten`: those that `nutzer` may change."""
    if wechsel.zurueckgenommen_am:
        return "Diese Umstellung ist schon zurückgenommen."
    if len(posten) < wechsel.anzahl:
        return (
            "Nicht alle Fälle gehören noch zu Ihren Teams. Zurücknehmen kann dies die Leitung des Teams, das sie hat."
        )
    if geaendert := neueres(wechsel, posten):
        namen = "; ".join(str(p.person) for p in geaendert[:3]) + ("; …" if len(geaendert) > 3 else "")
        return f"Inzwischen wurde etwas Neueres geändert bei: {namen}. Ändern Sie diese Fälle einzeln."
    return ""


def eigene_posten(nutzer: Any, wechsel: Sammelwechsel) -> list[Sammelposten]:
    """The cases of a change that `nutzer` may give to somebody, by name."""
    posten = Sammelposten.objects.fuer(nutzer, Aktion.FAELLE_VERTEILEN).filter(wechsel=wechsel)
    return list(posten.select_related("person").order_by("person__sortierung", "person_id"))


def zuruecknehmen(nutzer: Any, pk: int, grund: str, stichtag: date) -> Sammelwechsel:
    """Put every case back to what it was before (PX-13), with a reason; the history keeps all three states.

    Access that the change gave ends with it: assignments that have begun end yesterday, others go.
    Raises Sammelwechsel.DoesNotExist, NichtRuecknehmbar."""
    wechsel: Sammelwechsel = sichtbare_wechsel(nutzer).select_for_update(of=("self",)).get(pk=pk)
    posten = eigene_posten(nutzer, wechsel)
    list(Person.objects.filter(pk__in=[p.person_id for p in posten]).select_for_update(of=("self",)).values_list("pk"))
    if satz := hindernis(nutzer, wechsel, posten):
        raise NichtRuecknehmbar(satz)
    wechsel.zurueckgenommen_am, wechsel.zurueckgenommen_von, wechsel.grund = timezone.now(), nutzer, grund
    wechsel.save(update_fields=["zurueckgenommen_am", "zurueckgenommen_von", "grund"])
    if wechsel.art == Wechselart.FACHKRAFT:
        _zustaendigkeiten_zurueck(posten, stichtag)
    elif wechsel.art == Wechselart.TEAM:
        _schreiben("person_person", "team_id", [(p.person_id, p.vorher["team"]) for p in posten])
    else:
        _schreiben("teilnahme_teilnahme", "massnahme_id", [tuple(t) for p in posten for t in p.vorher["teilnahmen"]])
    return wechsel


def _zustaendigkeiten_zurueck(posten: Sequence[Sammelposten], stichtag: date) -> None:
    alte = {z[0]: z[5] for p in posten for z in p.vorher["zustaendigkeiten"]}
    danach = {z[0]: z[5] for p in posten for z in p.nachher["zustaendigkeiten"]}
    neue = danach.keys() - alte.keys()
    _schreiben("person_zustaendigkeit", "bis", [(pk, bis) for pk, bis in alte.items() if danach[pk] != bis], "date")
    abgegeben = [tuple(s) for p in posten for s in p.vorher["schritte"]]
    _schreiben("verfahren_schritt", "an_id", abgegeben, nur="t.an_id is null and t.stand = 'offen'")
    begonnen = Q(von__lt=stichtag)
    laufend = Q(bis__isnull=True) | Q(bis__gte=stichtag)
    Zustaendigkeit.objects.filter(begonnen & laufend, pk__in=neue).update(bis=stichtag - timedelta(days=1))
    Zustaendigkeit.objects.filter(~begonnen, pk__in=neue).delete()


def _schreiben(tabelle: str, spalte: str, werte: Sequence[Any], typ: str = "bigint", nur: str = "true") -> None:
    """One column of many rows in one statement. `werte`: number of the row and its value; row security holds."""
    zeilen = json.dumps([{"id": pk, "wert": wert} for pk, wert in werte])
    with connection.cursor() as c:
        c.execute(
            f"update {tabelle} t set {spalte} = r.wert from jsonb_to_recordset(%s::jsonb) r(id bigint, wert {typ})"
            f" where t.id = r.id and {nur}",
            [zeilen],
        )


def nummern(posten: Sequence[Sammelposten]) -> set[int]:
    """The accounts, teams or measures that the snapshots name."""
    gefunden: set[int] = set()
    for bild in (b for p in posten for b in (p.vorher, p.nachher)):
        gefunden |= {z[1] for z in (*bild.get("zustaendigkeiten", ()), *bild.get("teilnahmen", ()))}
        gefunden |= {bild["team"]} if bild.get("team") else set()
    return gefunden
