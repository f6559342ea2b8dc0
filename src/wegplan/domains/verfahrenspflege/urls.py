"""Addresses of the offices' own procedures. They hold keys of procedures and steps, nothing of persons."""

from django.urls import path

from .views import geltung, lesen, schreiben

app_name = "verfahrenspflege"
urlpatterns = [
    path("", lesen.liste, name="liste"),
    path("entwurf/<int:pk>/schritt/<str:schluessel>/", schreiben.schritt, name="schritt"),
    path("entwurf/<int:pk>/schritt/<str:schluessel>/entfernen/", schreiben.schritt_entfernen, name="entfernen"),
    path("entwurf/<int:pk>/angaben/", schreiben.angaben, name="angaben"),
    path("entwurf/<int:pk>/verwerfen/", schreiben.verwerfen, name="verwerfen"),
    path("entwurf/<int:pk>/in-kraft/", geltung.in_kraft, name="in_kraft"),
    path("fassung/<int:pk>/zuruecknehmen/", geltung.zuruecknehmen, name="zuruecknehmen"),
    path("fassung/<int:pk>/ueberfuehren/", geltung.ueberfuehren, name="ueberfuehren"),
    path("fall/<int:teilnahme>/", geltung.fall, name="fall"),
    path("<slug:kennung>/", lesen.zeigen, name="zeigen"),
    path("<slug:kennung>/vergleich/", lesen.vergleich, name="vergleich"),
    path("<slug:kennung>/datei/", lesen.datei, name="datei"),
    path("<slug:kennung>/kopieren/", schreiben.kopieren, name="kopieren"),
    path("<slug:kennung>/probe/", geltung.probe, name="probe"),
    path("<slug:kennung>/probe/<str:schluessel>/", geltung.probefaelle, name="probefaelle"),
]
