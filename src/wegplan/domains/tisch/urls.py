"""Addresses of the desk. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from .views import mein, schritt

app_name = "tisch"
urlpatterns = [
    path("mein-tag/", mein.mein, name="mein"),
    path("mein-tag/liste/", mein.liste, name="liste"),
    path("mein-tag/<int:pk>/erledigen/", schritt.erledigen, name="erledigen"),
    path("mein-tag/<int:pk>/verschieben/", schritt.verschieben, name="verschieben"),
    path("mein-tag/<int:pk>/abgeben/", schritt.abgeben, name="abgeben"),
    path("mein-tag/<int:pk>/vergeblich/", schritt.vergeblich, name="vergeblich"),
    path("mein-tag/<int:pk>/wieder-oeffnen/", schritt.oeffnen, name="oeffnen"),
]
