from django.apps import AppConfig


class ZugangConfig(AppConfig):
    name = "wegplan.domains.zugang"
    label = "zugang"
