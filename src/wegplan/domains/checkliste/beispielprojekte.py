"""For the demo: two projects that have just begun with everything in order, so that not every light is red (JPS-83).

One is green; in the other the plan is due a week after the entry, as its agreement says, and it is yellow. The older
projects came to the program one after the other: some long enough ago to have arrears, some the day before."""

from datetime import date, timedelta

from django.db import connection

from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft
from wegplan.domains.uebergang.arten import Ergebnis
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.domains.verbleib.models import Fragebogen, Fragebogenzeitpunkt

from .models import Pflichthaken
from .vorgaben import BEGINN

PROJEKTE = {"DEMO-C-1": "Neustart in Arbeit", "DEMO-C-2": "Neustart in der Pflege"}
EIGENE_FRISTEN = {"DEMO-C-2": {"foerderplan": 1}}
ZWECKE = ["stammdaten", "leistung", "besonders"]
JE_PROJEKT = 4
GEFUEHRT_SEIT = (50, 10, 1)  # days; the numbers go round over the older projects


def checklisten_anlegen(stichtag: date) -> None:
    """After accounts and assignments, before the agreements; runs as wegplan_dienst."""
    fuehrung_beginnen(stichtag)
    stellen = {o.kennung: o for o in Organisation.objects.filter(kennung__in=("RB-AUENMARK", "BDL-01", "JC-AUENMARK"))}
    beginn = max(stichtag - timedelta(days=5), stichtag.replace(day=1))  # no list of a month is due yet
    besetzt = Teilnahme.objects.filter(laeuft(stichtag)).values("person")
    frei = Person.objects.filter(jobcenter=stellen["JC-AUENMARK"], zuweisungen=None).exclude(pk__in=besetzt)
    leute = list(frei.order_by("-kundennummer")[: JE_PROJEKT * len(PROJEKTE)])
    for nummer, (kennung, titel) in enumerate(PROJEKTE.items()):
        massnahme, _ = Massnahme.objects.update_or_create(
            massnahmenummer=kennung,
            defaults={
                "titel": titel,
                "foerderart": Foerderart.ESF,
                "programmstufe": "IEB",
                "traeger": stellen["BDL-01"],
                "regionalbuero": stellen["RB-AUENMARK"],
                "beginn": beginn,
                "ende": beginn + timedelta(days=270),
                "plaetze": 12,
                "gruppenmassnahme": True,
                "zweckbindung": ZWECKE,
            },
        )
        _eintreten(massnahme, leute[nummer * JE_PROJEKT :][:JE_PROJEKT], beginn)
    with connection.cursor() as c:  # the import before has switched off that every row does it
        c.execute("select sicht_fuer(%s)", [[p.pk for p in leute]])


def fuehrung_beginnen(stichtag: date) -> None:
    """The older projects, each kept here from its day on; what was before it nobody owes. Runs as wegplan_dienst."""
    konten = {n.organisation_id: n for n in Nutzer.objects.filter(rolle="rb").order_by("-pk")}
    aeltere = Massnahme.objects.filter(foerderart=Foerderart.ESF, traeger__isnull=False, regionalbuero__in=konten)
    Pflichthaken.objects.bulk_create(
        Pflichthaken(
            massnahme=m,
            schritt=BEGINN,
            am=stichtag - timedelta(days=GEFUEHRT_SEIT[nummer % len(GEFUEHRT_SEIT)]),
            entfaellt=True,
            notiz="Bis dahin auf Papier geführt.",
            stelle=m.regionalbuero,
            gesetzt_von=konten[m.regionalbuero_id],
        )
        for nummer, m in enumerate(
            aeltere.select_related("regionalbuero").exclude(massnahmenummer__in=PROJEKTE).order_by("massnahmenummer")
        )
    )


def _eintreten(massnahme: Massnahme, leute: list[Person], beginn: date) -> None:
    """Handed over, opened with a talk, entered, and asked with the questionnaire on the first day."""
    teilnahmen = Teilnahme.objects.bulk_create(
        Teilnahme(
            teilnahme_id=f"DEMO-C-{p.kundennummer}",
            person=p,
            massnahme=massnahme,
            eintritt=beginn,
            geplantes_ende=beginn + timedelta(days=180),
        )
        for p in leute
    )
    Zuweisung.objects.bulk_create(
        Zuweisung(
            zuweisung_id=f"DEMO-C-{t.person.kundennummer}",
            person=t.person,
            regionalbuero=massnahme.regionalbuero,
            jobcenter=t.person.jobcenter,
            stufe=massnahme.programmstufe,
            zugewiesen_am=beginn - timedelta(days=14),
            uebergeben_am=beginn - timedelta(days=7),
            massnahme=massnahme,
            traeger=massnahme.traeger,
            auftakt_am=beginn,
            beendet_am=beginn,
            ergebnis=Ergebnis.EINTRITT,
            teilnahme=t,
        )
        for t in teilnahmen
    )
    Fragebogen.objects.bulk_create(
        Fragebogen(
            person=t.person,
            teilnahme=t,
            zeitpunkt=Fragebogenzeitpunkt.BEGINN,
            ausgefuellt_am=beginn,
            vollstaendig=True,
        )
        for t in teilnahmen
    )
