"""Addresses of the evaluation. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from .views import abzeichnung, auswertung, faelle, fehlerliste, vorschau

app_name = "auswertung"
urlpatterns = [
    path("vorschau/", vorschau.vorschau, name="vorschau"),
    path("fehlerliste/", fehlerliste.fehlerliste, name="fehlerliste"),
    path("abzeichnen/", abzeichnung.abzeichnen, name="abzeichnen"),
    path("auswertung/", auswertung.auswertung, name="auswertung"),
    path("auswertung/faelle/", faelle.faelle, name="faelle"),
]
