from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "wegplan.kit.access"
    label = "access"
