"""The page of patterns: every component in all states, only in development and tests. Made-up data."""

from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from wegplan.kit.access import angemeldet

from . import diagramme
from .bausteine import Abschnitt, Reiter, Schritt
from .diagramme import Fenster, Marke, Reihe
from .formulare import AuswahlRadio, Datumsfeld
from .meldungen import melden

TAG = date(2026, 3, 5)
STELLENARTEN = [("arbeit", "Arbeit"), ("kuenstler", "Künstlerische Tätigkeit"), ("minijob", "Minijob")]


class MusterFormular(forms.Form):
    """Every kind of field once."""

    bezeichnung = forms.CharField(label="Bezeichnung", max_length=60)
    abgeschlossen_am = Datumsfeld(label="Abgeschlossen am", help_text="Der Tag der Unterschrift, nicht der Eingabe.")
    gueltig_bis = Datumsfeld(
        label="Gültig bis", required=False, help_text="Leer lassen, wenn sie bis auf Weiteres gilt."
    )
    stellenart = forms.ChoiceField(label="Stellenart", choices=[("", "Bitte wählen"), *STELLENARTEN])
    art = AuswahlRadio(
        label="Art",
        choices=[("EV", "Eingliederungsvereinbarung"), ("KOOP", "Kooperationsplan")],
        help_text="Beide zählen.",
    )
    merkmale = forms.MultipleChoiceField(
        label="Merkmale",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("stelle", "Stelle betreut"), ("profil", "Profil betreut")],
    )
    notiz = forms.CharField(label="Notiz", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    nachweis = forms.FileField(label="Nachweis", required=False, help_text="PDF, höchstens 5 MB.")
    bestaetigt = forms.BooleanField(label="Ich habe mit der Person darüber gesprochen")

    def clean(self) -> dict:
        daten = super().clean() or {}
        von, bis = daten.get("abgeschlossen_am"), daten.get("gueltig_bis")
        if von and bis and bis < von:
            self.add_error("gueltig_bis", "Das Ende liegt vor dem Abschluss am " + von.strftime("%d.%m.%Y") + ".")
        return daten


class MusterFilter(forms.Form):
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "jeder Stand"), ("fehlt", "fehlt")])
    team = forms.ChoiceField(
        label="Team", required=False, choices=[("", "alle Teams"), ("1", "Team 1"), ("2", "Team 2")]
    )
    ab = Datumsfeld(label="Ende ab", required=False)
    nur_offen = forms.BooleanField(label="nur offene", required=False)


def _zeilen() -> list[dict]:
    namen = ["Ahrens, Mila", "Bergmann, Jonas", "Çelik, Deniz", "Ullrich-Wagenknecht, Konstantin", "Zander, Grete"]
    staende = [
        ("erledigt", "gut"),
        ("fehlt", "schlecht"),
        ("läuft vor Austritt ab", "achtung"),
        ("nicht nötig", "ruhig"),
    ]
    return [
        {
            "name": namen[i % len(namen)],
            "ende": TAG + timedelta(days=i * 9 - 4),
            "stand": staende[i % len(staende)],
            "zaehlt": staende[(i + 1) % len(staende)],
            "tage": i * 9 - 4,
        }
        for i in range(230)
    ]


def _weg() -> list[Abschnitt]:
    return [
        Abschnitt(
            "Vor der Maßnahme",
            [
                Schritt("Zuweisung", "erledigt", "erledigt", TAG - timedelta(days=140), wer="Jobcenter, Frau Kranz"),
                Schritt("Kurzgutachten", "entfaellt", "entfällt", text="Liegt aus dem Vorjahr vor."),
            ],
        ),
        Abschnitt(
            "Während der Maßnahme",
            [
                Schritt(
                    "Vermittlungsvorschlag", "ueberfaellig", "überfällig seit 4 Tagen", TAG - timedelta(days=4), url="#"
                ),
                Schritt(
                    "Teilnahme „Neustart Handwerk“",
                    "laeuft",
                    "läuft",
                    TAG - timedelta(days=120),
                    bis=TAG + timedelta(days=40),
                    quelle="Zuweisungsschreiben, Abschnitt 2.",
                ),
            ],
        ),
        Abschnitt("Nach der Maßnahme", [Schritt("Verbleib erfragen", "offen", "offen", TAG + timedelta(days=130))]),
    ]


