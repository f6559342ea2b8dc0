from django.apps import AppConfig


class DatenpaketConfig(AppConfig):
    name = "wegplan.domains.datenpaket"
    label = "datenpaket"
