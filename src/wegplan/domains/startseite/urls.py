"""The first page after signing in."""

from django.urls import path

from . import views

app_name = "startseite"

urlpatterns = [path("", views.start, name="start")]
