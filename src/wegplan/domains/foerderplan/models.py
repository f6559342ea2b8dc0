"""Planfassung: one version of the plan of a Teilnahme, with its goals and steps."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.timezone import localtime

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.sicht import TeilnahmeBezogenQuerySet
from wegplan.kit.audit.verlauf import ereignisse
from wegplan.kit.exchange.herkunft import Mitgebracht, konto_oder_mitgebracht

from .arten import (
    STUFEN,
    Ausgangsbereich,
    Aushaendigungsweg,
    Horizont,
    Planstand,
    Planverantwortung,
    Rueckmeldung,
    Stufenfrage,
    Unterschriftsseite,
    Zielbereich,
    Zielstand,
)

MIT_NAMEN = ~Q(verantwortlich="dritte") | ~Q(verantwortlich_name="")


class PlanfassungQuerySet(TeilnahmeBezogenQuerySet):
    """Drafts for those who write the plan, signed versions for those who read its goals."""

    def fuer(self, nutzer: Any, aktion: str = Aktion.FOERDERZIELE_LESEN) -> Self:
        """Only versions with which `nutzer` may do `aktion` today."""
        erlaubt = super().fuer(nutzer, aktion)
        if nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN):
            return erlaubt
        return erlaubt.filter(stand=Planstand.UNTERSCHRIEBEN)


@pghistory.track(*ereignisse())
class Planfassung(Mitgebracht):
    """Signed, neither it nor its goals change any more: the database refuses (JPS-11, JPS-12).

    A version that was brought in has neither account nor checksum: this program did not see it signed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="planfassungen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="planfassungen", verbose_name="Teilnahme")
    nummer = models.PositiveSmallIntegerField("Nummer")
    stand = models.CharField("Stand", max_length=20, choices=Planstand, default=Planstand.ENTWURF)
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)
    angelegt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="angelegt von"
    )
    pruefung_am = models.DateField("nächste Überprüfung am")
    unterschrieben_am = models.DateField("unterschrieben am", null=True, blank=True)
    name_teilnehmend = models.CharField("Name der Teilnehmerin oder des Teilnehmers", max_length=200, blank=True)
    name_fachkraft = models.CharField("Name der Fachkraft", max_length=200, blank=True)
    stufenfrage = models.CharField("Passt die Stufe noch?", max_length=10, choices=Stufenfrage, blank=True)
    stufengrund = models.TextField("Warum", max_length=1000, blank=True)
    pruefsumme = models.CharField("Prüfsumme", max_length=64, blank=True)
    # of what only the provider reads; the checksum above covers this one
    pruefsumme_ausgangslage = models.CharField("Prüfsumme der Ausgangslage", max_length=64, blank=True)

    objects = PlanfassungQuerySet.as_manager()

    class Meta:
        verbose_name = "Fassung des Förderplans"
        verbose_name_plural = "Fassungen des Förderplans"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "nummer"], name="planfassung_nummer_einmalig"),
            models.UniqueConstraint(
                fields=["teilnahme"], condition=Q(stand="entwurf"), name="planfassung_nur_ein_entwurf"
            ),
            models.CheckConstraint(
                condition=Q(stand="entwurf", unterschrieben_am__isnull=True, pruefsumme="")
                | Q(stand="unterschrieben", unterschrieben_am__isnull=False)
                & (~Q(pruefsumme="") | Q(angelegt_von__isnull=True))
                & ~Q(name_teilnehmend="")
                & ~Q(name_fachkraft=""),
                name="planfassung_unterschrift_ganz",
            ),
            models.CheckConstraint(
                condition=Q(unterschrieben_am__isnull=True) | Q(pruefung_am__gt=F("unterschrieben_am")),
                name="planfassung_pruefung_danach",
            ),
            konto_oder_mitgebracht("angelegt_von", "planfassung_von_jemand"),
        ]

    def __str__(self) -> str:
        return f"Förderplan, Fassung {self.nummer}"


