"""Addresses of project reports and their records. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from .views import berichte, nachweise

app_name = "projektbericht"
urlpatterns = [
    path("projektberichte/", berichte.liste, name="liste"),
    path("projektberichte/<int:pk>/", berichte.bericht, name="bericht"),
    path("projektberichte/<int:pk>/schreiben/", berichte.schreiben, name="schreiben"),
    path("projektberichte/<int:pk>/freigeben/", berichte.freigeben, name="freigeben"),
    path("projektberichte/<int:pk>/entscheiden/", berichte.entscheiden, name="entscheiden"),
    path("projektberichte/<int:pk>/pdf/", berichte.als_pdf, name="pdf"),
    path("projektberichte/<int:pk>/docx/", berichte.als_docx, name="docx"),
    path("projekte/<int:pk>/projektbericht/<str:quartal>/", berichte.beginnen, name="beginnen"),
    path("projekte/<int:pk>/nachweise/<str:art>/", nachweise.nachweise, name="nachweise"),
    path("projekte/<int:pk>/nachweise/<str:art>/neu/", nachweise.nachweis_neu, name="nachweis_neu"),
    path("nachweise/<str:art>/<int:pk>/", nachweise.nachweis, name="nachweis"),
    path("nachweise/<str:art>/<int:pk>/loeschen/", nachweise.nachweis_loeschen, name="nachweis_loeschen"),
]
