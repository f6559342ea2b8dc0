from django.urls import path

from . import views

app_name = "entwurf"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("merken/", views.merken, name="merken"),
    path("<int:pk>/verwerfen/", views.verwerfen, name="verwerfen"),
]
