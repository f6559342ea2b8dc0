from django.apps import AppConfig


class EinwilligungConfig(AppConfig):
    name = "wegplan.domains.einwilligung"
    label = "einwilligung"
