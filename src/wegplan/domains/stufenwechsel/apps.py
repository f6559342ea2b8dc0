from django.apps import AppConfig


class StufenwechselConfig(AppConfig):
    name = "wegplan.domains.stufenwechsel"
    label = "stufenwechsel"
