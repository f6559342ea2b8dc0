"""Addresses of proposals. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import views

app_name = "vorschlag"
urlpatterns = [
    path("vorschlaege/", views.liste, name="liste"),
    path("vorschlaege/<int:pk>/", views.vorschlag, name="vorschlag"),
    path("vorschlaege/<int:pk>/entscheiden/", views.entscheiden, name="entscheiden"),
    path("vorschlaege/<int:pk>/zurueckziehen/", views.zurueckziehen, name="zurueckziehen"),
    path("vorschlaege/<int:pk>/aufheben/", views.aufheben, name="aufheben"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/vorschlag/", views.neu, name="neu"),
]
