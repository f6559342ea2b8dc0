from django.apps import AppConfig


class ProjektberichtConfig(AppConfig):
    name = "wegplan.domains.projektbericht"
    label = "projektbericht"
