"""Reading past imports, "for this user"."""

from typing import Any, Self

from django.db import models


class DatenimportQuerySet(models.QuerySet):  # type: ignore[type-arg]  # with [Any] the manager stays unknown
    def fuer(self, nutzer: Any) -> Self:
        """The imports of the user's own office; all of them for who may see the whole installation."""
        if nutzer.darf_alles_sehen:
            return self
        if not nutzer.organisation_id:
            return self.none()
        return self.filter(organisation_id=nutzer.organisation_id)
