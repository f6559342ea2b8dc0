"""The rival of the pages: the smallest Django views that show the same rows, with count, session and template engine.

Owner of the tables (no row security), no trace, no frame, no filter, no second wall; what a page needs is fetched the
way Django's documentation shows it (select_related, prefetch_related, Paginator)."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme

KOPF = "<!doctype html><html lang=de><title>{{ titel }}</title><body><h1>{{ titel }}</h1>"
LISTE = """<p>{{ seite.paginator.count }}</p><table>{% for p in seite %}<tr>
<th><a href="/personen/{{ p.pk }}/">{{ p.nachname }}, {{ p.vorname }}</a></th><td>{{ p.kundennummer }}</td>
<td>{{ p.geburtsdatum|date:"d.m.Y" }}</td><td>{{ p.team.name }}</td>
<td>{% for z in p.zustaendige %}{{ z.nutzer }}{% if not forloop.last %}, {% endif %}{% endfor %}</td>
<td>{% for t in p.laufende %}{{ t.massnahme.titel }} {{ t.massnahme.traeger.name }}{% endfor %}</td>
<td>{% for t in p.laufende %}{{ t.geplantes_ende|date:"d.m.Y" }}{% endfor %}</td>
</tr>{% endfor %}</table>{% if seite.has_next %}<a href="?seite={{ seite.next_page_number }}">Weiter</a>{% endif %}"""
PERSON = """<dl><dt>{{ p.kundennummer }}</dt><dd>{{ p.geburtsdatum|date:"d.m.Y" }} {{ p.team.name }}</dd></dl>
{% for z in p.zustaendige %}<p>{{ z.nutzer }} {{ z.von|date:"d.m.Y" }}</p>{% endfor %}
{% for t in teilnahmen %}<h2>{{ t.massnahme.titel }}</h2><p>{{ t.massnahme.traeger.name }} {{ t.eintritt|date:"d.m.Y" }}
{{ t.geplantes_ende|date:"d.m.Y" }} {{ t.austritt|date:"d.m.Y" }} {{ t.get_austrittsgrund_display }}</p>{% endfor %}
<ul>{% for v in vereinbarungen %}<li>{{ v.get_art_display }} {{ v.abgeschlossen_am|date:"d.m.Y" }}
{{ v.gueltig_bis|date:"d.m.Y" }}</li>{% endfor %}
{% for v in vermittlungen %}<li>{{ v.get_art_display }} {{ v.unterbreitet_am|date:"d.m.Y" }}
{{ v.get_stellenart_display }}</li>{% endfor %}
{% for s in strategien %}<li>{{ s.get_art_display }} {{ s.begonnen_am|date:"d.m.Y" }}</li>{% endfor %}</ul>"""
QUOTEN = (
    """<table>{% for z in zeilen %}<tr>{% for wert in z %}<td>{{ wert }}</td>{% endfor %}</tr>{% endfor %}</table>"""
)
_VORLAGEN: dict[str, object] = {}


def _antwort(text: str, **kontext: object) -> HttpResponse:
    vorlage = _VORLAGEN.setdefault(text, engines["django"].from_string(KOPF + text))
    return HttpResponse(vorlage.render(kontext))  # type: ignore[attr-defined]


def _gilt(heute: date) -> Prefetch:
    zeilen = Zustaendigkeit.objects.filter(nutzer__isnull=False, von__lte=heute).exclude(bis__lt=heute)
    return Prefetch("zustaendigkeiten", zeilen.select_related("nutzer"), to_attr="zustaendige")


def liste(request: HttpRequest) -> HttpResponse:
    """Fifty persons: of the advisor, or all."""
    heute = date.today()
    laufend = Teilnahme.objects.filter(eintritt__lte=heute, austritt=None)
    personen = Person.objects.select_related("team").order_by("sortierung", "pk")
    if request.user.rolle == "pap":
        personen = personen.filter(zustaendigkeiten__nutzer=request.user)
    personen = personen.prefetch_related(
        _gilt(heute), Prefetch("teilnahmen", laufend.select_related("massnahme__traeger"), to_attr="laufende")
    )
    return _antwort(LISTE, titel="Personen", seite=Paginator(personen, 50).get_page(request.GET.get("seite")))


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person with everything that the page shows of it."""
    heute, nutzer = date.today(), request.user
    p = Person.objects.select_related("team", "jobcenter").prefetch_related(_gilt(heute)).get(pk=pk)
    return _antwort(
        PERSON,
        titel=f"{p} {nutzer.username}",
        p=p,
        teilnahmen=p.teilnahmen.select_related("massnahme__traeger", "jobcenter"),
        vereinbarungen=p.vereinbarungen.order_by("-abgeschlossen_am"),
        vermittlungen=p.vermittlungen.order_by("-unterbreitet_am"),
        strategien=p.handlungsstrategien.order_by("-begonnen_am"),
    )


def auswertung(request: HttpRequest) -> HttpResponse:
    """The rates of thirteen months, of the lead's team or of the office, by the same compiled statement."""
    from wegplan.domains.absolventenmanagement.gestalt import Gestalt
    from wegplan.domains.absolventenmanagement.live import ausfuehren
    from wegplan.domains.absolventenmanagement.quelle import DATENBANK
    from wegplan.domains.absolventenmanagement.uebersetzung import anweisung, geordnet

    bis = date.today()
    wo = {"team": ["JC1-T0"]} if request.user.rolle == "tl" else {"jobcenter": ["JC1"]}
    frage = anweisung("cottbus", DATENBANK, "quoten", Gestalt(("monat",), frozenset(wo)))
    werte = {"von": (bis - timedelta(days=365)).replace(day=1), "bis": bis, **wo}
    zeilen = ausfuehren(geordnet(frage, frage.spalten, ()), werte, "true")
    return _antwort(QUOTEN, titel=f"Auswertung {request.user.username}", zeilen=zeilen)


urlpatterns = [
    path("personen/", liste),
    path("personen/<int:pk>/", person),
    path("auswertung/", auswertung),
]
