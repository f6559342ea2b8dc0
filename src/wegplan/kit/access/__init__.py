"""Who may do what: rules at every URL, the user in every transaction, row security behind it."""

from .regeln import angemeldet, geheimlink, oeffentlich, regel
from .sitzung import frisch_angemeldet, hintergrund

__all__ = ["angemeldet", "frisch_angemeldet", "geheimlink", "hintergrund", "oeffentlich", "regel"]