@pghistory.track(*ereignisse())
class Foerderziel(models.Model):
    """A goal in the participant's own words. `kennung` stays the same in later versions, so that they compare."""

    fassung = models.ForeignKey(Planfassung, models.CASCADE, related_name="ziele")
    kennung = models.CharField("Kennung", max_length=40)
    horizont = models.CharField("Nah- oder Fernziel", max_length=10, choices=Horizont)
    bereich = models.CharField("Bereich", max_length=20, choices=Zielbereich)
    wortlaut = models.TextField("Ziel in eigenen Worten", max_length=1000)
    fachsprache = models.TextField("Ziel in den Worten der Fachkraft", max_length=1000, blank=True)
    methode = models.TextField("So gehen wir vor", max_length=1000, blank=True)
    verantwortlich = models.CharField("Verantwortlich", max_length=20, choices=Planverantwortung)
    verantwortlich_name = models.CharField("Wer genau", max_length=200, blank=True)
    bis = models.DateField("Bis wann")
    zielstand = models.CharField("Stand", max_length=20, choices=Zielstand, default=Zielstand.OFFEN)
    ergebnis = models.TextField("Ergebnis", max_length=1000, blank=True)

    class Meta:
        verbose_name = "Förderziel"
        verbose_name_plural = "Förderziele"
        constraints = [
            models.UniqueConstraint(fields=["fassung", "kennung"], name="foerderziel_kennung_einmalig"),
            models.CheckConstraint(condition=MIT_NAMEN, name="foerderziel_dritte_mit_namen"),
        ]

    def __str__(self) -> str:
        return f"{self.get_horizont_display()}: {self.wortlaut[:60]}"


