"""Addresses of attendance. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import meldungen, views
from .unterschriften import unterschriften

app_name = "anwesenheit"
urlpatterns = [
    path("", views.gruppen, name="gruppen"),
    path("meldungen/", meldungen.liste, name="meldungen"),
    path("meldungen/<int:pk>/kenntnis/", meldungen.kenntnis, name="kenntnis"),
    path("<int:massnahme>/<slug:woche>/", views.woche, name="woche"),
    path("<int:massnahme>/unterschriften/<slug:monat>.pdf", unterschriften, name="unterschriften"),
]
