from django.apps import AppConfig


class FoerderplanConfig(AppConfig):
    name = "wegplan.domains.foerderplan"
    label = "foerderplan"
