"""Addresses of plans. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import (
    anmerkung,
    ausgangslage,
    bildschirm,
    eigenworte,
    einsicht,
    kopie,
    planliste,
    scan,
    vergleichsseite,
    views,
    word,
)

app_name = "foerderplan"
urlpatterns = [
    path("personen/<int:pk>/foerderplan/", views.person, name="person"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/foerderplan/neu/", views.neu, name="neu"),
    path("foerderplaene/", planliste.liste, name="liste"),
    path("foerderplaene/<int:pk>/pdf/", kopie.pdf, name="pdf"),
    path("foerderplaene/<int:pk>/word/", word.word, name="word"),
    path("foerderplaene/<int:pk>/ausgehaendigt/", kopie.aushaendigen, name="aushaendigen"),
    path("foerderplaene/<int:pk>/scan/", scan.scan, name="scan"),
    path("foerderplaene/<int:pk>/einsicht/", einsicht.einsehen, name="einsehen"),
    path("foerderplaene/<int:pk>/vergleich/", vergleichsseite.vergleichen, name="vergleichen"),
    path("foerderplaene/einschaetzungen/<int:pk>/", ausgangslage.einschaetzung, name="einschaetzung"),
    path("foerderplaene/wuensche/<int:pk>/", ausgangslage.wunsch, name="wunsch"),
    path("foerderplaene/<int:pk>/eigenworte/<int:wort>/", eigenworte.uebernehmen, name="uebernehmen"),
    path("foerderplaene/<int:pk>/antwort/", eigenworte.aufnehmen, name="aufnehmen"),
    path("foerderplaene/<int:pk>/", views.fassung, name="fassung"),
    path("foerderplaene/<int:pk>/unterschreiben/", views.unterschreiben, name="unterschreiben"),
    path("foerderplaene/<int:pk>/vorbereiten/", bildschirm.vorbereiten, name="vorbereiten"),
    path("foerderplaene/<int:pk>/am-bildschirm/", bildschirm.unterschreiben, name="am_bildschirm"),
    path("foerderplaene/<int:pk>/rueckmeldung/", anmerkung.anmerken, name="anmerken"),
    path("foerderplaene/<int:pk>/ziele/neu/", views.ziel_neu, name="ziel_neu"),
    path("foerderplaene/ziele/<int:pk>/", views.ziel_aendern, name="ziel_aendern"),
    path("foerderplaene/ziele/<int:pk>/schritte/neu/", views.schritt_neu, name="schritt_neu"),
    path("foerderplaene/schritte/<int:pk>/", views.schritt_aendern, name="schritt_aendern"),
]
