from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuftragConfig(AppConfig):
    name = "wegplan.kit.auftrag"
    label = "auftrag"

    def ready(self) -> None:
        autodiscover_modules("auftraege")
