"""Writing rules and giving new cases to advisors. Inside the request's transaction, in sets."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Zustaendigkeit, Zustaendigkeitsgrund
from wegplan.kit.eingabe.stand import stand_pruefen

from .models import Verteilregel
from .queries import eigene_teams, fachkraefte, ohne_fachkraft, regeln


def regel_anlegen(nutzer: Any, werte: Mapping[str, Any]) -> tuple[Verteilregel, bool]:
    """A new rule of the user's office. Gives the rule and whether it is new; the same rule sent twice is one (DS-31).

    Raises ValidationError by field."""
    _pruefen(nutzer, werte)
    return Verteilregel.objects.get_or_create(
        organisation_id=nutzer.organisation_id, **werte, defaults={"angelegt_von": nutzer}
    )


def regel_aendern(nutzer: Any, pk: int, werte: Mapping[str, Any], stand: int) -> tuple[Verteilregel, bool]:
    """Change a rule that counts for the user's teams; the history keeps what it was.

    Raises Verteilregel.DoesNotExist, Konflikt, ValidationError by field."""
    regel: Verteilregel = regeln(nutzer).select_for_update(of=("self",)).get(pk=pk)
    if not stand_pruefen(regel, stand, werte):
        return regel, False
    _pruefen(nutzer, werte)
    for name, wert in werte.items():
        setattr(regel, name, wert)
    regel.save(update_fields=list(werte))
    return regel, True


def _pruefen(nutzer: Any, werte: Mapping[str, Any]) -> None:
    """A rule proposes only colleagues of the own office, for the own teams or the whole office."""
    if not fachkraefte(nutzer).filter(pk=werte["fachkraft"].pk).exists():
        raise ValidationError({"fachkraft": "Wählen Sie eine Fachkraft Ihres Jobcenters."})
    if werte["team"] is not None and not eigene_teams(nutzer).filter(pk=werte["team"].pk).exists():
        raise ValidationError({"team": "Dieses Team leiten Sie nicht."})


def vorschlaege_annehmen(nutzer: Any, gewaehlt: Collection[tuple[int, int]], stichtag: date) -> dict[Nutzer, int]:
    """Make the proposed advisors responsible from `stichtag` on. `gewaehlt`: person and advisor as they were shown.

    Who meanwhile has somebody, or whom the rules propose to somebody else by now, stays as it is. Gives the number of
    cases by advisor; the statements are the same for one and for a thousand."""
    offen = ohne_fachkraft(nutzer, stichtag).filter(pk__in=[person for person, _ in gewaehlt])
    gesperrt = offen.select_for_update(of=("self",)).select_related("zuteilungsvorschlag__fachkraft")
    gueltig = {(p.pk, p.zuteilungsvorschlag.fachkraft): p for p in gesperrt.filter(zuteilungsvorschlag__isnull=False)}
    erlaubt = set(gewaehlt)
    faelle = [(person, wer) for person, wer in gueltig if (person, wer.pk) in erlaubt]
    Zustaendigkeit.objects.bulk_create(
        Zustaendigkeit(
            person_id=person, nutzer=wer, rolle=wer.rolle, grund=Zustaendigkeitsgrund.FACHKRAFT, von=stichtag
        )
        for person, wer in faelle
    )
    je_fachkraft: dict[Nutzer, int] = {}
    for _, wer in faelle:
        je_fachkraft[wer] = je_fachkraft.get(wer, 0) + 1
    return je_fachkraft
