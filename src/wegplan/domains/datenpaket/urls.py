from django.urls import path

from . import views, views_ausgabe, views_ruecknahme

app_name = "datenpaket"
urlpatterns = [
    path("", views.start, name="start"),
    path("hochladen/", views.hochladen, name="hochladen"),
    path("ergebnis/<int:pk>/", views.ergebnis, name="ergebnis"),
    path("ergebnis/<int:pk>/fehler.csv", views.fehler_csv, name="fehler_csv"),
    path("ergebnis/<int:pk>/fehler.xlsx", views.fehler_xlsx, name="fehler_xlsx"),
    path("zuruecknehmen/<int:pk>/", views_ruecknahme.zuruecknehmen, name="zuruecknehmen"),
    path("zurueckgenommen/<int:pk>/", views_ruecknahme.zurueckgenommen, name="zurueckgenommen"),
    path("exportieren/", views_ausgabe.exportieren, name="exportieren"),
]
