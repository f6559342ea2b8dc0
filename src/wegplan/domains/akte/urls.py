"""Addresses of the file of a person. They hold surrogate numbers only (DS-35)."""

from django.urls import path

from .views import abschluss, anwesenheit, foerderung, person, personen, stammdaten, teilnahme, vermittlung, vorgang

app_name = "akte"
urlpatterns = [
    path("suche/", personen.suche, name="suche"),
    path("personen/", personen.liste, name="liste"),
    path("personen/auswaehlen/", personen.auswaehlen, name="auswaehlen"),
    path("personen/neu/", stammdaten.neu, name="neu"),
    path("personen/<int:pk>/", person.ueberblick, name="person"),
    path("personen/<int:pk>/weg/", person.weg, name="weg"),
    path("personen/<int:pk>/verfahren/", person.verfahren, name="verfahren"),
    path("personen/<int:pk>/anwesenheit/", anwesenheit.anwesenheit, name="anwesenheit"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/krankmeldung/", anwesenheit.krankmeldung, name="krankmeldung"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/ausnahmezeit/", anwesenheit.ausnahmezeit, name="ausnahmezeit"),
    path("personen/<int:pk>/foerderung/", foerderung.foerderung, name="foerderung"),
    path(
        "personen/<int:pk>/teilnahmen/<int:teilnahme>/foerderung/<slug:art>/neu/",
        foerderung.neu,
        name="foerderung_neu",
    ),
    path("personen/<int:pk>/foerderung/<slug:art>/<int:eintrag>/", foerderung.aendern, name="foerderung_aendern"),
    path(
        "personen/<int:pk>/foerderung/<slug:art>/<int:eintrag>/entfernen/",
        foerderung.entfernen,
        name="foerderung_entfernen",
    ),
    path("personen/<int:pk>/abschluss/", abschluss.abschluss, name="abschluss"),
    path(
        "personen/<int:pk>/teilnahmen/<int:teilnahme>/abschluss/<slug:art>/",
        abschluss.festhalten,
        name="abschluss_festhalten",
    ),
    path(
        "personen/<int:pk>/teilnahmen/<int:teilnahme>/verbleib/<slug:zeitpunkt>/",
        abschluss.verbleib,
        name="verbleib",
    ),
    path(
        "personen/<int:pk>/teilnahmen/<int:teilnahme>/fragebogen/<slug:zeitpunkt>/",
        abschluss.fragebogen,
        name="fragebogen",
    ),
    path("personen/<int:pk>/vermittlung/", person.vermittlung, name="vermittlung"),
    path("personen/<int:pk>/zustaendigkeiten/", person.zustaendigkeiten, name="zustaendigkeiten"),
    path("personen/<int:pk>/bearbeiten/", stammdaten.bearbeiten, name="bearbeiten"),
    path("personen/<int:pk>/zustaendigkeiten/neu/", stammdaten.zustaendigkeit_neu, name="zustaendigkeit_neu"),
    path(
        "personen/<int:pk>/zustaendigkeiten/<int:eintrag>/ende/",
        stammdaten.zustaendigkeit_ende,
        name="zustaendigkeit_ende",
    ),
    path("personen/<int:pk>/vereinbarungen/neu/", vermittlung.vereinbarung_neu, name="vereinbarung_neu"),
    path("personen/<int:pk>/vermittlungen/neu/", vermittlung.vermittlung_neu, name="vermittlung_neu"),
    path("personen/<int:pk>/strategien/neu/", vermittlung.strategie_neu, name="strategie_neu"),
    path("personen/<int:pk>/strategien/<int:eintrag>/ende/", vermittlung.strategie_ende, name="strategie_ende"),
    path(
        "personen/<int:pk>/eintraege/<slug:art>/<int:eintrag>/zuruecknehmen/",
        vermittlung.eintrag_zuruecknehmen,
        name="eintrag_zuruecknehmen",
    ),
    path("personen/<int:pk>/vorgaenge/", vorgang.liste, name="vorgaenge"),
    path("personen/<int:pk>/vorgaenge/neu/", vorgang.neu, name="vorgang_neu"),
    path("personen/<int:pk>/vorgaenge/<int:eintrag>/", vorgang.aendern, name="vorgang_aendern"),
    path("personen/<int:pk>/vorgaenge/<int:eintrag>/brief/", vorgang.brief, name="vorgang_brief"),
    path(
        "personen/<int:pk>/vorgaenge/<int:eintrag>/zuruecknehmen/", vorgang.zuruecknehmen, name="vorgang_zuruecknehmen"
    ),
    path("personen/<int:pk>/teilnahmen/neu/", teilnahme.neu, name="teilnahme_neu"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/ende/", teilnahme.ende, name="teilnahme_ende"),
    path("personen/<int:pk>/teilnahmen/<int:teilnahme>/austritt/", teilnahme.austritt, name="austritt"),
    path(
        "personen/<int:pk>/teilnahmen/<int:teilnahme>/austritt/zuruecknehmen/",
        teilnahme.austritt_zuruecknehmen,
        name="austritt_zuruecknehmen",
    ),
]
