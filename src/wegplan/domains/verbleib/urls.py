"""Addresses of the lists around the exit."""

from django.urls import path

from . import views

app_name = "verbleib"
urlpatterns = [path("nachbefragungen/", views.nachbefragungen, name="nachbefragungen")]
