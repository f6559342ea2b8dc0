from django.apps import AppConfig


class ChecklisteConfig(AppConfig):
    name = "wegplan.domains.checkliste"
    label = "checkliste"
