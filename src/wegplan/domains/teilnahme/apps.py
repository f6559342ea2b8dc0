from django.apps import AppConfig


class TeilnahmeConfig(AppConfig):
    name = "wegplan.domains.teilnahme"
    label = "teilnahme"
