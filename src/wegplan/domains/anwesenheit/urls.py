"""Addresses of attendance. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import meldungen, monatslisten, monatsseiten, views
from .unterschriften import unterschriften

app_name = "anwesenheit"
urlpatterns = [
    path("", views.gruppen, name="gruppen"),
    path("meldungen/", meldungen.liste, name="meldungen"),
    path("meldungen/<int:pk>/kenntnis/", meldungen.kenntnis, name="kenntnis"),
    path("monate/", monatsseiten.monate, name="monate"),
    path("monate/<int:massnahme>/<slug:monat>/", monatsseiten.monat, name="monat"),
    path("monate/<int:massnahme>/<slug:monat>/abschliessen/", monatsseiten.abschliessen, name="monat_abschliessen"),
    path("monate/<int:massnahme>/<slug:monat>/freigeben/", monatsseiten.freigeben, name="monat_freigeben"),
    path("listen/", monatslisten.listen, name="listen"),
    path("listen/<int:pk>/", monatslisten.monatsliste, name="monatsliste"),
    path("listen/<int:pk>/xlsx/", monatslisten.xlsx, name="monatsliste_xlsx"),
    path("listen/<int:pk>/pdf/", monatslisten.pdf, name="monatsliste_pdf"),
    path("<int:massnahme>/<slug:woche>/", views.woche, name="woche"),
    path("<int:massnahme>/unterschriften/<slug:monat>.pdf", unterschriften, name="unterschriften"),
]
