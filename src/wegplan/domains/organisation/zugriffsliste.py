"""The list of traces for Datenschutz: by person, colleague, day and kind (DS-12)."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.urls import reverse
from django.utils import timezone

from wegplan.kit.audit.models import Zugriff, Zugriffsart
from wegplan.kit.audit.suche import kundennummern, zugriffe_auf
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Tagfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig

from .access import Rolle
from .models import Nutzer, Organisation


class Zugriffsfilter(Filterformular):
    nutzer = Auswahlfilter(label="Wer")
    art = Auswahlfilter(label="Was", coerce=str, choices=Zugriffsart.choices)
    von = Tagfilter(label="von")
    bis = Tagfilter(label="bis")
    person = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


def namen() -> QuerySet[Any]:
    """Accounts with `wort`, as they stand in the choice: by name, else by user name."""
    name = Trim(Concat("last_name", Value(", "), "first_name", output_field=CharField()))
    return Nutzer.objects.annotate(wort=Coalesce(NullIf(name, Value(",")), "username", output_field=CharField()))


class Zugriffsliste(Liste):
    """Shows customer numbers, never names; reading it leaves a trace like every other list."""

    ansicht = "audit:liste"
    titel = "Zugriffe"
    einleitung = "Wer hat wann welche Akte gesehen, gedruckt oder ausgegeben? Diese Einträge lassen sich nicht ändern."
    formular = Zugriffsfilter
    standard = "-zeit"
    leer = ("Es gibt noch keine Zugriffe.", "")

    def auswahl(self) -> Mapping[str, QuerySet]:
        return {"nutzer": namen()}

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Zugriff]:
        person = filter.get("person")
        zugriffe = zugriffe_auf(person) if person else Zugriff.objects.all()
        if filter.get("nutzer"):
            zugriffe = zugriffe.filter(nutzer_id=filter["nutzer"])
        if filter.get("art"):
            zugriffe = zugriffe.filter(art=filter["art"])
        if filter.get("von"):
            zugriffe = zugriffe.filter(zeit__gte=_beginn(filter["von"]))
        if filter.get("bis"):
            zugriffe = zugriffe.filter(zeit__lt=_beginn(filter["bis"] + timedelta(days=1)))
        return zugriffe

    def einrichten(self, zeilen: list[Any]) -> list[Any]:
        wer = namen().in_bulk({z.nutzer_id for z in zeilen if z.nutzer_id})
        stellen = Organisation.objects.in_bulk({z.organisation_id for z in zeilen if z.organisation_id})
        nummern = kundennummern({pk for z in zeilen if (pk := self.person_id(z))})
        for zeile in zeilen:
            konto = wer.get(zeile.nutzer_id)
            zeile.wer = konto.wort if konto else "technischer Lauf"
            rolle = Rolle(zeile.rolle).label if zeile.rolle in Rolle.values else ""
            stelle = stellen.get(zeile.organisation_id)
            zeile.als = ", ".join(str(teil) for teil in (rolle, stelle) if teil)
            zeile.wen = _wen(zeile.personen, nummern)
        return zeilen

    def person_id(self, zeile: Any) -> int | None:
        """The person that the row names; a row about many names none."""
        return zeile.personen[0] if len(zeile.personen) == 1 else None

    spalten = (
        Spalte("zeit", "Zeit", sortierung=("zeit",), klasse="eng", fest=True),
        Spalte("wer", "Wer", zelle=lambda z: zweizeilig(z.wer, z.als)),
        Spalte("als", "Rolle und Stelle", standard=False),
        Spalte("art", "Was", wert=lambda z: z.get_art_display(), sortierung=("art",)),
        Spalte("wen", "Wen", zelle=lambda z: _wen_zelle(z)),
        Spalte("zweck", "Zweck"),
        Spalte("ansicht", "Seite", standard=False),
    )


def _beginn(tag: Any) -> datetime:
    return timezone.make_aware(datetime.combine(tag, time()))


def _wen(personen: list[int], nummern: dict[int, str]) -> str:
    if not personen:
        return ""
    if len(personen) > 1:
        return f"{len(personen)} Personen"
    return nummern.get(personen[0], "Person ohne Kundennummer")


def _wen_zelle(zeile: Any) -> str:
    if len(zeile.personen) != 1:
        return zeile.wen or "–"
    return verweis(f"{reverse('audit:liste')}?person={zeile.personen[0]}", zeile.wen)
