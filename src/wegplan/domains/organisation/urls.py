"""Addresses of traces and rights."""

from django.urls import path

from . import views

app_name = "audit"
urlpatterns = [
    path("zugriffe/", views.zugriffe, name="liste"),
    path("zugriffe/person/", views.zugriffe_person, name="person"),
    path("zugriffe/auffaelligkeiten/", views.muster, name="muster"),
    path("berechtigungen/", views.berechtigungen, name="berechtigungen"),
]
