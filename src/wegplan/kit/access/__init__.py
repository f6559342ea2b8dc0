"""Who may do what: rules at every URL, the user in every transaction, row security behind it."""

from .regeln import angemeldet, geheimlink, oeffentlich, regel

__all__ = ["angemeldet", "geheimlink", "oeffentlich", "regel"]
