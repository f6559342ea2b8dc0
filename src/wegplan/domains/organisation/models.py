"""Organisation, Team and Nutzer."""

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Now
from django.utils.functional import cached_property

from wegplan.kit.audit.verlauf import ereignisse

from .access import Beziehung, Rolle, beziehungen, rolle_darf


class Organisationsart(models.TextChoices):
    REGIESTELLE = "regiestelle", "Regiestelle"
    REGIONALBUERO = "regionalbuero", "Regionalbüro"
    BILDUNGSDIENSTLEISTER = "bildungsdienstleister", "Bildungsdienstleister"
    JOBCENTER = "jobcenter", "Jobcenter"
    AGENTUR = "agentur", "Agentur für Arbeit"


@pghistory.track(*ereignisse())
class Organisation(models.Model):
    """An office or provider. `regelwerk` is the folder name of the rule set a Jobcenter works by."""

    kennung = models.CharField("Kennung", max_length=40)
    art = models.CharField("Art", max_length=30, choices=Organisationsart)
    name = models.CharField("Name", max_length=200, blank=True)
    uebergeordnet = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="untergeordnete", verbose_name="übergeordnet"
    )
    bundesland = models.CharField("Bundesland", max_length=5, blank=True)
    regelwerk = models.CharField("Regelwerk", max_length=40, blank=True)

    class Meta:
        verbose_name = "Organisation"
        verbose_name_plural = "Organisationen"
        ordering = ["kennung"]
        constraints = [models.UniqueConstraint(fields=["kennung"], name="organisation_kennung_einmalig")]

    def __str__(self) -> str:
        return self.name or self.kennung


@pghistory.track(*ereignisse())
class Team(models.Model):
    kennung = models.CharField("Kennung", max_length=40)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.CharField("Name", max_length=200, blank=True)

    class Meta:
        verbose_name = "Team"
        verbose_name_plural = "Teams"
        ordering = ["kennung"]
        constraints = [models.UniqueConstraint(fields=["kennung"], name="team_kennung_einmalig")]

    def __str__(self) -> str:
        return self.name or self.kennung


@pghistory.track(*ereignisse(), exclude=["password", "last_login"])
class Nutzer(AbstractUser):
    """An account of a professional, with one role in one organisation."""

    rolle = models.CharField("Rolle", max_length=20, choices=Rolle, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="nutzer")
    teams = models.ManyToManyField(Team, blank=True, related_name="nutzer")
    sieht_alle = models.BooleanField(
        "sieht die ganze Installation",
        default=False,
        help_text="Nur für Leitung und Datenqualität einer Installation mit einem einzigen Jobcenter.",
    )
    handzeichen = models.CharField("Handzeichen", max_length=10, blank=True)
    startpasswort = models.BooleanField(
        "muss das Passwort ändern", default=False, help_text="Das Passwort wurde von der Verwaltung vergeben."
    )
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "Konto"
        verbose_name_plural = "Konten"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def darf(self, aktion: str) -> bool:
        """True when the role may do `aktion` in at least one relation (DS-03)."""
        return self.is_active and rolle_darf(self.rolle, aktion)

    @property
    def darf_alles_sehen(self) -> bool:
        return self.sieht_alle and Beziehung.ALLES in beziehungen(self.rolle)

    @property
    def braucht_zweiten_faktor(self) -> bool:
        """All professional roles (DS-07)."""
        return self.rolle != Rolle.TEILNEHMENDE

    @property
    def nur_eigene_massnahmen(self) -> bool:
        """Providers and Regionalbüros: of a person they see the Teilnahmen in their own measures only."""
        return beziehungen(self.rolle) == {Beziehung.MASSNAHME}

    @cached_property
    def team_ids(self) -> list[int]:
        """Own teams; the sign-in backend fetches them with the user, in one statement."""
        return list(self.teams.values_list("pk", flat=True))

    def schluessel(self, aktion: str | None = None) -> list[int]:
        """Visibility keys of this user in the relations that allow `aktion`: user*4, team*4+1, organisation*4+2,
        user*4+3 for the own file.

        The database function sicht_rechte() repeats this for the second wall; a test compares both."""
        erlaubt = beziehungen(self.rolle, aktion) if self.is_active else frozenset()
        keys = []
        if Beziehung.FALL in erlaubt:
            keys.append(self.pk * 4)
        if Beziehung.TEAM in erlaubt:
            keys += [team_id * 4 + 1 for team_id in self.team_ids]
        if erlaubt & {Beziehung.ORGANISATION, Beziehung.MASSNAHME} and self.organisation_id:
            keys.append(self.organisation_id * 4 + 2)
        if Beziehung.SELBST in erlaubt:
            keys.append(self.pk * 4 + 3)
        return keys


@pghistory.track(*ereignisse(), obj_field=None)
class Teamzugehoerigkeit(Nutzer.teams.through):  # type: ignore[name-defined]
    """Membership of a team opens the team's persons, so its changes are kept like a change of role."""

    class Meta:
        proxy = True
        verbose_name = "Teamzugehörigkeit"
        verbose_name_plural = "Teamzugehörigkeiten"
