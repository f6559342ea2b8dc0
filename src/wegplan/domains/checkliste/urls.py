"""Addresses of the Checkliste. They hold surrogate numbers, keys of steps and days only (DS-35)."""

from django.urls import path

from . import views
from .interventionen import interventionen

app_name = "checkliste"
urlpatterns = [
    path("checkliste/", views.projekte, name="projekte"),
    path("checkliste/rueckstaende/", views.rueckstaende, name="rueckstaende"),
    path("checkliste/wartet/", views.wartet, name="wartet"),
    path("checkliste/haken/<int:pk>/zuruecknehmen/", views.zuruecknehmen, name="zuruecknehmen"),
    path("checkliste/interventionen/", interventionen, name="interventionen"),
    path("projekte/<int:pk>/checkliste/", views.projekt, name="projekt"),
    path("projekte/<int:pk>/checkliste/beginn/", views.beginn, name="beginn"),
    path("projekte/<int:pk>/checkliste/<str:schritt>/", views.schritt, name="schritt"),
    path("projekte/<int:pk>/checkliste/<str:schritt>/abhaken/", views.abhaken, name="abhaken"),
]
