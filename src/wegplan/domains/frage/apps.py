from django.apps import AppConfig


class FrageConfig(AppConfig):
    name = "wegplan.domains.frage"
    label = "frage"
