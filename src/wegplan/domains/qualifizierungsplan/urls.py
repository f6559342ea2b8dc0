"""Addresses of plans. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import ausbildungsseiten, katalog, kopie, planliste, views

app_name = "qualifizierungsplan"
TEILNAHME = "personen/<int:pk>/teilnahmen/<int:teilnahme>"
urlpatterns = [
    path("personen/<int:pk>/qualifizierungsplan/", views.person, name="person"),
    path(f"{TEILNAHME}/qualifizierungsplan/neu/", views.neu, name="neu"),
    path(f"{TEILNAHME}/ausbildung/", ausbildungsseiten.rahmen, name="rahmen"),
    path(f"{TEILNAHME}/verkuerzung/", ausbildungsseiten.verkuerzung, name="verkuerzung"),
    path(f"{TEILNAHME}/wechselpruefung/<int:monate>/", ausbildungsseiten.wechsel, name="wechsel"),
    path("qualifizierungsplaene/", planliste.liste, name="liste"),
    path("qualifizierungsplaene/<int:pk>/", views.fassung, name="fassung"),
    path("qualifizierungsplaene/<int:pk>/pdf/", kopie.pdf, name="pdf"),
    path("qualifizierungsplaene/<int:pk>/inhalt/", views.kopf, name="kopf"),
    path("qualifizierungsplaene/<int:pk>/module/neu/", views.modul_neu, name="modul_neu"),
    path("qualifizierungsplaene/<int:pk>/uebergeben/", views.uebergeben, name="uebergeben"),
    path("qualifizierungsplaene/module/<int:pk>/", views.modul_aendern, name="modul_aendern"),
    path("qualifizierungsplaene/module/<int:pk>/entfernen/", views.modul_entfernen, name="modul_entfernen"),
    path("qualifizierungsplaene/module/<int:pk>/ergebnis/", ausbildungsseiten.ergebnis, name="ergebnis"),
    path("massnahmen/<int:pk>/modulkatalog/", katalog.katalog, name="katalog"),
    path("massnahmen/<int:pk>/modulkatalog/neu/", katalog.modul_neu, name="katalogmodul_neu"),
    path("massnahmen/modulkatalog/<int:pk>/", katalog.modul_aendern, name="katalogmodul_aendern"),
    path("massnahmen/<int:pk>/modulergebnisse/", katalog.gruppe, name="gruppe"),
]
