"""Addresses of talks. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import views

app_name = "gespraech"
urlpatterns = [
    path("gespraeche/", views.liste, name="liste"),
    path("gespraeche/<int:pk>/", views.gespraech, name="gespraech"),
    path("gespraeche/<int:pk>/berichtigen/", views.berichtigen, name="berichtigen"),
    path("gespraeche/<int:pk>/absprachen/neu/", views.absprache_neu, name="absprache_neu"),
    path("gespraeche/absprachen/<int:pk>/erledigen/", views.erledigen, name="erledigen"),
    path("gespraeche/absprachen/<int:pk>/oeffnen/", views.wieder_oeffnen, name="wieder_oeffnen"),
    path("gespraeche/absprachen/<int:pk>/verschieben/", views.verschieben, name="verschieben"),
    path("personen/<int:pk>/gespraeche/", views.person, name="person"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/gespraeche/neu/", views.neu, name="neu"),
    path("massnahmen/<int:pk>/gespraeche/", views.projekt, name="projekt"),
    path("massnahmen/<int:pk>/gespraeche/neu/", views.projekt_neu, name="projekt_neu"),
]
