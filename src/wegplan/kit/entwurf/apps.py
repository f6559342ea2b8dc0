from django.apps import AppConfig


class EntwurfConfig(AppConfig):
    name = "wegplan.kit.entwurf"
    label = "entwurf"
