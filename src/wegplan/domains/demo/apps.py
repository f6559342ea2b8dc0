from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "wegplan.domains.demo"
    label = "demo"
