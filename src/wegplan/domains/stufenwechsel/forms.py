"""Forms of this area. They check form; the services check the rest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.domains.foerderplan.arten import Planverantwortung
from wegplan.domains.massnahme.models import Massnahme
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.auswahl import Auswahlfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .arten import ZIELSTUFEN, Grundlage, Interventionsausgang, Unterbrechungsart, Votum

SCHRITTE = 6  # of a standard procedure
WER = [("", "bitte wählen"), *Planverantwortung.choices]
ALLE_LESEN = "Träger, Regionalbüro und Jobcenter lesen mit. Bitte nichts über Gesundheit, Schulden oder Sucht."


class Textfeld(forms.CharField):
    """Several lines; browsers send them with a carriage return, the same text must always be the same."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class Empfehlung(forms.Form):
    """`quelle`: where the first words come from, "" for nowhere."""

    kennzeichen = Kennzeichenfeld()
    neue_stufe = AuswahlRadio(
        label="Empfohlene Stufe", choices=[(s.value, f"{s.value}: {s.label}") for s in ZIELSTUFEN]
    )
    begruendung = Textfeld(label="Begründung", max_length=2000, help_text=ALLE_LESEN)

    def __init__(self, *args: Any, quelle: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if quelle:
            self.fields["begruendung"].help_text = f"Vorbelegt aus: {quelle}. {ALLE_LESEN}"


class Einschaetzung(forms.Form):
    stand = Standfeld()
    grundlage = AuswahlRadio(label="Grundlage", choices=Grundlage.choices)
    einschaetzung = AuswahlRadio(label="Befürwortet das Regionalbüro den Wechsel?", choices=Votum.choices)
    einschaetzung_text = Textfeld(label="Einschätzung", max_length=2000, help_text=ALLE_LESEN)


class Zustimmung(forms.Form):
    stand = Standfeld()
    zustimmung = AuswahlRadio(label="Stimmt Ihre Stelle dem Wechsel zu?", choices=Votum.choices)
    zustimmung_text = Textfeld(label="Grund", max_length=1000, required=False, help_text="Bei „nein“ nötig.")


class Durchfuehrung(MitStichtag):
    kennzeichen = Kennzeichenfeld()
    massnahme = forms.TypedChoiceField(label="Neue Maßnahme", widget=Auswahlfeld)
    austritt = VergangenerTag(label="Letzter Tag in der bisherigen Stufe")
    eintritt = Datumsfeld(label="Eintritt in die neue Stufe")
    geplantes_ende = Datumsfeld(label="Geplantes Ende", required=False)

    def __init__(self, *args: Any, massnahmen: Sequence[Massnahme], stichtag: date, **kwargs: Any) -> None:
        super().__init__(*args, stichtag=stichtag, **kwargs)
        je_nummer = {str(m.pk): m for m in massnahmen}
        feld: Any = self.fields["massnahme"]
        feld.choices = [("", "bitte wählen"), *((nummer, str(m)) for nummer, m in je_nummer.items())]
        feld.coerce = je_nummer.__getitem__


class Verfahrensformular(forms.Form):
    """Up to SCHRITTE steps; the cleaned data hold the filled ones as `schritte`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nr in range(1, SCHRITTE + 1):
            was = f"{nr}. Schritt"
            self.fields[f"text_{nr}"] = forms.CharField(label=f"{was}: Was?", max_length=300, required=False)
            self.fields[f"wer_{nr}"] = forms.ChoiceField(
                label=f"{was}: Wer?", choices=WER, widget=Auswahlfeld, required=False
            )
            self.fields[f"tage_{nr}"] = forms.IntegerField(
                label=f"{was}: Tage nach dem Beginn", min_value=0, max_value=365, required=False
            )

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        schritte = []
        for nr in range(1, SCHRITTE + 1):
            werte = {teil: daten.get(f"{teil}_{nr}") for teil in ("text", "wer", "tage")}
            if not any(wert not in (None, "") for wert in werte.values()):
                continue
            for teil, frage in (("text", "Was?"), ("wer", "Wer?"), ("tage", "Wann?")):
                if werte[teil] in (None, "") and f"{teil}_{nr}" not in self.errors:
                    self.add_error(f"{teil}_{nr}", ValidationError(f"Zu diesem Schritt fehlt noch: {frage}"))
            schritte.append(werte)
        return {"schritte": schritte}


class Gefaehrdung(MitStichtag):
    am = VergangenerTag(label="Beginn")
    anlass = forms.CharField(label="Woran zeigt sich das?", max_length=500, help_text=ALLE_LESEN)


class Schrittergebnis(MitStichtag):
    am = VergangenerTag(label="Erledigt am")
    ergebnis = forms.CharField(
        label="Ergebnis", max_length=500, help_text=f"Entfällt der Schritt, sagen Sie warum. {ALLE_LESEN}"
    )


class Interventionsende(MitStichtag):
    am = VergangenerTag(label="Beendet am")
    ausgang = AuswahlRadio(label="Ausgang", choices=Interventionsausgang.choices)


class Unterbrechungsformular(forms.Form):
    art = AuswahlRadio(
        label="Art",
        choices=Unterbrechungsart.choices,
        help_text="Nur der Träger liest die Art; alle anderen sehen nur die Zeit.",
    )
    von = Datumsfeld(label="Von")
    bis = Datumsfeld(label="Bis", required=False, help_text="Leer: bis auf Weiteres.")
    grund = forms.CharField(
        label="Grund der Korrektur",
        max_length=200,
        required=False,
        help_text="Nur nötig, wenn ein Monat darin schon abgeschlossen ist.",
    )
