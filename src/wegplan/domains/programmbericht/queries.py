"""Reads of the reports for page and documents."""

from .models import Programmbericht, Regionalbeitrag


def geltende_beitraege(bericht: Programmbericht) -> list[Regionalbeitrag]:
    """The newest released words of each Regionalbüro, by its name (JPS-97)."""
    je_stelle = bericht.beitraege.order_by("regionalbuero_id", "-fassung").distinct("regionalbuero_id")
    return sorted(je_stelle.select_related("regionalbuero"), key=lambda b: b.regionalbuero.name)
