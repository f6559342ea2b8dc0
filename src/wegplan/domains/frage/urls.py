from django.urls import path

from . import views

app_name = "frage"
urlpatterns = [
    path("fragen/", views.liste, name="liste"),
    path("personen/<int:pk>/fragen/", views.person, name="person"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/fragen/neu/", views.neu, name="neu"),
    path("fragen/<int:pk>/antworten/", views.antworten, name="antworten"),
    path("fragen/<int:pk>/abgeben/", views.abgeben, name="abgeben"),
    path("fragen/<int:pk>/abschliessen/", views.abschliessen, name="abschliessen"),
]
