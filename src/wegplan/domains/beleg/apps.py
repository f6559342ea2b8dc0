from django.apps import AppConfig


class BelegConfig(AppConfig):
    name = "wegplan.domains.beleg"
    label = "beleg"
