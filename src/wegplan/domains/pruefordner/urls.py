from django.urls import path

from . import views

app_name = "pruefordner"
urlpatterns = [
    path("projekte/<int:pk>/pruefordner/", views.neu, name="neu"),
    path("pruefordner/<int:pk>/", views.ergebnis, name="ergebnis"),
    path("pruefordner/<int:pk>/zip/", views.laden, name="laden"),
]
