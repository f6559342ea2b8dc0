"""Addresses of the measures. They stand here because their pages show participants."""

from django.urls import path

from .views import massnahmen

app_name = "massnahme"
urlpatterns = [
    path("", massnahmen.liste, name="liste"),
    path("<int:pk>/", massnahmen.massnahme, name="massnahme"),
]
