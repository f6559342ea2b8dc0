"""What is kept per account: whether it wants the mail, and when it got the last one."""

from django.conf import settings
from django.db import models


class Tagesmail(models.Model):
    """Without a row: wanted, none sent yet. `verschickt_am` is set before sending: never two on one day."""

    nutzer = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    abbestellt = models.BooleanField("abbestellt", default=False)
    verschickt_am = models.DateField("zuletzt verschickt am", null=True, blank=True)

    class Meta:
        verbose_name = "Tagesmail"
        verbose_name_plural = "Tagesmails"

    def __str__(self) -> str:
        return "abbestellt" if self.abbestellt else "bestellt"
