"""Rules on services: values in, values out."""

from collections.abc import Collection

from wegplan.domains.massnahme.models import Feldklasse

from .models import Foerderleistung, Leistungsart


def klasse_des_inhalts(art: str) -> Feldklasse:
    """The class of what a service was about (DS-05): care may touch health, debts or addiction; lessons do not."""
    return Feldklasse.BESONDERS if art == Leistungsart.SOZIALPAEDAGOGISCH else Feldklasse.LEISTUNG


def lesbarer_inhalt(leistung: Foerderleistung, klassen: Collection[str]) -> str | None:
    """What the service was about, for somebody who may read `klassen`; None where it must not be shown."""
    return leistung.inhalt if klasse_des_inhalts(leistung.art) in klassen else None
