from django.apps import AppConfig


class BerichtConfig(AppConfig):
    name = "wegplan.domains.bericht"
    label = "bericht"
