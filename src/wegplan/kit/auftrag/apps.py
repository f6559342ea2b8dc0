from django.apps import AppConfig


class AuftragConfig(AppConfig):
    name = "wegplan.kit.auftrag"
    label = "auftrag"
