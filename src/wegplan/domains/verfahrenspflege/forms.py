"""Forms of an office's own procedure: what a rule file holds, without YAML. They check form, the rules the rest."""

from typing import Any

from django import forms

from wegplan.domains.massnahme.models import Foerderart, Programmstufe
from wegplan.domains.verfahren.worte import ROLLEN
from wegplan.kit.ui.formulare import Datumsfeld

from .worte import ANKER, BELEGE, PHASEN, VERBINDLICHKEITEN

RICHTUNGEN = (("vor", "davor"), ("nach", "danach"))
GRENZEN = [("", "wie vorgegeben")] + [(a, ANKER[a]) for a in ("eintritt", "geplantes_ende", "austritt")]
LAENDER = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}


def _haken(bezeichnung: str, wahlen: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    kwargs.setdefault("required", False)
    return forms.MultipleChoiceField(label=bezeichnung, choices=wahlen, widget=forms.CheckboxSelectMultiple, **kwargs)


def _radio(bezeichnung: str, wahlen: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=bezeichnung, choices=wahlen, widget=forms.RadioSelect, **kwargs)


def _zahl(bezeichnung: str, hoechstens: int, mindestens: int = 0, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=bezeichnung, min_value=mindestens, max_value=hoechstens, required=False, localize=False, **kwargs
    )


def _text(bezeichnung: str, zeilen: int = 3, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=bezeichnung, widget=forms.Textarea(attrs={"rows": zeilen}), **kwargs)


class Schrittformular(forms.Form):
    """A step without its days."""

    schluessel = forms.RegexField(
        label="Schlüssel",
        regex=r"^[A-Z]{2}-[A-Z]*\d*[a-z]?$",
        max_length=20,
        help_text="Zwei Großbuchstaben Ihrer Stelle, Bindestrich, Nummer, zum Beispiel NB-7.",
        error_messages={"invalid": "Der Schlüssel hat die Form NB-7: zwei Großbuchstaben, Bindestrich, Nummer."},
    )
    titel = forms.CharField(label="Was zu tun ist", max_length=120)
    phase = _radio("Phase", tuple(PHASEN.items()))
    zustaendig = forms.ChoiceField(label="Wer es schuldet", choices=tuple(ROLLEN.items()))
    mitwirkend = _haken("Wer mitwirkt", tuple(ROLLEN.items()))
    verbindlichkeit = _radio("Verbindlichkeit", tuple(VERBINDLICHKEITEN.items()))
    anlass = forms.CharField(
        label="Anlass",
        required=False,
        max_length=300,
        help_text="Nur für Schritte ohne Tag: wann sie nötig werden. Dann bleiben die Termine leer.",
    )
    belege = _haken(
        "Was den Schritt belegt", tuple(BELEGE.items()), help_text="Ohne Beleg wird der Schritt von Hand abgehakt."
    )
    beleg_von = forms.ChoiceField(label="Beleg zählt ab", choices=GRENZEN, required=False)
    beleg_von_tage = _zahl("Tage dazu (minus: davor)", 1500, -1500)
    beleg_bis = forms.ChoiceField(label="Beleg zählt bis", choices=GRENZEN, required=False)
    beleg_bis_tage = _zahl("Tage dazu (minus: davor)", 1500, -1500)
    gueltig_am_eintritt = forms.BooleanField(label="Der Beleg muss am Tag des Eintritts gültig sein", required=False)
    schliesst = forms.BooleanField(
        label="Der Schritt beendet die Handlungsstrategie",
        required=False,
        help_text="Er bleibt auch dann, wenn die Person vorzeitig Arbeit aufnimmt.",
    )
    erklaerung = _text("Erklärung", 4, help_text="Zwei, drei Sätze: was zu tun ist und warum.")
    fundstelle = _text("Fundstelle", 2, help_text="Dokument und Abschnitt, auf die sich der Schritt stützt.")
    lesart = _text("Lesart", 2, required=False, help_text="Wie eine unklare Stelle verstanden wird.")


class Terminformular(forms.Form):
    """One way the step gets its day. Wholly empty: there is none."""

    fuer = _haken("Für die Gruppen", ())
    programmstufen = _haken("Nur für die Stufen", Programmstufe.choices)
    anker = forms.ChoiceField(label="Gerechnet vom", choices=[("", "bitte wählen"), *ANKER.items()], required=False)
    bis_monate = _zahl("Monate", 48)
    bis_wochen = _zahl("Wochen", 200)
    bis_tage = _zahl("Tage", 1500)
    bis_richtung = forms.ChoiceField(label="Fällig", choices=RICHTUNGEN, required=False, initial="nach")
    bis_arbeitstage = _zahl("dann Arbeitstage", 60, 1, help_text="Zum Beispiel 5 für den 5. Arbeitstag danach.")
    letzter = forms.RegexField(
        label="Fester Tag im Jahr",
        regex=r"^\d{1,2}\.\d{1,2}\.$",
        required=False,
        help_text="Zum Beispiel 31.05.: der letzte solche Tag bis zum errechneten.",
        error_messages={"invalid": "Bitte Tag und Monat angeben, zum Beispiel 31.05."},
    )
    von_monate = _zahl("Monate", 48)
    von_wochen = _zahl("Wochen", 200)
    von_tage = _zahl("Tage", 1500, help_text="0 = der Zeitraum beginnt am Ankertag selbst.")
    von_richtung = forms.ChoiceField(label="Beginn", choices=RICHTUNGEN, required=False, initial="nach")
    alle_monate = _zahl("Wiederholt alle … Monate", 24, 1)
    ab_tagen = _zahl("Dauer ab … Tagen", 4000, 1)
    bis_tagen = _zahl("Dauer bis … Tage", 4000, 1)
    ab_monaten = _zahl("Dauer ab … Monaten", 120, 1)
    ueber_monaten = _zahl("Dauer über … Monate", 120, 1)
    unter_monaten = _zahl("Dauer unter … Monaten", 120, 1)
    strategie = forms.BooleanField(
        label="Nur mit Handlungsstrategie Absolventenmanagement", required=False, label_suffix=""
    )

    def __init__(self, *args: Any, gruppen: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fuer"].choices = gruppen

    def clean_letzter(self) -> str:
        """As the rule file writes it: month first."""
        tag, _, monat = self.cleaned_data["letzter"].rstrip(".").partition(".")
        return f"{int(monat):02}-{int(tag):02}" if monat else ""

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if self.has_changed() and not daten.get("anker") and "anker" not in self.errors:
            self.add_error("anker", "Wovon wird gerechnet?")
        if self.has_changed() and not daten.get("fuer") and "fuer" not in self.errors:
            self.add_error("fuer", "Bitte wählen Sie mindestens eine Gruppe.")
        return daten


Termine = forms.formset_factory(Terminformular, extra=1, can_delete=True)


class Gruppenformular(forms.Form):
    """A set of Förderarten that steps name."""

    name = forms.RegexField(
        label="Name der Gruppe",
        regex=r"^[A-Za-z][A-Za-z_-]*$",
        max_length=40,
        required=False,
        error_messages={"invalid": "Buchstaben, Bindestrich und Unterstrich, ohne Umlaute und Leerzeichen."},
    )
    arten = _haken("Förderarten", Foerderart.choices)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if bool(daten.get("name")) != bool(daten.get("arten")) and not self.errors:
            feld = "arten" if daten.get("name") else "name"
            self.add_error(feld, "Eine Gruppe braucht einen Namen und mindestens eine Förderart.")
        return daten


Gruppen = forms.formset_factory(Gruppenformular, extra=1, can_delete=True)


class Angabenformular(forms.Form):
    """The head of a procedure."""

    name = forms.CharField(label="Name des Verfahrens", max_length=200)
    bundesland = forms.ChoiceField(
        label="Bundesland",
        choices=[(f"DE-{kurz}", land) for kurz, land in LAENDER.items()],
        help_text="Seine Feiertage gelten, wo die Stelle selbst keines nennt.",
    )
    quelle = forms.CharField(label="Grundlage", max_length=300, help_text="Das Dokument, auf dem das Verfahren beruht.")
    stand = forms.CharField(label="Stand der Grundlage", max_length=200)
    monate = _zahl("Später Nachweis, Monate nach dem Ende", 24)
    monate_fundstelle = _text("Fundstelle für den späten Nachweis", 2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["monate"].required = True


class Inkraftformular(forms.Form):
    gilt_ab = Datumsfeld(
        label="Gilt für Eintritte ab", help_text="Teilnahmen, die früher begonnen haben, behalten ihr Verfahren."
    )
    anlass = _text("Was sich ändert und warum", 3, max_length=500)


class Ueberfuehrungsformular(forms.Form):
    ab = Datumsfeld(label="Ab", help_text="Was vorher fällig war, bleibt beim bisherigen Verfahren.")
    grund = _text("Grund", 3, max_length=500)


class Fallformular(Ueberfuehrungsformular):
    verfahren = forms.ChoiceField(label="Verfahren")
    field_order = ("verfahren", "ab", "grund")

    def __init__(self, *args: Any, verfahren: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verfahren"].choices = [("", "bitte wählen"), *verfahren]
