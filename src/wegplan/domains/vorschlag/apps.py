from django.apps import AppConfig


class VorschlagConfig(AppConfig):
    name = "wegplan.domains.vorschlag"
    label = "vorschlag"
