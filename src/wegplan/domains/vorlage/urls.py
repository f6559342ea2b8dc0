"""Addresses of the office templates."""

from django.urls import path

from . import views

app_name = "vorlage"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<int:pk>/datei/", views.datei, name="datei"),
    path("<int:pk>/muster/", views.muster, name="muster"),
    path("<int:pk>/freigeben/", views.freigeben, name="freigeben"),
    path("standard/<slug:art>/", views.standard, name="standard"),
    path("standard/<slug:art>/verwenden/", views.zum_standard, name="zum_standard"),
]
