from django.apps import AppConfig


class TagesmailConfig(AppConfig):
    name = "wegplan.domains.tagesmail"
    label = "tagesmail"
