"""What has to be done from time to time, without anybody asking: by the worker, as wegplan_dienst."""

from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from wegplan.kit.audit.kontext import technischer_lauf

ANMELDUNGEN_AUFHEBEN = timedelta(days=90)

FAELLIG = """
select exists (select from person_person where sicht_bis < current_date)
    or exists (select from person_zugang z join person_person p on p.id = z.person_id
                where z.von between current_date - 31 and current_date
                  and (z.bis is null or z.bis >= current_date) and not p.sicht @> array[z.schluessel])
"""


def sicht_erneuern() -> int:
    """Renew the visibility keys if a day has changed them: an assignment begins, or one has run out.

    Gives the number of persons whose keys changed. Ended assignments are closed without this, by the exact
    check; it opens what begins today and makes the fast path fast again."""
    with connection.cursor() as c:
        c.execute(FAELLIG)
        if c.fetchone() == (False,):
            return 0
        with technischer_lauf("Sichtbarkeit erneuern: Zuständigkeiten, die heute beginnen oder gestern endeten"):
            c.execute("select sicht_neu()")
            anzahl: int = c.fetchone()[0]
    return anzahl


def anmeldespuren_loeschen() -> None:
    """Delete ended sessions, and failed and successful sign-ins older than ANMELDUNGEN_AUFHEBEN."""
    from axes.models import AccessAttempt, AccessLog

    grenze = timezone.now() - ANMELDUNGEN_AUFHEBEN
    with technischer_lauf("Alte Sitzungen und Anmeldespuren löschen"):
        call_command("clearsessions")
        for modell in (AccessAttempt, AccessLog):
            modell.objects.filter(attempt_time__lt=grenze).delete()
