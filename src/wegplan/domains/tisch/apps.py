from django.apps import AppConfig


class TischConfig(AppConfig):
    name = "wegplan.domains.tisch"
    label = "tisch"
