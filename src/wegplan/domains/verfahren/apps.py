from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _einspielen(**_: Any) -> None:
    from django.db import connection

    from .services import regeln_einspielen

    if "verfahren_massnahmenregel" in connection.introspection.table_names():  # not while migrations are taken back
        regeln_einspielen()


class VerfahrenConfig(AppConfig):
    name = "wegplan.domains.verfahren"
    label = "verfahren"

    def ready(self) -> None:
        post_migrate.connect(_einspielen, sender=self, dispatch_uid="wegplan.verfahren")
