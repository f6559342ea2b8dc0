from django.apps import AppConfig


class AuswertungConfig(AppConfig):
    name = "wegplan.domains.auswertung"
    label = "auswertung"
