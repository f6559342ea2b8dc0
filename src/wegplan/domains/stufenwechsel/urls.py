"""Addresses of this area. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import risiko, views

app_name = "stufenwechsel"
urlpatterns = [
    path("stufenwechsel/", views.liste, name="liste"),
    path("stufenwechsel/<int:pk>/einschaetzen/", views.einschaetzen, name="einschaetzen"),
    path("stufenwechsel/<int:pk>/entscheiden/", views.entscheiden, name="entscheiden"),
    path("stufenwechsel/<int:pk>/durchfuehren/", views.durchfuehren, name="durchfuehren"),
    path("stufenwechsel/<int:pk>/zurueckziehen/", views.zurueckziehen, name="zurueckziehen"),
    path("personen/<int:pk>/stufe/", views.person, name="person"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/stufenwechsel/", views.empfehlen, name="empfehlen"),
    path("massnahmen/<int:pk>/warnzeichen/", views.warnzeichen, name="warnzeichen"),
    path("massnahmen/<int:pk>/standardverfahren/", risiko.verfahren, name="verfahren"),
    path("massnahmen/<int:pk>/standardverfahren/neu/", risiko.verfahren_neu, name="verfahren_neu"),
    path("standardverfahren/<int:pk>/bestaetigen/", risiko.bestaetigen, name="bestaetigen"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/intervention/", risiko.beginnen, name="beginnen"),
    path("interventionen/<int:pk>/schritte/<int:nummer>/", risiko.schritt, name="schritt"),
    path("interventionen/<int:pk>/beenden/", risiko.beenden, name="beenden"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/unterbrechung/", risiko.unterbrechen, name="unterbrechen"),
]
