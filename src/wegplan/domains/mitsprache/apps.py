from django.apps import AppConfig


class MitspracheConfig(AppConfig):
    name = "wegplan.domains.mitsprache"
    label = "mitsprache"
