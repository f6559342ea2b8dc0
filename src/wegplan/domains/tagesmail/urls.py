"""The address of the own settings."""

from django.urls import path

from . import views

app_name = "tagesmail"
urlpatterns = [path("tagesmail/", views.einstellungen, name="einstellungen")]
