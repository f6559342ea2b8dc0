from django.apps import AppConfig


class FoerderungConfig(AppConfig):
    name = "wegplan.domains.foerderung"
    label = "foerderung"
