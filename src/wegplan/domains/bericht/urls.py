"""Addresses of reports. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import papier, projekt, versand, views

app_name = "bericht"
urlpatterns = [
    path("personen/<int:pk>/berichte/", views.person, name="person"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/berichte/neu/", views.neu, name="neu"),
    path("berichte/", views.liste, name="liste"),
    path("berichte/<int:pk>/", views.bericht, name="bericht"),
    path("berichte/<int:pk>/schreiben/", views.schreiben, name="schreiben"),
    path("berichte/<int:pk>/freigeben/", views.freigeben, name="freigeben"),
    path("berichte/<int:pk>/uebermitteln/", views.uebermitteln, name="uebermitteln"),
    path("berichte/<int:pk>/entscheiden/", views.entscheiden, name="entscheiden"),
    path("berichte/<int:pk>/antwort-auf-papier/", papier.antwort, name="papierantwort"),
    path("berichte/<int:pk>/antwort-im-buero/", papier.antwort_im_buero, name="papierantwort_im_buero"),
    path("berichte/<int:pk>/antwort-der-person/", papier.aufnehmen, name="aufnehmen"),
    path("berichte/<int:pk>/neue-fassung/", views.neue_fassung, name="neue_fassung"),
    path("berichte/<int:pk>/pdf/", versand.als_pdf, name="pdf"),
    path("berichte/<int:pk>/verschluesselt/", versand.verschluesselt, name="verschluesselt"),
    path("berichte/projekte/<int:massnahme>/<str:quartal>/", projekt.projekt, name="projekt"),
    path("berichte/projekte/<int:massnahme>/<str:quartal>/entwuerfe/", projekt.entwuerfe, name="entwuerfe"),
    path("berichte/projekte/<int:massnahme>/<str:quartal>/paket/", projekt.paket, name="paket"),
    path("berichte/entwuerfe/<int:pk>/", projekt.entwuerfe_ergebnis, name="entwuerfe_ergebnis"),
    path("berichte/pakete/<int:pk>/", projekt.paket_ergebnis, name="paket_ergebnis"),
    path("berichte/pakete/<int:pk>/datei/", projekt.paket_laden, name="paket_laden"),
    path(
        "berichte/projekte/<int:massnahme>/<str:quartal>/uebermitteln/",
        projekt.alle_uebermitteln,
        name="alle_uebermitteln",
    ),
]
