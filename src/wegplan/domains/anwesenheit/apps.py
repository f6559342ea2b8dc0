from django.apps import AppConfig


class AnwesenheitConfig(AppConfig):
    name = "wegplan.domains.anwesenheit"
    label = "anwesenheit"
