from django.apps import AppConfig


class BetreuungConfig(AppConfig):
    name = "wegplan.domains.betreuung"
    label = "betreuung"
