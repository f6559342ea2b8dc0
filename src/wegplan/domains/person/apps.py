from django.apps import AppConfig


class PersonConfig(AppConfig):
    name = "wegplan.domains.person"
    label = "person"
