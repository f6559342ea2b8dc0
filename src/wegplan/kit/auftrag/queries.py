"""Reading Aufträge: everybody their own, nobody another's."""

from typing import Any, Self

from django.db import models


class AuftragQuerySet(models.QuerySet):
    def fuer(self, nutzer: Any) -> Self:
        """Only the user's own: a result may repeat persons' data from an uploaded file."""
        return self.filter(nutzer=nutzer)
