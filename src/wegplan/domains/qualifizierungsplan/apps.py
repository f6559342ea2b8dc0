from django.apps import AppConfig


class QualifizierungsplanConfig(AppConfig):
    name = "wegplan.domains.qualifizierungsplan"
    label = "qualifizierungsplan"
