"""Writing interruptions (JPS-64): from and to are days off of the attendance, the kind stands beside them."""

from datetime import date
from typing import Any

from django.db import transaction

from wegplan.domains.anwesenheit.models import Ausnahmeart
from wegplan.domains.anwesenheit.services import ausnahme_eintragen

from .models import Unterbrechung


@transaction.atomic
def unterbrechen(
    nutzer: Any, person_id: int, teilnahme_id: int, *, art: str, von: date, bis: date | None, grund: str = ""
) -> tuple[Unterbrechung, bool]:
    """Interrupt a Teilnahme, or put the end and kind of an interruption with this begin right. The planned end stays.

    `grund`: why days of a closed month change. Raises Teilnahme.DoesNotExist, ValidationError by field."""
    zeit, geaendert = ausnahme_eintragen(
        nutzer, person_id, teilnahme_id, art=Ausnahmeart.UNTERBRECHUNG, von=von, bis=bis, wochentage=(), grund=grund
    )
    werte = {"person_id": person_id, "teilnahme_id": teilnahme_id, "art": art}
    unterbrechung, neu = Unterbrechung.objects.update_or_create(zeit=zeit, defaults=werte)
    return unterbrechung, geaendert or neu
