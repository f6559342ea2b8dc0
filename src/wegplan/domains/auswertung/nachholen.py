"""What can still be mended of an exit that falls short (AM-09, AM-21)."""

from datetime import date

from wegplan.domains.absolventenmanagement.queries import Fall
from wegplan.domains.absolventenmanagement.rules import regelwerk_laden
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .fristen import nachholbar_bis

NUR_NACHTRAG = "nur durch Nachtrag"


def heilbar_bis(fall: Fall, tag: date) -> date | None:
    """The last day on which a new record still makes it fulfilled im weiteren Sinne; None when that is over, done, or
    unknown to the rule set (AM-09)."""
    bis = nachholbar_bis(regelwerk_laden(fall.regelwerk), fall.austritt) if fall.austritt else None
    return bis if bis and tag <= bis and not fall.erfuellt_iws else None


def nachholen(fall: Fall, tag: date) -> tuple[str, str]:
    """What can still be mended, in words, and how much time is left."""
    if fall.erfuellt_iws:
        return "im weiteren Sinne erfüllt", ""
    bis = heilbar_bis(fall, tag)
    return (f"im weiteren Sinne bis {datum(bis)}", tage_relativ(bis, tag)) if bis else (NUR_NACHTRAG, "")
