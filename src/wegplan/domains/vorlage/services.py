"""Writing templates: upload, release, back to the standard one."""

import hashlib
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from wegplan.kit.vorlagen import Vorlagenfehler, pruefen, serie

from .arten import FELDER, SERIEN, Vorlagenart
from .models import Briefvorlage


def hochladen(nutzer: Any, art: str, inhalt: bytes) -> tuple[Briefvorlage, list[str]]:
    """Check a template and keep it as the next version of the own office, not yet in use. Gives it and what people
    should know. The content of the newest version once more makes no new one (DS-31).

    Raises Vorlagenfehler with one sentence for each fault."""
    befund = pruefen(inhalt, FELDER[Vorlagenart(art)])
    if not befund.brauchbar:
        raise Vorlagenfehler(*befund.fehler)
    if art in SERIEN:  # a second person, to see what the template would let the two share
        einer = {f.name: f.beispiel for f in FELDER[Vorlagenart(art)]}
        serie(inhalt, [einer, {name: f"{w}2" if isinstance(w, str) else w for name, w in einer.items()}])
    _nacheinander(nutzer, art)
    pruefwert = hashlib.sha256(inhalt).hexdigest()
    bisher = Briefvorlage.objects.filter(organisation_id=nutzer.organisation_id, art=art)
    letzte = bisher.order_by("-fassung").first()
    if letzte is not None and letzte.pruefwert == pruefwert:
        return letzte, befund.hinweise
    fassung = (bisher.aggregate(n=Max("fassung"))["n"] or 0) + 1
    neu = Briefvorlage.objects.create(
        organisation_id=nutzer.organisation_id,
        art=art,
        fassung=fassung,
        inhalt=inhalt,
        pruefwert=pruefwert,
        platzhalter=sorted(befund.platzhalter),
        hochgeladen_von=nutzer,
    )
    return neu, befund.hinweise


def freigeben(nutzer: Any, pk: int) -> Briefvorlage:
    """Put a version of the own office in use; the one before steps back. Raises Briefvorlage.DoesNotExist."""
    eigene = Briefvorlage.objects.filter(organisation_id=nutzer.organisation_id).defer("inhalt")
    vorlage: Briefvorlage = eigene.get(pk=pk)
    _nacheinander(nutzer, vorlage.art)
    eigene.filter(art=vorlage.art, aktiv=True).exclude(pk=pk).update(aktiv=False)
    vorlage.aktiv, vorlage.freigegeben_von, vorlage.freigegeben_am = True, nutzer, timezone.now()
    vorlage.save(update_fields=["aktiv", "freigegeben_von", "freigegeben_am"])
    return vorlage


def zum_standard(nutzer: Any, art: str) -> None:
    """Letters of this kind use the standard template again; the versions stay."""
    Briefvorlage.objects.filter(organisation_id=nutzer.organisation_id, art=art, aktiv=True).update(aktiv=False)


def _nacheinander(nutzer: Any, art: str) -> None:
    """Two leads at the same time: the second waits for the first."""
    with connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"vorlage {nutzer.organisation_id} {art}"])