def _bilder() -> dict[str, str]:
    monate = [f"2025-{m:02}" for m in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
    weit = [
        Decimal(w) for w in ["71.4", "74.2", "70.0", "78.1", "80.6", "79.2", "82.8", "85.0", "83.3", "88.2", "87.5"]
    ]
    eng = [w - 9 for w in weit]
    return {
        "verlauf": diagramme.verlauf(
            "Quote nach Berichtsmonat",
            "Die Quote im weiteren Sinne steigt von 71,4 auf 87,5 Prozent, im März 2026 gibt es keine Fälle.",
            [
                Reihe("im weiteren Sinne", list(zip(monate, [*weit, None], strict=True))),
                Reihe("im engeren Sinne", list(zip(monate, [*eng, None], strict=True))),
            ],
            ziel=Decimal(90),
        ),
        "balken": diagramme.balken(
            "Quote nach Team",
            "Team 3 liegt mit 92,3 Prozent vorn, Team 4 hat keine Fälle.",
            [
                ("Team 1", Decimal("87.5"), 48),
                ("Team 2", Decimal("64.0"), 25),
                ("Team 3", Decimal("92.3"), 13),
                ("Team 4", None, 0),
            ],
        ),
        "fenster": diagramme.fenster(
            "Fenster vor dem Austritt",
            "Im Fenster liegen eine Vereinbarung und eine Vermittlung, die nicht zählt.",
            TAG - timedelta(days=110),
            TAG + timedelta(days=24),
            [
                Fenster("engeres Fenster", TAG - timedelta(days=90), TAG),
                Fenster("weiteres Fenster", TAG - timedelta(days=90), TAG + timedelta(days=14)),
            ],
            [
                Marke(TAG - timedelta(days=61), "Vereinbarung geschlossen", "gut"),
                Marke(TAG - timedelta(days=100), "Vermittlungsvorschlag, vor dem Fenster", "ruhig"),
                Marke(TAG - timedelta(days=12), "Vermittlungsvorschlag, zählt nicht", "achtung"),
                Marke(TAG, "Austritt", "schlecht"),
            ],
            heute=TAG + timedelta(days=6),
        ),
    }


@angemeldet
def muster(request: HttpRequest) -> HttpResponse:
    """All components except forms. `?meldung=1` shows every kind of message first."""
    if "meldung" in request.GET:
        melden(
            request,
            "Die Vereinbarung vom 05.03.2026 ist gespeichert.",
            link=("Zur Akte", "#"),
            rueckgaengig=request.path,
        )
        melden(request, "Die Tabelle wird erstellt.", "info", link=("Meine Aufträge", "#"))
        melden(request, "Zwei Zeilen sind bereits abgezeichnet.", "warnung")
        melden(request, "Das Datenpaket wurde nicht eingelesen.", "fehler")
        return redirect("ui:muster")
    return render(
        request,
        "ui/muster.html",
        {
            "tag": TAG,
            "filter": MusterFilter(request.GET or None),
            "seite": Paginator(_zeilen(), 12).get_page(request.GET.get("seite")),
            "weg": _weg(),
            "reiter": [Reiter("Überblick", "?", aktiv=True), Reiter("Weg", "?"), Reiter("Vermittlung", "?", anzahl=3)],
            "frist": [TAG + timedelta(days=d) for d in (-4, -1, 0, 1, 3)],
            "eintritt": TAG - timedelta(days=120),
            "ende": TAG + timedelta(days=40),
            **_bilder(),
        },
    )


@angemeldet
def muster_formular(request: HttpRequest) -> HttpResponse:
    """Every kind of field; a POST checks it and shows the errors."""
    form = MusterFormular(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        melden(request, "Die Angaben sind in Ordnung; auf dieser Musterseite wird nichts gespeichert.", "info")
        return redirect("ui:muster_formular")
    return render(request, "ui/muster_formular.html", {"form": form, "abbrechen": reverse("ui:muster")})


@angemeldet
def muster_fehler(request: HttpRequest, nummer: int) -> HttpResponse:
    """Fail on purpose: 400, 403, 500, everything else 404."""
    if nummer == 400:
        raise SuspiciousOperation
    if nummer == 403:
        raise PermissionDenied("Ihre Rolle erlaubt diese Seite nicht.")
    if nummer == 500:
        raise RuntimeError("on purpose")
    raise Http404
