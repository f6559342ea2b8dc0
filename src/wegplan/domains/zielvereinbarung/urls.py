"""Addresses of agreements and figures. They hold surrogate numbers and names of indicators only (DS-35)."""

from django.urls import path

from .views import gegen, indikatoren, personen, projekt

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
]
