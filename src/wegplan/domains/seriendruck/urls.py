"""Addresses of serial printing. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import liste, views

app_name = "seriendruck"
urlpatterns = [
    path("", views.projekte, name="projekte"),
    path("ausgestellt/", liste.liste, name="ausstellungen"),
    path("massnahmen/<int:massnahme>/", views.auswahl, name="auswahl"),
    path("auftraege/<int:pk>/", views.ergebnis, name="ergebnis"),
    path("auftraege/<int:pk>/datei/", views.laden, name="laden"),
]
