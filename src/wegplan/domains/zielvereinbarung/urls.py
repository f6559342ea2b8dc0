"""Addresses of agreements and figures. They hold surrogate numbers and names of indicators only (DS-35)."""

from django.urls import path

from .views import gegen, indikatoren, personen, projekt, vereinbarungen

app_name = "zielvereinbarung"
urlpatterns = [
    path("zielindikatoren/", indikatoren.indikatoren, name="indikatoren"),
    path("zielindikatoren/rechnen/", indikatoren.rechnen, name="rechnen"),
    path("zielindikatoren/gerechnet/<int:pk>/", indikatoren.gerechnet, name="gerechnet"),
    path("zielindikatoren/<str:name>/", indikatoren.indikator, name="indikator"),
    path("projekte/<int:pk>/zielindikatoren/<str:name>/", projekt.projekt, name="projekt"),
    path("projekte/<int:pk>/zielindikatoren/<str:name>/personen/", personen.personen, name="personen"),
    path("projekte/<int:pk>/zielindikatoren/<str:name>/gegenmassnahme/", gegen.neu, name="gegenmassnahme_neu"),
    path("gegenmassnahmen/", gegen.liste, name="gegenmassnahmen"),
    path("gegenmassnahmen/<int:pk>/", gegen.gegenmassnahme, name="gegenmassnahme"),
    path("gegenmassnahmen/<int:pk>/eintrag/", gegen.nachverfolgen, name="nachverfolgen"),
    path("zielvereinbarungen/", vereinbarungen.liste, name="liste"),
    path("projekte/<int:pk>/zielvereinbarung/neu/", vereinbarungen.neu, name="neu"),
    path("zielvereinbarungen/<int:pk>/", vereinbarungen.vereinbarung, name="vereinbarung"),
    path("zielvereinbarungen/<int:pk>/bearbeiten/", vereinbarungen.bearbeiten, name="bearbeiten"),
    path("zielvereinbarungen/<int:pk>/vorlegen/", vereinbarungen.vorlegen, name="vorlegen"),
    path("zielvereinbarungen/<int:pk>/zuruecknehmen/", vereinbarungen.zuruecknehmen, name="zuruecknehmen"),
    path("zielvereinbarungen/<int:pk>/zeichnen/", vereinbarungen.zeichnen, name="zeichnen"),
    path("zielvereinbarungen/<int:pk>/pruefung/", vereinbarungen.pruefung, name="pruefung"),
    path("zielvereinbarungen/<int:pk>/pdf/", vereinbarungen.als_pdf, name="pdf"),
    path("zielvereinbarungen/<int:pk>/docx/", vereinbarungen.als_docx, name="docx"),
]
