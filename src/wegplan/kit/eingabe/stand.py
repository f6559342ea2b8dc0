"""Two people on the same record: the second sees the conflict with both versions (DS-31).

The state of a record is the number of its newest history entry: every change makes one, and nothing else does."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import models

from wegplan.kit.listen.spalten import anzeige


@dataclass(frozen=True)
class Abweichung:
    """One field: what this user wants to write and what somebody else wrote meanwhile, as people read it."""

    feld: str
    eigene: str
    gespeichert: str


class Konflikt(Exception):
    """Somebody changed the record after the form was opened. Nothing was written."""

    def __init__(self, stand: int, wann: datetime, nutzer_id: int | None, abweichungen: list[Abweichung]) -> None:
        super().__init__("Der Eintrag wurde inzwischen geändert.")
        self.stand = stand
        self.wann = wann
        self.nutzer_id = nutzer_id
        self.abweichungen = abweichungen


class Standfeld(forms.IntegerField):
    """Hidden: the state of the record when the form was opened."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(min_value=0)


def verlauf_von(objekt: Any) -> models.QuerySet[Any]:
    """The history of a record, the newest entry first."""
    ereignisse: models.QuerySet[Any] = objekt.pgh_event_model.objects.filter(pgh_obj_id=objekt.pk)
    return ereignisse.order_by("-pgh_id")


def stand_von(objekt: Any) -> int:
    """The state of a record for the hidden field; 0 for one without history."""
    return verlauf_von(objekt).values_list("pgh_id", flat=True).first() or 0


Lesarten = Mapping[str, Callable[[Any], Mapping[str, str]]]


def stand_pruefen(objekt: Any, stand: int, werte: Mapping[str, Any], lesarten: Lesarten | None = None) -> bool:
    """Compare with the record as it is now. Call it with the row locked, before writing.

    True: write. False: the record already says what `werte` says (a double click), nothing to write.
    Raises Konflikt when somebody else changed it to something different. `lesarten`: for a field that holds several
    values, what each of them is called and how it reads."""
    if all(getattr(objekt, name) == wert for name, wert in werte.items()):
        return False
    ereignis = verlauf_von(objekt).select_related("pgh_context").first()
    if ereignis is None or ereignis.pgh_id == stand:
        return True
    metadaten = ereignis.pgh_context.metadata if ereignis.pgh_context else {}
    abweichungen = list(_abweichungen(objekt, werte, lesarten or {}))
    raise Konflikt(ereignis.pgh_id, ereignis.pgh_created_at, metadaten.get("nutzer"), abweichungen)


def _abweichungen(objekt: Any, werte: Mapping[str, Any], lesarten: Lesarten) -> Iterator[Abweichung]:
    for name, wert in werte.items():
        gespeichert = getattr(objekt, name)
        if gespeichert == wert:
            continue
        if name not in lesarten:
            titel = objekt._meta.get_field(name).verbose_name
            yield Abweichung(titel, in_lesart(objekt, name, wert), in_lesart(objekt, name))
            continue
        eigene, andere = lesarten[name](wert), lesarten[name](gespeichert)
        for titel in dict.fromkeys((*eigene, *andere)):
            if eigene.get(titel) != andere.get(titel):
                yield Abweichung(titel, anzeige(eigene.get(titel)), anzeige(andere.get(titel)))


_WIE_GESPEICHERT = object()


def in_lesart(objekt: Any, name: str, wert: Any = _WIE_GESPEICHERT) -> str:
    """A field's value as people read it: choices by their name, days as 05.03.2026, a dash for nothing."""
    feld = objekt._meta.get_field(name)
    if wert is _WIE_GESPEICHERT:
        wert = getattr(objekt, name)
    if feld.choices:
        wert = dict(feld.flatchoices).get(wert, wert)
    return anzeige(wert)
