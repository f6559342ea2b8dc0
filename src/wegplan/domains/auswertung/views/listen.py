"""What the preventive list and the error list share: sign-off per row, names, filters of who and what (AM-23)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wegplan.domains.absolventenmanagement.queries import Filter
from wegplan.domains.organisation.access import Aktion, Beziehung, beziehungen
from wegplan.kit.listen.formulare import Wahlen
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, anzeige
from wegplan.kit.ui.textfilter import datum

from ..models import Liste as Listenart
from ..stellen import Stelle, Stellen, stellen_fuer
from ..zellen import Zeile

FORMULAR = "abzeichnung"  # id of the one form that the fields of all rows belong to


class Stellenliste(Liste):
    """A list with offices, teams and providers to choose from, and every column in its XLSX."""

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stellen: Stellen = stellen_fuer(self.nutzer, massnahme_aus(request))

    @property
    def massnahme(self) -> Stelle | None:
        """The one measure that the address narrows to."""
        return next(iter(self.stellen.alle["massnahme"]), None)

    @property
    def mehrere_teams(self) -> bool:
        return len(self.stellen.wahlen("team")) > 1

    def auswahl(self) -> Mapping[str, Wahlen]:
        felder = self.formular.base_fields.keys() - self.ohne_filter()
        return {art: self.stellen.wahlen(art) for art in self.stellen.alle if art in felder}

    def ohne_filter(self) -> frozenset[str]:
        """A choice of one is none; who has own cases only does not choose an advisor."""
        ohne = {art for art in ("jobcenter", "team") if len(self.stellen.wahlen(art)) < 2}
        if beziehungen(self.nutzer.rolle) == {Beziehung.FALL}:
            ohne |= {"team", "fachkraft"}
        return frozenset(ohne & self.formular.base_fields.keys())

    def sichtbare_spalten(self) -> Sequence[Spalte]:
        """In a table to work on elsewhere nothing is left out that nobody chose to leave out."""
        if self.request.GET.get("ausgabe") == "xlsx":
            return [replace(spalte, standard=True) for spalte in self.spalten]
        return self.spalten

    def filter_fuer(self, filter: Mapping[str, Any]) -> Filter:
        """Numbers of the address as the codes that the definition narrows by."""
        return stellenfilter(self.stellen, filter)


def stellenfilter(stellen: Stellen, gewaehlt: Mapping[str, Any]) -> Filter:
    """Numbers of the address as the codes that the definition narrows by."""
    return Filter(
        team=stellen.kennungen("team", gewaehlt.get("team")),
        traeger=stellen.kennungen("traeger", gewaehlt.get("traeger")),
        jobcenter=stellen.kennungen("jobcenter", gewaehlt.get("jobcenter")),
        massnahme=stellen.kennungen("massnahme", gewaehlt.get("massnahme")),
        foerderart=(gewaehlt["foerderart"],) if gewaehlt.get("foerderart") else (),
    )


class Abzeichnungsliste(Stellenliste):
    """`monat`: the month whose sign-offs the rows carry. `bearbeitet` of `umfang` rows are signed off."""

    art: Listenart
    monat: date
    bearbeitet = 0
    umfang = 0

    @property
    def darf_abzeichnen(self) -> bool:
        return self.nutzer.darf(Aktion.ABZEICHNEN)

    @property
    def handzeichen(self) -> str:
        """The initials kept with the account, else those of its name."""
        worte = (self.nutzer.first_name, self.nutzer.last_name)
        return self.nutzer.handzeichen or "".join(wort[0] for wort in worte if wort).upper()

    @property
    def je_team(self) -> list[tuple[str, str]]:
        """Name and address of the XLSX of each team, with the rest of the filter (AM-23)."""
        if not self.mehrere_teams:
            return []
        rest = {name: wert for name, wert in self.request.GET.items() if name not in ("team", "seite", "ausgabe")}
        return [
            (name, f"?{urlencode({**rest, 'team': pk, 'ausgabe': 'xlsx'})}") for pk, name in self.stellen.wahlen("team")
        ]

    def nach_abzeichnung(self, zeilen: list[Zeile], nur_offene: bool) -> list[Zeile]:
        """Count what is signed off, then leave it out when asked to."""
        self.umfang = len(zeilen)
        self.bearbeitet = sum(1 for z in zeilen if z.a.zeichen)
        return [z for z in zeilen if not z.a.zeichen] if nur_offene else zeilen

    def handzeichen_spalten(self) -> tuple[Spalte, ...]:
        def zeichen(name: str) -> Any:
            return lambda z: getattr(z.a.zeichen, name) if z.a.zeichen else None

        return (
            Spalte("handzeichen", "Handzeichen", wert=zeichen("handzeichen"), standard=False, sortierung=True),
            Spalte("abgezeichnet_am", "Abgezeichnet am", wert=zeichen("abgezeichnet_am"), standard=False),
            Spalte("notiz", "Notiz", wert=zeichen("notiz"), standard=False),
            Spalte(
                "zeichen",
                "Abzeichnung",
                wert=lambda z: "",
                zelle=self._zelle,
                sortierung=lambda z: z.a.zeichen.abgezeichnet_am if z.a.zeichen else None,
                ausgeben=False,
            ),
        )

    def _zelle(self, z: Zeile) -> SafeString | str:
        if z.a.zeichen:
            return _abgezeichnet(z, z.a.zeichen.nutzer_id == self.nutzer.pk and self.darf_abzeichnen)
        return _offen(z) if self.darf_abzeichnen else anzeige(None)


def _offen(z: Zeile) -> SafeString:
    """Tick for many rows at once, note, button for this row; all of them belong to the form above the table."""
    return format_html(
        '<input type="checkbox" form="{0}" name="teilnahme" value="{1}" aria-label="{2} auswählen"> '
        '<button type="submit" form="{0}" name="einzeln" value="{1}" id="zeichen-{1}" '
        'class="kern-btn kern-btn--secondary kern-btn--x-small"><span class="kern-label">Abzeichnen'
        '<span class="wp-nur-vorlesen">: {2}</span></span></button>'
        '<details><summary>Notiz<span class="wp-nur-vorlesen">: {2}</span></summary>'
        '<textarea form="{0}" name="notiz-{1}" rows="2" maxlength="2000" aria-label="Notiz: {2}"></textarea></details>',
        FORMULAR,
        z.pk,
        z.name,
    )


def _abgezeichnet(z: Zeile, eigene: bool) -> SafeString:
    zeichen = z.a.zeichen
    notiz = format_html('<br><span class="wp-leise">{}</span>', zeichen.notiz) if zeichen.notiz else ""
    zurueck = ""
    if eigene:
        zurueck = format_html(
            '<br><button type="submit" form="{}" name="zuruecknehmen" value="{}" class="kern-btn kern-btn--tertiary '
            'kern-btn--x-small"><span class="kern-label">Zurücknehmen<span class="wp-nur-vorlesen">: {}</span></span>'
            "</button>",
            FORMULAR,
            zeichen.pk,
            z.name,
        )
    return format_html(
        '<span id="zeichen-{}" tabindex="-1">{} am {}</span>{}{}',
        z.pk,
        zeichen.handzeichen,
        datum(zeichen.abgezeichnet_am),
        notiz,
        zurueck,
    )


def massnahme_aus(request: HttpRequest) -> int | None:
    """The number of a measure in the address, where it is one."""
    wert = request.GET.get("massnahme", "")
    return int(wert) if wert.isdecimal() and len(wert) < 10 else None
