"""The mark of a record that a data package brought in: where from, and when (chapter 80)."""

from django.db import models
from django.db.models import Q


class Mitgebracht(models.Model):
    """For records that an account of this system vouches for, unless they came from outside.

    Both are written by the import alone. A record without account has them; the database refuses it otherwise."""

    eingelesen_am = models.DateField("eingelesen am", null=True, blank=True, editable=False)
    herkunft = models.CharField("Herkunft", max_length=200, blank=True, default="", db_default="", editable=False)

    class Meta:
        abstract = True

    @property
    def herkunft_satz(self) -> str:
        """For people; empty for a record of this system."""
        if self.eingelesen_am is None:
            return ""
        return f"mitgebracht aus „{self.herkunft}“, eingelesen am {self.eingelesen_am:%d.%m.%Y}"


def konto_oder_mitgebracht(konto: str, name: str) -> models.CheckConstraint:
    """The check of a table: `konto` names the field of the account that vouches for the record."""
    return models.CheckConstraint(
        condition=Q(**{f"{konto}__isnull": False}) | Q(eingelesen_am__isnull=False) & ~Q(herkunft=""), name=name
    )


# SQL conditions of a trigger. The role of the session counts, as the triggers run with the rights of their owner.
IM_DIENST = "coalesce(nullif(current_setting('role', true), 'none'), session_user) = 'wegplan_dienst'"
# the import writes the parts of a version that came as one that is closed already
NUR_EINLESEN = "tg_op = 'INSERT' and {fassung}.eingelesen_am is not null and " + IM_DIENST
