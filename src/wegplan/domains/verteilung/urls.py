"""Addresses of the distribution of cases. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from .views import neufaelle, regeln, umstellen

app_name = "verteilung"
urlpatterns = [
    path("", neufaelle.liste, name="liste"),
    path("annehmen/", neufaelle.annehmen, name="annehmen"),
    path("regeln/", regeln.liste, name="regeln"),
    path("regeln/neu/", regeln.neu, name="regel_neu"),
    path("regeln/<int:pk>/", regeln.aendern, name="regel_aendern"),
    path("umstellen/", umstellen.umstellen, name="umstellen"),
    path("umstellungen/", umstellen.liste, name="umstellungen"),
    path("umstellungen/<int:pk>/", umstellen.umstellung, name="umstellung"),
]
