"""Addresses of the participants' own pages and of the invitation. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import einloesen, schreiben, verwalten, views

app_name = "zugang"
urlpatterns = [
    path("einladung/", einloesen.einloesen, name="einloesen"),
    path("personen/<int:pk>/zugang/", verwalten.person, name="person"),
    path("personen/<int:pk>/zugang/einladen/", verwalten.einladen, name="einladen"),
    path("personen/<int:pk>/zugang/beenden/", verwalten.beenden, name="beenden"),
    path("mein-plan/", views.plan, name="plan"),
    path("mein-plan/<int:pk>/", views.fassung, name="fassung"),
    path("mein-plan/<int:pk>/pdf/", views.plan_pdf, name="plan_pdf"),
    path("mein-plan/<int:pk>/antwort/", schreiben.antwort_plan, name="antwort_plan"),
    path("meine-anwesenheit/", views.anwesenheit, name="anwesenheit"),
    path("meine-berichte/", views.berichtsliste, name="berichte"),
    path("meine-berichte/<int:pk>/", views.bericht, name="bericht"),
    path("meine-berichte/<int:pk>/pdf/", views.bericht_pdf, name="bericht_pdf"),
    path("meine-berichte/<int:pk>/antwort/", schreiben.antwort_bericht, name="antwort_bericht"),
    path("meine-einschaetzung/", schreiben.einschaetzung, name="einschaetzung"),
    path("meine-ziele/", schreiben.ziele, name="ziele"),
    path("wer-hat-gelesen/", views.gelesen, name="gelesen"),
    path("meine-hilfe/", views.hilfe, name="hilfe"),
]
