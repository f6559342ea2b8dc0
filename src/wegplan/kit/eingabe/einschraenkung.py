"""Constraints of the database as German sentences at the field (DS-32)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


@contextmanager
def in_worten(saetze: Mapping[str, tuple[str, str]]) -> Iterator[None]:
    """Write inside this block; a broken constraint becomes a ValidationError.

    `saetze`: name of the constraint -> (field, "" for the whole form; sentence). Other errors pass through.
    The block is a savepoint of its own, so the transaction stays usable."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fehler:
        name: str = getattr(getattr(fehler.__cause__, "diag", None), "constraint_name", None) or ""
        if name not in saetze:
            raise
        feld, satz = saetze[name]
        raise ValidationError({feld: satz} if feld else satz) from fehler
