"""Addresses of attendance. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import views

app_name = "anwesenheit"
urlpatterns = [
    path("", views.gruppen, name="gruppen"),
    path("<int:massnahme>/<slug:woche>/", views.woche, name="woche"),
]
