from django.apps import AppConfig


class ProgrammberichtConfig(AppConfig):
    name = "wegplan.domains.programmbericht"
    label = "programmbericht"
