from django.apps import AppConfig


class VerteilungConfig(AppConfig):
    name = "wegplan.domains.verteilung"
    label = "verteilung"
