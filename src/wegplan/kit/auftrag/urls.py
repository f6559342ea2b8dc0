from django.urls import path

from . import views

app_name = "auftrag"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<int:pk>/", views.auftrag, name="auftrag"),
    path("<int:pk>/stand/", views.stand, name="stand"),
]
