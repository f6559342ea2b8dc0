"""Addresses of what participants have written. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import views

app_name = "mitsprache"
urlpatterns = [
    path("von-teilnehmenden/", views.liste, name="liste"),
    path("von-teilnehmenden/<int:pk>/gelesen/", views.gelesen, name="gelesen"),
]
