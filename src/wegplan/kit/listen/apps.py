from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "wegplan.kit.listen"
    label = "listen"
