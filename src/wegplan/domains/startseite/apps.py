from django.apps import AppConfig


class StartseiteConfig(AppConfig):
    name = "wegplan.domains.startseite"
    label = "startseite"
