from django.apps import AppConfig


class VerbleibConfig(AppConfig):
    name = "wegplan.domains.verbleib"
    label = "verbleib"
