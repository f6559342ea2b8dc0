from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "wegplan.kit.audit"
    label = "audit"
