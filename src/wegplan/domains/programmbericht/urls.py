"""Addresses of the programme's report."""

from django.urls import path

from . import beitraege, views

app_name = "programmbericht"
urlpatterns = [
    path("programmberichte/", views.liste, name="liste"),
    path("programmberichte/neu/", views.neu, name="neu"),
    path("programmberichte/auftraege/<int:pk>/", views.erstellt, name="erstellt"),
    path("programmberichte/<int:pk>/", views.bericht, name="bericht"),
    path("programmberichte/<int:pk>/regionen/", beitraege.regionen, name="regionen"),
    path("programmberichte/<int:pk>/xlsx/", views.xlsx, name="xlsx"),
    path("programmberichte/<int:pk>/pdf/", views.pdf, name="pdf"),
]
