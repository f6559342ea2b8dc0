"""The list "Meldungen": what AA/JC and Regionalbüro were told of unexcused days (JPS-31)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis
from wegplan.kit.ui.tags_inhalt import abzeichen

from .models import Fehlmeldung, Meldungsart

ZEITRAEUME = {"30": "letzte 30 Tage", "90": "letzte 90 Tage", "alle": "alle"}


class Meldungsfilter(Filterformular):
    stand = Auswahlfilter(
        label="Stand",
        coerce=str,
        choices=[("neu", "noch nicht zur Kenntnis genommen"), ("alt", "zur Kenntnis genommen")],
    )
    zeitraum = Auswahlfilter(label="Gemeldet", coerce=str, choices=list(ZEITRAEUME.items()))


class Meldungsliste(Liste):
    """Only what went to the user's own office, of persons that the user sees."""

    ansicht = "anwesenheit:meldungen"
    titel = "Meldungen"
    standard = "-gemeldet"
    formular = Meldungsfilter
    leer = (
        "Es liegt keine Meldung vor.",
        "Hier steht, wer unentschuldigt gefehlt hat, sobald der Träger es eingetragen hat.",
    )
    spalten = (
        Spalte(
            "name",
            "Name",
            fest=True,
            sortierung="person__sortierung",
            wert=lambda m: f"{m.person.nachname}, {m.person.vorname}",
            zelle=lambda m: verweis(
                f"/personen/{m.person_id}/anwesenheit/", f"{m.person.nachname}, {m.person.vorname}"
            ),
        ),
        Spalte("tag", "Tag", wert="datum", sortierung="datum", klasse="eng"),
        Spalte("massnahme", "Maßnahme", wert=lambda m: str(m.teilnahme.massnahme)),
        Spalte("lernort", "Lernort", wert=lambda m: m.get_lernort_display()),
        Spalte("stand", "Meldung", wert=lambda m: meldungswort(m)[0], zelle=lambda m: _abzeichen(m)),
        Spalte("gemeldet", "gemeldet am", wert="erfasst_am", sortierung="erfasst_am", klasse="eng"),
        Spalte(
            "kenntnis",
            "Kenntnis",
            vorlage="anwesenheit/zelle_kenntnis.html",
            wert=lambda m: m.kenntnis_am,
            klasse="aktion",
        ),
    )

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Fehlmeldung]:
        nutzer: Any = self.request.user
        eigene = Fehlmeldung.objects.fuer(nutzer, Aktion.FEHLMELDUNG_LESEN).filter(empfaenger=nutzer.organisation_id)
        if filter.get("stand"):
            eigene = eigene.filter(kenntnis_am__isnull=filter["stand"] == "neu")
        if filter.get("zeitraum", "") in ("30", "90"):
            eigene = eigene.filter(erfasst_am__date__gte=heute() - timedelta(days=int(filter["zeitraum"])))
        meldungen: QuerySet[Fehlmeldung] = eigene.select_related("person", "teilnahme__massnahme", "kenntnis_von")
        return meldungen


def meldungswort(meldung: Fehlmeldung) -> tuple[str, str]:
    """The message in words, and the state of its badge."""
    if meldung.art == Meldungsart.BERICHTIGUNG:
        neu = meldung.get_status_display() if meldung.status else "kein Eintrag mehr"
        return f"Berichtigung: {neu}", "info"
    if meldung.zurueckgezogen_am:
        return "unentschuldigt, zurückgezogen", "ruhig"
    return "unentschuldigt", "schlecht"


def _abzeichen(meldung: Fehlmeldung) -> SafeString:
    return abzeichen(*meldungswort(meldung))
