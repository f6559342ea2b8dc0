from django.apps import AppConfig


class SeriendruckConfig(AppConfig):
    name = "wegplan.domains.seriendruck"
    label = "seriendruck"
