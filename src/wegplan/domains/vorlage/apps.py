from django.apps import AppConfig


class VorlageConfig(AppConfig):
    name = "wegplan.domains.vorlage"
    label = "vorlage"
