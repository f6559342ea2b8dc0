from django.apps import AppConfig


class PlanvorlageConfig(AppConfig):
    name = "wegplan.domains.planvorlage"
    label = "planvorlage"
