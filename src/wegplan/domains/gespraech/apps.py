from django.apps import AppConfig


class GespraechConfig(AppConfig):
    name = "wegplan.domains.gespraech"
    label = "gespraech"
