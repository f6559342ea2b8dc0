from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "wegplan.kit.ui"
    label = "ui"
