from django.apps import AppConfig


class PruefordnerConfig(AppConfig):
    name = "wegplan.domains.pruefordner"
    label = "pruefordner"
