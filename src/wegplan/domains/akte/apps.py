from django.apps import AppConfig


class AkteConfig(AppConfig):
    name = "wegplan.domains.akte"
    label = "akte"
