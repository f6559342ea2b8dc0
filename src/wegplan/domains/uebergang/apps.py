from django.apps import AppConfig


class UebergangConfig(AppConfig):
    name = "wegplan.domains.uebergang"
    label = "uebergang"
