"""Addresses of the Profiling. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import auftakt, veranstaltungen, views

app_name = "profiling"
urlpatterns = [
    path("personen/<int:pk>/profiling/", views.person, name="person"),
    path("profiling/zuweisungen/<int:pk>/", views.zuweisung, name="zuweisung"),
    path("profiling/zuweisungen/<int:pk>/auftakt/", auftakt.auftakt, name="auftakt"),
    path("profiling/zuweisungen/<int:pk>/vertragskopie/", auftakt.vertragskopie, name="vertragskopie"),
    path("profiling/vertragskopien/", auftakt.vertragskopien, name="vertragskopien"),
    path("veranstaltungen/", veranstaltungen.liste, name="veranstaltungen"),
    path("veranstaltungen/neu/", veranstaltungen.neu, name="veranstaltung_neu"),
    path("veranstaltungen/<int:pk>/", veranstaltungen.veranstaltung, name="veranstaltung"),
    path("veranstaltungen/<int:pk>/einladen/", veranstaltungen.einladen, name="einladen"),
    path("profiling/gutachten/<int:pk>/", views.gutachten, name="gutachten"),
    path("profiling/gutachten/<int:pk>/schreiben/", views.schreiben, name="schreiben"),
    path("profiling/gutachten/<int:pk>/geschuetzt/", views.geschuetzt, name="geschuetzt"),
    path("profiling/gutachten/<int:pk>/geschuetzt/schreiben/", views.schuetzen, name="schuetzen"),
    path("profiling/gutachten/<int:pk>/abschliessen/", views.abschliessen, name="abschliessen"),
    path("profiling/gutachten/<int:pk>/pdf/", views.pdf, name="pdf"),
]
