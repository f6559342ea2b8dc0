from django.apps import AppConfig


class VerfahrenspflegeConfig(AppConfig):
    name = "wegplan.domains.verfahrenspflege"
    label = "verfahrenspflege"