@pghistory.track(*ereignisse())
class Zielschritt(models.Model):
    """A task or milestone of a goal: what, who, by when, done."""

    ziel = models.ForeignKey(Foerderziel, models.CASCADE, related_name="schritte")
    kennung = models.CharField("Kennung", max_length=40)
    text = models.CharField("Was ist zu tun?", max_length=300)
    verantwortlich = models.CharField("Wer macht es?", max_length=20, choices=Planverantwortung)
    verantwortlich_name = models.CharField("Wer genau", max_length=200, blank=True)
    bis = models.DateField("Bis wann")
    erledigt_am = models.DateField("Erledigt am", null=True, blank=True)

    class Meta:
        verbose_name = "Schritt zum Ziel"
        verbose_name_plural = "Schritte zum Ziel"
        constraints = [
            models.UniqueConstraint(fields=["ziel", "kennung"], name="zielschritt_kennung_einmalig"),
            models.CheckConstraint(condition=MIT_NAMEN, name="zielschritt_dritte_mit_namen"),
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track(*ereignisse())
class Einschaetzung(models.Model):
    """How a version sees one area at its beginning: the participant and the professional, side by side (JPS-10)."""

    fassung = models.ForeignKey(Planfassung, models.CASCADE, related_name="einschaetzungen")
    bereich = models.CharField("Bereich", max_length=20, choices=Ausgangsbereich)
    selbst_stufe = models.PositiveSmallIntegerField("So sehe ich mich", choices=STUFEN, null=True, blank=True)
    selbst_text = models.TextField("In eigenen Worten", max_length=1000, blank=True)
    fach_stufe = models.PositiveSmallIntegerField("So sieht es die Fachkraft", choices=STUFEN, null=True, blank=True)
    fach_text = models.TextField("In den Worten der Fachkraft", max_length=1000, blank=True)

    class Meta:
        verbose_name = "Einschätzung"
        verbose_name_plural = "Einschätzungen"
        constraints = [
            models.UniqueConstraint(fields=["fassung", "bereich"], name="einschaetzung_bereich_einmalig"),
            models.CheckConstraint(
                condition=(Q(selbst_stufe__isnull=True) | Q(selbst_stufe__range=(1, 5)))
                & (Q(fach_stufe__isnull=True) | Q(fach_stufe__range=(1, 5))),
                name="einschaetzung_stufe_1_bis_5",
            ),
        ]

    def __str__(self) -> str:
        return self.get_bereich_display()


@pghistory.track(*ereignisse())
class Berufswunsch(models.Model):
    """The participant's own wishes for a future job (JPS-10)."""

    fassung = models.OneToOneField(Planfassung, models.CASCADE, related_name="wunsch")
    inhalte = models.TextField("Das möchte ich arbeiten", max_length=1000, blank=True)
    alternativen = models.TextField("Das käme auch in Frage", max_length=1000, blank=True)
    wochenstunden = models.PositiveSmallIntegerField("Stunden in der Woche", null=True, blank=True)

    class Meta:
        verbose_name = "Berufswunsch"
        verbose_name_plural = "Berufswünsche"

    def __str__(self) -> str:
        return "Berufswunsch"


@pghistory.track(*ereignisse())
class Aushaendigung(models.Model):
    """The participant got a copy of a signed version: when, how, from whom (JPS-13)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="+", verbose_name="Teilnahme")
    fassung = models.OneToOneField(Planfassung, models.CASCADE, related_name="aushaendigung")
    am = models.DateField("ausgehändigt am")
    weg = models.CharField("Auf welchem Weg", max_length=20, choices=Aushaendigungsweg)
    # empty where it came with a version that was brought in
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="von"
    )

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Aushändigung eines Förderplans"
        verbose_name_plural = "Aushändigungen von Förderplänen"

    def __str__(self) -> str:
        return f"{self.fassung}, {self.get_weg_display()}"


@pghistory.track(*ereignisse())
class Einsicht(models.Model):
    """The Regionalbüro looks into a single plan, with a reason, for some days (JPS-16)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="planeinsichten", verbose_name="Teilnahme")
    nutzer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="wer")
    grund = models.TextField("Grund", max_length=1000)
    von = models.DateField("von")
    bis = models.DateField("bis")

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Einsicht in einen Förderplan"
        verbose_name_plural = "Einsichten in Förderpläne"
        constraints = [models.CheckConstraint(condition=Q(bis__gte=F("von")) & ~Q(grund=""), name="einsicht_ganz")]

    def __str__(self) -> str:
        return f"{self.nutzer}, {self.von:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Planunterschrift(models.Model):
    """One side signs by name on the screen, under exactly what was shown: `blatt` is its checksum (JPS-12).

    The participant signs in the session of the member of staff who is present: `bezeugt_von`."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="+", verbose_name="Teilnahme")
    fassung = models.ForeignKey(Planfassung, models.CASCADE, related_name="unterschriften")
    seite = models.CharField("Seite", max_length=20, choices=Unterschriftsseite)
    name = models.CharField("Name", max_length=200)
    ort = models.CharField("Ort", max_length=100)
    am = models.DateTimeField("am", db_default=Now(), editable=False)
    bezeugt_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="dabei")
    blatt = models.CharField("Prüfsumme des gezeigten Plans", max_length=64)

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Unterschrift am Bildschirm"
        verbose_name_plural = "Unterschriften am Bildschirm"
        ordering = ["am", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fassung", "seite", "blatt"], name="planunterschrift_einmalig"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(ort="") & ~Q(blatt=""), name="planunterschrift_ganz"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_seite_display()})"

    @property
    def zeile(self) -> str:
        """As it stands on page and paper: name, day and time, place, who was there."""
        wann = localtime(self.am)
        return f"{self.name}, am {wann:%d.%m.%Y} um {wann:%H:%M} Uhr in {self.ort}, dabei: {self.bezeugt_von}"


@pghistory.track(*ereignisse())
class Zielanmerkung(Mitgebracht):
    """The Regionalbüro agrees to goals and steps of a signed version or remarks on them; the newest counts (JPS-10)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="+", verbose_name="Teilnahme")
    fassung = models.ForeignKey(Planfassung, models.CASCADE, related_name="anmerkungen")
    kennung = models.CharField("Kennung", max_length=40)
    rueckmeldung = models.CharField("Rückmeldung", max_length=20, choices=Rueckmeldung)
    text = models.TextField("Anmerkung", max_length=1000, blank=True)
    am = models.DateTimeField("am", db_default=Now(), editable=False)
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="von"
    )

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Rückmeldung zu Zielen und Schritten"
        verbose_name_plural = "Rückmeldungen zu Zielen und Schritten"
        ordering = ["-am", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["fassung", "kennung"], name="zielanmerkung_kennung_einmalig"),
            models.CheckConstraint(
                condition=~Q(rueckmeldung="anmerkung") | ~Q(text=""), name="zielanmerkung_mit_worten"
            ),
            konto_oder_mitgebracht("von", "zielanmerkung_von_jemand"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rueckmeldung_display()}, {self.fassung}"
