"""Reading what surrounds the exit, and who is still to be asked (JPS-70 to JPS-73)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, CharField, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Value, When

from wegplan.domains.foerderung.queries import teilnahmen_im_programm
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme

from .arten import Anlass
from .models import Anschlussperspektive, Einstiegsbegleitung, Ergebnis, Fragebogen, Verbleib, Zeitpunkt
from .rules import werte


def stufe_von(teilnahme: Teilnahme) -> str:
    """The stage of a Teilnahme: its own, else the measure's."""
    return teilnahme.programmstufe or teilnahme.massnahme.programmstufe


def stand_des_verbleibs(teilnahme_id: int, zeitpunkt: str) -> Any:
    """The newest history entry of the status at that time, or None; its number is the state of the whole group."""
    ereignisse: Any = Verbleib.pgh_event_model.objects  # type: ignore[attr-defined]
    eigene = ereignisse.filter(teilnahme=teilnahme_id, zeitpunkt=zeitpunkt)
    return eigene.select_related("pgh_context").order_by("-pgh_id").first()


def eintraege_von(teilnahmen: Iterable[int]) -> dict[type, dict[int, list[Any]]]:
    """All records around the exit, by model and number of the Teilnahme; five statements."""
    nummern = list(teilnahmen)
    ergebnis: dict[type, dict[int, list[Any]]] = {}
    for modell in (Anschlussperspektive, Ergebnis, Verbleib, Einstiegsbegleitung, Fragebogen):
        je_teilnahme = ergebnis.setdefault(modell, {})
        for zeile in modell._default_manager.filter(teilnahme__in=nummern).order_by("pk"):
            je_teilnahme.setdefault(zeile.teilnahme_id, []).append(zeile)
    return ergebnis


class _Monate(Func):
    """A day moved by months, as rules.monate_weiter counts them."""

    template, arg_joiner = "(%(expressions)s)::date", " + interval '1 month' * "

    def __init__(self, tag: str, anzahl: int) -> None:
        super().__init__(F(tag), Value(anzahl), output_field=DateField())


class _Tage(_Monate):
    """A day moved by days."""

    arg_joiner = " + "


def _frist(name: str) -> int:
    return int(werte()[name].am(date.max))


def offene(nutzer: Any, stichtag: date) -> QuerySet[Any]:
    """Teilnahmen at whose end this user owes something, with `anlass` (Anlass) and `faellig`, the day it is due.

    Each stands here once, with the first thing that is missing. Offices owe the exit (JPS-71), Regionalbüros ask for
    what is overdue (JPS-72), providers all of it."""
    alle = _mit_anlass(_im_blick(nutzer), stichtag).filter(anlass__gt="")
    if nutzer.darf(Aktion.FOERDERUNG_ERFASSEN):
        return alle
    eigener = Anlass.VERBLEIB_UEBERFAELLIG if nutzer.darf(Aktion.VERBLEIB_ERFASSEN) else Anlass.AUSTRITT_FEHLT
    return alle.filter(anlass=eigener)


def _im_blick(nutzer: Any) -> QuerySet[Teilnahme]:
    """A Teilnahme that another one follows (change of stage) has no follow-up of its own."""
    folgt = Teilnahme.objects.filter(vorherige_teilnahme=OuterRef("pk"))
    return teilnahmen_im_programm(nutzer, Aktion.VERBLEIB_LESEN).filter(~Exists(folgt))


def _mit_anlass(teilnahmen: QuerySet[Teilnahme], stichtag: date) -> QuerySet[Any]:
    def hat(modell: Any, **weitere: Any) -> Exists:
        return Exists(modell.objects.filter(teilnahme=OuterRef("pk"), **weitere))

    beim_austritt = hat(Verbleib, zeitpunkt=Zeitpunkt.AUSTRITT)
    danach = hat(Verbleib, zeitpunkt=Zeitpunkt.NACH_6_MONATEN)
    ausgetreten, laeuft = Q(austritt__lte=stichtag), Q(austritt=None, eintritt__lte=stichtag)
    kurz = Q(geplantes_ende__lt=_Monate("eintritt", _frist("kurze_massnahme")))
    vorlauf = Case(When(kurz, then=_vor_ende("anschluss_vorlauf_kurz")), default=_vor_ende("anschluss_vorlauf"))
    faelle = (
        (Anlass.AUSTRITT_FEHLT, laeuft & Q(geplantes_ende__lt=stichtag), F("geplantes_ende")),
        (Anlass.ANSCHLUSS_FEHLT, laeuft & Q(vorlauf__lte=stichtag) & ~Q(hat(Anschlussperspektive)), F("vorlauf")),
        (Anlass.VERBLEIB_UEBERFAELLIG, ausgetreten & Q(sechs__lt=stichtag) & ~Q(danach), F("sechs")),
        (Anlass.VERBLEIB_FAELLIG, ausgetreten & Q(frueh__lte=stichtag) & ~Q(danach), F("sechs")),
        (Anlass.AUSTRITT_UNVOLLSTAENDIG, ausgetreten & Q(frueh__gt=stichtag) & ~Q(beim_austritt), F("austritt")),
    )
    return (
        teilnahmen.annotate(
            vorlauf=vorlauf,
            sechs=_Monate("austritt", _frist("verbleib_faellig")),
            frueh=_Tage("austritt", _frist("verbleib_fruehestens")),
            schluss=_Monate("austritt", _frist("zugang_regionalbuero")),
        )
        .filter(Q(schluss=None) | Q(schluss__gte=stichtag))
        .annotate(
            anlass=Case(
                *(When(q, then=Value(a.value)) for a, q, _ in faelle), default=Value(""), output_field=CharField()
            ),
            faellig=Case(*(When(q, then=tag) for _, q, tag in faelle), output_field=DateField()),
        )
    )


def _vor_ende(name: str) -> _Monate:
    return _Monate("geplantes_ende", -_frist(name))
