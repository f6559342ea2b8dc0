from django.apps import AppConfig
from django.db.models.signals import post_migrate

from .rechte import rechte


class DatabaseConfig(AppConfig):
    name = "wegplan.kit.database"
    label = "database"

    def ready(self) -> None:
        post_migrate.connect(rechte, sender=self, dispatch_uid="wegplan.rechte")
