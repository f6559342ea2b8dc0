"""Addresses of the desk. They hold surrogate numbers only (DS-35); the one of a calendar is a secret by itself."""

from django.urls import path

from .views import kalender, mein, schritt, team, vertretung

app_name = "tisch"
urlpatterns = [
    path("mein-tag/", mein.mein, name="mein"),
    path("mein-tag/liste/", mein.liste, name="liste"),
    path("mein-tag/<int:pk>/erledigen/", schritt.erledigen, name="erledigen"),
    path("mein-tag/<int:pk>/verschieben/", schritt.verschieben, name="verschieben"),
    path("mein-tag/<int:pk>/abgeben/", schritt.abgeben, name="abgeben"),
    path("mein-tag/<int:pk>/vergeblich/", schritt.vergeblich, name="vergeblich"),
    path("mein-tag/<int:pk>/wieder-oeffnen/", schritt.oeffnen, name="oeffnen"),
    path("mein-tag/team/", team.team, name="team"),
    path("mein-tag/team/liste/", team.teamliste, name="teamliste"),
    path("mein-tag/team/stillstand/", team.stillstehend, name="stillstand"),
    path("mein-tag/vertretung/", vertretung.vertretung, name="vertretung"),
    path("mein-tag/vertretung/<int:pk>/beenden/", vertretung.beenden, name="vertretung_beenden"),
    path("mein-tag/kalender/", kalender.kalender, name="kalender"),
    path("kalender/<str:geheimnis>.ics", kalender.feed, name="ics"),
]
