"""For the made-up region: one participant reads the own file, and has written into it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.timezone import make_aware

from wegplan.domains.anwesenheit.models import Anwesenheit
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.mitsprache.models import Eigenwort
from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft

from .models import Eigenzugang

WORTE: tuple[dict[str, Any], ...] = (
    {"art": "einschaetzung", "bezug": "fachlich", "stufe": 4, "text": "Im Lager kenne ich mich jetzt gut aus."},
    {"art": "einschaetzung", "bezug": "sozial", "stufe": 3, "text": "Ich traue mich öfter zu fragen."},
    {"art": "ziel", "bezug": "", "text": "Ich möchte den Staplerschein machen."},
)


def eigenen_zugang_anlegen(stichtag: date, traeger: str) -> None:
    """Link the account of the participants to somebody of the provider `traeger` with plan, report and attendance.

    Plans, reports and accounts must be there; runs as wegplan_dienst."""
    konto = Nutzer.objects.filter(rolle=Rolle.TEILNEHMENDE).first()
    teilnahme = _teilnahme(stichtag, traeger)
    if konto is None or teilnahme is None:
        return
    von = Nutzer.objects.filter(rolle=Rolle.BDL, organisation=teilnahme.massnahme.traeger_id).first()
    konto.first_name = konto.last_name = ""  # as every account of this kind: it does not tell whose file it opens
    konto.save(update_fields=["first_name", "last_name"])
    damals = make_aware(datetime.combine(stichtag - timedelta(days=30), time(10, 15)))
    Eigenzugang.objects.update_or_create(
        nutzer=konto,
        defaults={
            "person_id": teilnahme.person_id,
            "eingeladen_von": von or konto,
            "brief_bis": stichtag - timedelta(days=16),
            "angenommen_am": damals,
        },
    )
    Eigenwort.objects.bulk_create(
        Eigenwort(
            person_id=teilnahme.person_id,
            teilnahme=teilnahme,
            geschrieben_am=damals + timedelta(days=25, minutes=nummer),
            geschrieben_von=konto,
            **wort,
        )
        for nummer, wort in enumerate(WORTE)
    )


def _teilnahme(stichtag: date, traeger: str) -> Teilnahme | None:
    """A running one, if possible of this provider."""
    plan = Planfassung.objects.filter(teilnahme=OuterRef("pk"), stand="unterschrieben")
    bericht = Entwicklungsbericht.objects.filter(teilnahme=OuterRef("pk")).exclude(stand="entwurf")
    marke = Anwesenheit.objects.filter(teilnahme=OuterRef("pk"))
    alle = Teilnahme.objects.filter(laeuft(stichtag), Exists(plan), Exists(bericht), massnahme__foerderart="ESF")
    mit_namen = alle.exclude(person__geburtsdatum=None).select_related("massnahme").order_by("teilnahme_id")
    dort = mit_namen.filter(massnahme__traeger__kennung=traeger)
    return dort.filter(Exists(marke)).first() or dort.first() or mit_namen.first()
