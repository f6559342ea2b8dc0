from django.conf import settings
from django.urls import path

from . import muster, views

app_name = "ui"

urlpatterns = [
    path("barrierefreiheit/", views.barrierefreiheit, name="barrierefreiheit"),
    path("hilfe/", views.hilfe, name="hilfe"),
]

if settings.DEBUG or settings.WEGPLAN_MUSTER:
    urlpatterns += [
        path("muster/", muster.muster, name="muster"),
        path("muster/formular/", muster.muster_formular, name="muster_formular"),
        path("muster/fehler/<int:nummer>/", muster.muster_fehler, name="muster_fehler"),
    ]
