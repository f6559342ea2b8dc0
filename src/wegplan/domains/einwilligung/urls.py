"""Addresses of the public page and of declarations. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import views

app_name = "einwilligung"
urlpatterns = [
    path("programm/projekte/", views.projekte, name="oeffentlich"),
    path("einwilligungen/", views.liste, name="liste"),
    path("projekte/<int:pk>/einwilligung/", views.projekt, name="projekt"),
    path("projekte/<int:pk>/einwilligung/neu/", views.neu, name="neu"),
    path("projekte/<int:pk>/einwilligung/ort/", views.ort, name="ort"),
    path("einwilligungen/<int:pk>/weitergeben/", views.weitergeben, name="weitergeben"),
    path("einwilligungen/<int:pk>/veroeffentlichen/", views.veroeffentlichen, name="veroeffentlichen"),
    path("einwilligungen/<int:pk>/widerrufen/", views.widerrufen, name="widerrufen"),
]
