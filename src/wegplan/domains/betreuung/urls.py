"""Addresses of the care of measures, below those of the measures. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from . import views

app_name = "betreuung"
urlpatterns = [
    path("ohne-betreuung/", views.ohne, name="ohne"),
    path("<int:pk>/betreuung/", views.massnahme, name="massnahme"),
    path("<int:pk>/betreuung/beenden/", views.beenden, name="beenden"),
    path("schritte/<int:pk>/erledigen/", views.erledigen, name="erledigen"),
    path("schritte/<int:pk>/verschieben/", views.verschieben, name="verschieben"),
    path("schritte/<int:pk>/wieder-oeffnen/", views.oeffnen, name="oeffnen"),
]
