from django.apps import AppConfig


class VermittlungConfig(AppConfig):
    name = "wegplan.domains.vermittlung"
    label = "vermittlung"
