"""Addresses of the providers' templates."""

from django.urls import path

from . import pruefseiten, views

app_name = "planvorlage"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<int:pk>/", views.fassung, name="fassung"),
    path("<int:pk>/datei/", views.datei, name="datei"),
    path("<int:pk>/muster/", views.muster, name="muster"),
    path("<int:pk>/einreichen/", views.einreichen, name="einreichen"),
    path("<int:pk>/zurueckziehen/", views.zurueckziehen, name="zurueckziehen"),
    path("<int:pk>/ausser-gebrauch/", views.zum_standard, name="zum_standard"),
    path("standard/<slug:art>/", views.standard, name="standard"),
    path("pruefung/", pruefseiten.liste, name="eingang"),
    path("pruefung/<int:pk>/", pruefseiten.pruefung, name="pruefung"),
    path("pruefung/<int:pk>/datei/", pruefseiten.datei, name="pruefung_datei"),
    path("pruefung/<int:pk>/muster/", pruefseiten.muster, name="pruefung_muster"),
]
