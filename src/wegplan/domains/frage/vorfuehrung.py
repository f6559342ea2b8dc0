"""Papers and questions of the made-up region (PX-01, PX-06, PX-09): one sheet that says it is made up, filed often."""

import hashlib
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from wegplan.domains.anwesenheit.models import Monatsabschluss
from wegplan.domains.beleg.arten import UNTERSCHRIFTENLISTE, belegarten, grenzen
from wegplan.domains.beleg.models import Beleg, Beleginhalt, Belegseite
from wegplan.domains.massnahme.models import Feldklasse, Foerderart
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft
from wegplan.kit.papier import Papier, bereinigen

from .models import Frage, Fragebeitrag

JEDE = 8  # one running Teilnahme of the programme in this many has a paper, another one a question
ARTEN = ("vertrag", "zertifikat", "luv")
FRAGEN = (
    "Liegt der Praktikumsvertrag schon vor?",
    "Kann die Kinderbetreuung am Nachmittag gefördert werden?",
    "Ist ein Wechsel in den dualen Weg denkbar?",
)
ANTWORT = "Ja, ich kümmere mich diese Woche darum."


def belege_anlegen(stichtag: date) -> None:
    """Papers to Teilnahmen and closed months, questions waiting since some days; runs as wegplan_dienst."""
    konten = {n.organisation_id: n for n in Nutzer.objects.filter(rolle__in=("bdl", "rb", "ifk")).order_by("-pk")}
    teilnahmen = list(
        Teilnahme.objects.filter(laeuft(stichtag), massnahme__foerderart=Foerderart.ESF)
        .select_related("massnahme", "person")
        .order_by("pk")
    )
    papier = bereinigen([_blatt()], grenzen(stichtag))
    belege = [b for t in teilnahmen[::JEDE] if (b := _beleg(t, konten, papier, stichtag))]
    belege += _listen(konten, papier, stichtag)
    angelegt = Beleg.objects.bulk_create(belege)
    Beleginhalt.objects.bulk_create(Beleginhalt(beleg=b, pdf=papier.pdf) for b in angelegt)
    Belegseite.objects.bulk_create(
        Belegseite(beleg=b, nummer=nr, bild=bild) for b in angelegt for nr, bild in enumerate(papier.bilder, 1)
    )
    _fragen(teilnahmen[JEDE // 2 :: JEDE], konten, stichtag)


def _blatt() -> bytes:
    bild = Image.new("L", (620, 877), "white")
    ImageDraw.Draw(bild).text((60, 80), "Beispiel: ein frei erfundenes Papier", fill="black", font_size=24)
    ausgabe = io.BytesIO()
    bild.save(ausgabe, "PNG")
    return ausgabe.getvalue()


def _rahmen(art: str, wer: Nutzer, papier: Papier, tag: date) -> dict[str, Any]:
    summe = hashlib.sha256(papier.pdf).hexdigest()
    return {
        "art": art,
        "klasse": belegarten()[art].klasse,
        "kreis": belegarten()[art].kreis,
        "tag": tag,
        "eingegangen_am": tag,
        "stelle_id": wer.organisation_id,
        "abgelegt_von": wer,
        "seiten": len(papier.bilder),
        "groesse": len(papier.pdf),
        "pruefsumme": summe,
        "pruefsumme_eingang": summe,
    }


def _beleg(t: Teilnahme, konten: dict[Any, Nutzer], papier: Papier, stichtag: date) -> Beleg | None:
    wer = konten.get(t.massnahme.traeger_id)
    if wer is None or Feldklasse.LEISTUNG not in t.massnahme.zweckbindung:
        return None
    tag = max(t.eintritt, stichtag - timedelta(days=20))
    rahmen = _rahmen(ARTEN[t.pk % len(ARTEN)], wer, papier, tag)
    return Beleg(beleg_id=f"DB{t.pk}", person_id=t.person_id, teilnahme=t, **rahmen)


def _listen(konten: dict[Any, Nutzer], papier: Papier, stichtag: date) -> Iterator[Beleg]:
    """The signed list of every closed month but the newest ones."""
    for a in Monatsabschluss.objects.select_related("massnahme").order_by("pk"):
        wer = konten.get(a.massnahme.traeger_id)
        letzter = (a.monat + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if wer and letzter < stichtag - timedelta(days=30):
            rahmen = _rahmen(UNTERSCHRIFTENLISTE, wer, papier, letzter)
            yield Beleg(beleg_id=f"DM{a.pk}", massnahme=a.massnahme, monat=a.monat, **rahmen)


def _fragen(teilnahmen: list[Teilnahme], konten: dict[Any, Nutzer], stichtag: date) -> None:
    """From the Jobcenter to the provider; every third is answered and waits for the Jobcenter, some for too long."""
    fragen = []
    for nr, t in enumerate(teilnahmen):
        fragt = konten.get(t.jobcenter_id or t.person.jobcenter_id)
        antwortet = konten.get(t.massnahme.traeger_id)
        if fragt and antwortet:
            seit = timezone.make_aware(datetime.combine(stichtag - timedelta(days=nr % 12), time(8, 30)))
            stellen = {"von_stelle_id": fragt.organisation_id, "an_stelle_id": antwortet.organisation_id}
            am_zug = (antwortet if nr % 3 else fragt).organisation_id
            wer = {"person_id": t.person_id, "teilnahme": t, "gestellt_von": fragt, "gestellt_am": seit}
            fragen.append(Frage(frage_id=f"DF{t.pk}", **wer, **stellen, am_zug_id=am_zug, wartet_seit=seit))
    beitraege = []
    for nr, f in enumerate(Frage.objects.bulk_create(fragen)):
        erster = {"stelle_id": f.von_stelle_id, "von": f.gestellt_von, "am": f.gestellt_am}
        text = FRAGEN[nr % len(FRAGEN)]
        beitraege.append(Fragebeitrag(beitrag_id=f"{f.frage_id}-1", frage=f, text=text, **erster))
        if f.am_zug_id == f.von_stelle_id:
            antwort = {"stelle_id": f.an_stelle_id, "von": konten[f.an_stelle_id], "am": f.wartet_seit}
            beitraege.append(Fragebeitrag(beitrag_id=f"{f.frage_id}-2", frage=f, text=ANTWORT, **antwort))
    Fragebeitrag.objects.bulk_create(beitraege)
