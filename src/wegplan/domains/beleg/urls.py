from django.urls import path

from . import monatsseiten, views

app_name = "beleg"
urlpatterns = [
    path("personen/<int:pk>/belege/", views.person, name="person"),
    path("personen/<int:pk>/belege/neu/", views.neu, name="neu"),
    path("belege/<int:pk>/", views.beleg, name="beleg"),
    path("belege/<int:pk>/pdf/", views.pdf, name="pdf"),
    path("belege/<int:pk>/zurueckziehen/", views.zurueckziehen, name="zurueckziehen"),
    path("belege/<int:pk>/wiederherstellen/", views.wiederherstellen, name="wiederherstellen"),
    path("projekte/<int:massnahme>/unterschriften/<slug:monat>/", monatsseiten.monat, name="monat"),
    path("projekte/<int:massnahme>/unterschriften/<slug:monat>/neu/", monatsseiten.neu, name="monat_neu"),
]
