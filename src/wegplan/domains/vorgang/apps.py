from django.apps import AppConfig


class VorgangConfig(AppConfig):
    name = "wegplan.domains.vorgang"
    label = "vorgang"
