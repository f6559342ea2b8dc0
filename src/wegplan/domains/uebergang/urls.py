"""Addresses of the journey. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import views

app_name = "uebergang"
urlpatterns = [
    path("uebergaenge/", views.brett, name="brett"),
    path("uebergaenge/liste/", views.liste, name="liste"),
    path("uebergaenge/<int:pk>/warten/", views.warten, name="warten"),
    path("uebergaenge/<int:pk>/uebergeben/", views.uebergeben, name="uebergeben"),
    path("uebergaenge/<int:pk>/profiling-ende/", views.profiling_ende, name="profiling_ende"),
    path("uebergaenge/<int:pk>/eintritt/", views.eintritt, name="eintritt"),
    path("uebergaenge/<int:pk>/ende/", views.ende, name="ende"),
    path("personen/<int:pk>/programm/", views.person, name="person"),
    path("personen/<int:pk>/programm/zuweisen/", views.zuweisen, name="zuweisen"),
]
