"""Entry forms of the Profiling and of the opening talk. They check form; the services check the rest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.domains.massnahme.models import Massnahme, Programmstufe
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.uebergang.arten import Profilingergebnis
from wegplan.domains.uebergang.forms import Objektauswahl
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .arten import Abschnitt, Besuch
from .models import Einladung

NICHTS_GESUNDHEIT = "Nichts über Gesundheit, Schulden oder Sucht: dafür gibt es die geschützten Angaben."

# by Abschnitt.pflicht: what the label says beside "nötig"; "" stays optional
PFLICHTWORTE = {"": "", "immer": "zum Abschließen", "geeignet": "zum Abschließen als geeignet"}


def _absatz(laenge: int = 4000, zeilen: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=laenge, widget=forms.Textarea(attrs={"rows": zeilen}), **kwargs)


def _einheitlich(werte: dict[str, Any]) -> dict[str, Any]:
    """Browsers send lines with a carriage return; the same text must always be the same."""
    return {name: w.replace("\r\n", "\n") if isinstance(w, str) else w for name, w in werte.items()}


class Beginnformular(MitStichtag):
    begonnen_am = VergangenerTag(label="Begonnen am")


class Abschnittsformular(forms.Form):
    """One text per section; nothing is compulsory while it is a draft. `quellen`: section → where its first words come
    from, said below the field."""

    stand = Standfeld()

    def __init__(
        self, *args: Any, abschnitte: Sequence[Abschnitt], quellen: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for a in abschnitte:
            woher = f"Vorbelegt aus: {quellen[a.schluessel]}." if quellen and a.schluessel in quellen else ""
            hilfe = " ".join(teil for teil in (a.hilfe, woher) if teil)
            feld: Any = _absatz(label=a.titel, help_text=hilfe, required=False)
            feld.noetig_fuer = PFLICHTWORTE[a.pflicht]
            self.fields[a.schluessel] = feld

    def clean(self) -> dict[str, Any]:
        return _einheitlich(super().clean() or {})


class Abschlussformular(MitStichtag):
    """`mit_ergebnis`: a Kurzgutachten has a result; EZU's document has none."""

    abgeschlossen_am = VergangenerTag(label="Abgeschlossen am")
    ergebnis = AuswahlRadio(label="Ergebnis", choices=Profilingergebnis.choices)
    stufe = AuswahlRadio(
        label="Empfohlene Stufe", choices=[*Programmstufe.choices, ("", "keine")], required=False, initial=""
    )
    massnahme = Objektauswahl(label="Empfohlenes Projekt", required=False, empty_value=None)
    name_fachkraft = forms.CharField(label="Name der Fachkraft", max_length=200)

    def __init__(self, *args: Any, mit_ergebnis: bool, massnahmen: Sequence[Massnahme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if mit_ergebnis:
            self.fields["massnahme"].setzen(massnahmen)
        else:
            del self.fields["ergebnis"], self.fields["stufe"], self.fields["massnahme"]

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        if werte.get("ergebnis") == Profilingergebnis.GEEIGNET and not werte.get("stufe"):
            self.add_error("stufe", ValidationError("Wer geeignet ist, bekommt eine Stufe empfohlen."))
        return werte


class Grundformular(forms.Form):
    """An own reason for reading protected data (DS-05); it stands in the record of accesses."""

    grund = forms.CharField(
        label="Wofür brauchen Sie die geschützten Angaben?",
        min_length=5,
        max_length=200,
        help_text="Ihr Name und dieser Grund werden festgehalten. Nennen Sie keine Diagnosen.",
    )


class Auftaktformular(MitStichtag):
    """`mit_tag`: the day is open as long as the assignment is."""

    stand = Standfeld()
    auftakt_am = VergangenerTag(label="Auftaktgespräch am")
    mit_rb = forms.CharField(label="Dabei für das Regionalbüro", max_length=200)
    mit_bdl = forms.CharField(label="Dabei für den Träger", max_length=200)
    mit_tn = forms.BooleanField(label="Die Person selbst war dabei", required=False)
    qualifizierung = _absatz(2000, label="Vereinbart zum Verlauf der Qualifizierung", help_text=NICHTS_GESUNDHEIT)
    betreuung = _absatz(2000, label="Vereinbart zur sozialpädagogischen Betreuung")
    unterstuetzung = _absatz(2000, label="Vereinbart zur individuellen Unterstützung")

    def __init__(self, *args: Any, stichtag: date, mit_tag: bool, **kwargs: Any) -> None:
        super().__init__(*args, stichtag=stichtag, **kwargs)
        if not mit_tag:
            del self.fields["auftakt_am"]

    def clean(self) -> dict[str, Any]:
        return _einheitlich(super().clean() or {})


class Vertragsformular(MitStichtag):
    stand = Standfeld()
    vertragskopie_am = VergangenerTag(label="Kopie des Vertrags erhalten am")


class Veranstaltungsformular(forms.Form):
    kennzeichen = Kennzeichenfeld()
    am = Datumsfeld(label="Tag")
    ort = forms.CharField(label="Ort", max_length=200)
    amt = Objektauswahl(label="Für wen", required=False, empty_value=None)
    plaetze = forms.IntegerField(label="Plätze", min_value=1, max_value=500)

    def __init__(self, *args: Any, aemter: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amt"].setzen(aemter)


class Einladungsformular(MitStichtag):
    """Whom to invite: boxes in the order of the list."""

    eingeladen_am = VergangenerTag(label="Eingeladen am")
    zuweisungen = forms.TypedMultipleChoiceField(
        label="Personen",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Wählen Sie mindestens eine Person."},
    )

    def __init__(self, *args: Any, einladbare: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zuweisungen"].choices = [(z.pk, _wer(z)) for z in einladbare]


def _wer(zuweisung: Any) -> str:
    seit = zuweisung.wartet_seit or zuweisung.zugewiesen_am
    return f"{zuweisung.person}, {'wartet' if zuweisung.wartet_seit else 'zugewiesen'} seit {seit:%d.%m.%Y}"


class Besuchsformular(forms.Form):
    """One row of buttons per invited person: the whole event on one screen, by keyboard.

    `war_<number>` is what the screen showed: a change of somebody else meanwhile is not overwritten (DS-31)."""

    def __init__(self, *args: Any, einladungen: Sequence[Einladung], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.einladungen = einladungen
        for e in einladungen:
            self.fields[f"besuch_{e.pk}"] = AuswahlRadio(label=str(e.person), choices=Besuch.choices, initial=e.besuch)
            self.fields[f"war_{e.pk}"] = forms.CharField(widget=forms.HiddenInput, initial=e.besuch)

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        for e in self.einladungen:
            war, neu = werte.get(f"war_{e.pk}"), werte.get(f"besuch_{e.pk}")
            if war != e.besuch and neu != e.besuch:
                satz = f"Inzwischen steht hier „{e.get_besuch_display()}“. Gilt Ihres, speichern Sie noch einmal."
                self.add_error(f"besuch_{e.pk}", ValidationError(satz))
                self.data = self.data.copy()
                self.data[f"war_{e.pk}"] = e.besuch
        return werte

    def besuche(self) -> dict[int, str]:
        """Number of the invitation → outcome."""
        return {e.pk: self.cleaned_data[f"besuch_{e.pk}"] for e in self.einladungen}
