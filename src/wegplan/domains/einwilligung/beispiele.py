"""Places and declarations of the made-up projects, one in each state (JPS-82)."""

from datetime import date, timedelta

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer

from .models import Durchfuehrungsort, Einwilligung, Stand
from .queries import laufende

ORTE = ("Auenmark", "Falkenmoor", "Nordheide")
VERLAUF = (Stand.VEROEFFENTLICHT, Stand.WEITERGEGEBEN, None, Stand.WIDERRUFEN, Stand.EINGEGANGEN)


def einwilligungen_anlegen(stichtag: date) -> None:
    """For the projects that the public page names; runs as wegplan_dienst."""
    wer = Nutzer.objects.filter(rolle="rb").order_by("pk").first()
    projekte = list(laufende(Massnahme.objects.all(), stichtag).order_by("pk"))
    orte = [Durchfuehrungsort(massnahme=m, ort=ORTE[nr % len(ORTE)]) for nr, m in enumerate(projekte)]
    Durchfuehrungsort.objects.bulk_create(orte)
    tag = stichtag - timedelta(days=40)
    Einwilligung.objects.bulk_create(
        Einwilligung(
            kennung=f"DE-{m.pk}",
            massnahme=m,
            link=f"https://projekt-{nr + 1}.example/angebot",
            mail=f"projekt-{nr + 1}@traeger.example",
            unterzeichnet_von="Leitung des Bildungsdienstleisters",
            erreichbar_unter="0000 12345",
            unterzeichnet_am=tag,
            eingegangen_am=tag + timedelta(days=2),
            stand=stand,
            weitergegeben_am=None if stand == Stand.EINGEGANGEN else tag + timedelta(days=5),
            veroeffentlicht_am=tag + timedelta(days=9) if stand == Stand.VEROEFFENTLICHT else None,
            beendet_am=stichtag if stand == Stand.WIDERRUFEN else None,
            eingetragen_von=wer,
        )
        for nr, m in enumerate(projekte)
        if (stand := VERLAUF[nr % len(VERLAUF)])
    )
