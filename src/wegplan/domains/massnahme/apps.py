from django.apps import AppConfig


class MassnahmeConfig(AppConfig):
    name = "wegplan.domains.massnahme"
    label = "massnahme"
    verbose_name = "Maßnahmen"
