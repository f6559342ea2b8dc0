from django.apps import AppConfig


class ZielvereinbarungConfig(AppConfig):
    name = "wegplan.domains.zielvereinbarung"
    label = "zielvereinbarung"
