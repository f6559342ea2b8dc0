"""Forms of a report. They check form; the services check the rest."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from wegplan.domains.qualifizierungsplan.queries import Modulstand
from wegplan.kit.eingabe.felder import JaNein, MitStichtag, VergangenerTag
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .arten import Empfang, Kenntnisnahme, Weg
from .models import LANG, Entwicklungsbericht
from .queries import feldname
from .rules import wort
from .vorgaben import anforderung

KURZ_HALTEN = "Regionalbüro, Agentur oder Jobcenter lesen das. Bitte nichts über Gesundheit, Schulden oder Sucht."


def _absatz(feld: str, zeilen: int = 5, hinweis: str = "") -> forms.CharField:
    return forms.CharField(
        label=feldname(feld),
        max_length=LANG,
        required=False,
        help_text=hinweis,
        widget=forms.Textarea(attrs={"rows": zeilen}),
    )


def _zahl(feld: str) -> forms.IntegerField:
    return forms.IntegerField(label=feldname(feld), min_value=0, max_value=200, required=False)


class _Text(forms.Form):
    """Browsers send lines with a carriage return; the same text must always be the same."""

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        return {name: w.replace("\r\n", "\n").strip() if isinstance(w, str) else w for name, w in daten.items()}


class Berichtsformular(_Text):
    """A draft is kept with gaps; what is missing stops the release only."""

    ziel_gefaehrdet = JaNein(label=feldname("ziel_gefaehrdet"))
    vorzeitiger_austritt = JaNein(label=feldname("vorzeitiger_austritt"))
    stufenwechsel = JaNein(label=feldname("stufenwechsel"), help_text="Bei Ja gehört unten die Begründung dazu.")
    arbeitsaufnahme_am = Datumsfeld(label=feldname("arbeitsaufnahme_am"), required=False)
    arbeitgeber = forms.CharField(label=feldname("arbeitgeber"), max_length=200, required=False)
    theorie = _absatz("theorie")
    praxis = _absatz("praxis", hinweis="Auch aus dem Praktikum.")
    persoenlich = _absatz("persoenlich", hinweis=KURZ_HALTEN)
    massnahmen = _absatz("massnahmen", hinweis="Was wurde getan, was ist geplant, um die Ziele zu erreichen?")
    unterstuetzung = _absatz(
        "unterstuetzung",
        3,
        "Wobei brauchen Sie das Regionalbüro, die Agentur oder das Jobcenter, zum Beispiel für einen Stufenwechsel? "
        "Wenn bei nichts, schreiben Sie „nein“.",
    )
    betreuung = _absatz("betreuung", 3, f"Worum es ging, soweit die Empfänger es brauchen. {KURZ_HALTEN}")
    begruendung_stufenwechsel = _absatz(
        "begruendung_stufenwechsel", 5, "Gern mit Vorschlägen zum weiteren Vorgehen und bis wann."
    )
    abschluss_stand = _absatz("abschluss_stand")
    abschluss_empfehlung = _absatz("abschluss_empfehlung")
    pruefungszulassung = forms.BooleanField(
        label="Die Anlage „QAB Zulassung zur Abschlussprüfung“ gehört zu diesem Bericht.", required=False
    )
    qualifizierungsziel = forms.CharField(label=feldname("qualifizierungsziel"), max_length=200, required=False)
    berichtsheft = JaNein(label=feldname("berichtsheft"))
    curriculum = JaNein(label=feldname("curriculum"))
    module_geplant = _zahl("module_geplant")
    module_bestanden = _zahl("module_bestanden")
    stand = Standfeld()

    def __init__(self, *args: Any, bis: date, **kwargs: Any) -> None:
        """`bis`: the end of the report's period, whose rules say what the release needs."""
        super().__init__(*args, **kwargs)
        gefragt = anforderung(bis)
        for anlage in gefragt.anlagen:
            for name in anlage.felder:
                self.fields[name].noetig_fuer = "für die Freigabe mit dieser Anlage"
        for name in gefragt.pflichtfelder:
            self.fields[name].noetig_fuer = "für die Freigabe"

    def clean(self) -> dict[str, Any]:
        werte = super().clean()
        geplant, bestanden = werte.get("module_geplant"), werte.get("module_bestanden")
        if geplant is not None and bestanden is not None and bestanden > geplant:
            self.add_error("module_bestanden", "Es können nicht mehr Module bestanden als geplant sein.")
        return werte


def anfangswerte(bericht: Entwicklungsbericht) -> dict[str, Any]:
    """The draft's values as the form shows them: yes and no as words."""
    ja_nein = {True: "ja", False: "nein", None: ""}
    return {
        name: ja_nein[getattr(bericht, name)] if isinstance(feld, JaNein) else getattr(bericht, name)
        for name, feld in Berichtsformular.base_fields.items()
        if name != "stand"
    }


def aus_dem_plan(form: Berichtsformular, plan: Modulstand | None) -> Berichtsformular:
    """Empty answers on the training start with the Qualifizierungsplan, and the fields name it (JPS-50)."""
    if plan is None:
        return form
    werte = {"qualifizierungsziel": plan.ziel, "module_geplant": plan.geplant, "module_bestanden": plan.bestanden}
    for name, wert in werte.items():
        if form.initial.get(name) in (None, ""):
            form.initial[name] = wert
        form.fields[name].help_text = f"Aus dem Qualifizierungsplan, Fassung {plan.fassung}: {wert}"
    return form


class NeuerBericht(forms.Form):
    quartal = forms.TypedChoiceField(label="Quartal", coerce=date.fromisoformat)

    def __init__(self, *args: Any, quartale: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wahl: Any = self.fields["quartal"]
        wahl.choices = [(q.isoformat(), wort(q)) for q in quartale]


class Freigabeformular(_Text, MitStichtag):
    kenntnisnahme = AuswahlRadio(label="Die Teilnehmerin oder der Teilnehmer", choices=Kenntnisnahme.choices)
    kenntnis_am = VergangenerTag(label="am", help_text="Tag der Kenntnisnahme, sonst der Tag des letzten Versuchs.")
    kenntnis_grund = forms.CharField(
        label="weil", max_length=500, required=False, help_text="Nötig außer bei den ersten beiden Antworten."
    )
    ort = forms.CharField(label="Ort", max_length=100)
    empfang = AuswahlRadio(label="An wen der Bericht geht", choices=Empfang.choices)
    weg = AuswahlRadio(label="Auf welchem Weg", choices=Weg.choices)


class Uebermittlungsformular(_Text, MitStichtag):
    weg = AuswahlRadio(label="Weg", choices=Weg.choices)
    am = VergangenerTag(label="Übermittelt am")
    an = forms.CharField(
        label="An wen",
        max_length=200,
        required=False,
        help_text="Nötig bei Post und verschlüsselter Datei: der Name der Person, die ihn bekommt.",
    )


class Entscheidungsformular(_Text):
    entscheidung = AuswahlRadio(
        label="Entscheidung", choices=[("annehmen", "Bericht annehmen"), ("zurueckgeben", "Bericht zurückgeben")]
    )
    grund = forms.CharField(
        label="Grund der Rückgabe",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nötig, wenn Sie den Bericht zurückgeben: Was fehlt, was soll anders werden?",
    )


class Papierantwort(Entscheidungsformular, MitStichtag):
    """What came back on paper."""

    am = VergangenerTag(label="Datum des Schreibens")
    durch = forms.CharField(label="Unterschrieben von", max_length=200, help_text="Der Name, der darunter steht.")
    field_order = ("entscheidung", "am", "durch", "grund")
