"""The report as workbook and as PDF, both from the stored cells (JPS-96)."""

from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import timezone

from wegplan.kit.documents import satz
from wegplan.kit.exchange.xlsx import mappe_xlsx
from wegplan.kit.ui.textfilter import datum_zeit

from .darstellung import Zelle, kopfdaten, tafelbilder
from .models import Programmbericht, Regionalbeitrag
from .queries import geltende_beitraege

DOKUMENT = "domains/programmbericht/dokumente/programmbericht.typ"
SCHUTZHINWEIS = (
    "Zahlen von einer oder zwei Personen sind geschützt und werden nicht gezeigt. Weitere Zahlen sind geschützt, wenn "
    "sich sonst durch Abziehen auf eine solche Zahl schließen ließe."
)


def als_xlsx(bericht: Programmbericht) -> bytes:
    """A sheet per table with the numbers behind the rates, and one with what goes with them."""
    tafeln = tafelbilder(bericht.inhalt, alle=True)
    angaben = [*kopfdaten(bericht), ("Schutz kleiner Zahlen", SCHUTZHINWEIS)]
    definitionen = [(t.titel, name, wort) for t in tafeln for name, wort in t.definitionen]
    blaetter: list[tuple[str, Any, Any]] = [("Angaben", ("Angabe", "Wert"), angaben)]
    for nummer, t in enumerate(tafeln, 1):
        zeilen = [(titel, *(_wert(z) for z in zellen)) for titel, zellen in t.zeilen]
        blaetter.append((f"{nummer} {t.titel}", t.koepfe, zeilen))
    blaetter.append(("Definitionen", ("Tafel", "Zahl", "So wird gezählt"), definitionen))
    texte = [(b.regionalbuero.name, b.text, _freigabe(b)) for b in geltende_beitraege(bericht)]
    blaetter.append(("Regionalbüros", ("Regionalbüro", "Text", "Freigabe"), texte))
    ziel = BytesIO()
    mappe_xlsx(ziel, blaetter)
    return ziel.getvalue()


def _wert(z: Zelle) -> int | Decimal | str:
    return z.text if z.wert is None else z.wert


def als_pdf(bericht: Programmbericht) -> bytes:
    """The document for the ministry: title page, contents, charts, tables, definitions."""
    return satz(DOKUMENT, dokumentdaten(bericht), timezone.localdate(bericht.erstellt_am))


def dokumentdaten(bericht: Programmbericht) -> dict[str, Any]:
    """What the PDF shows."""
    return {
        "titel": f"Programmbericht {bericht.inhalt['programm']}",
        "untertitel": f"Ergebnisse zum Stichtag {bericht.stichtag:%d.%m.%Y}",
        "stand": f"Stichtag {bericht.stichtag:%d.%m.%Y}, Fassung {bericht.fassung}",
        "angaben": [list(paar) for paar in kopfdaten(bericht)],
        "schutz": SCHUTZHINWEIS,
        "tafeln": [
            {
                "titel": t.titel,
                "koepfe": t.koepfe,
                "zeilen": [[titel, *(_im_druck(z) for z in zellen)] for titel, zellen in t.zeilen],
                "definitionen": t.definitionen,
                "fundstelle": t.fundstelle,
                "lesart": t.lesart,
                "bild": t.bild,
                "bildtext": t.bildtext,
            }
            for t in tafelbilder(bericht.inhalt, druck=True)
        ],
        "beitraege": [
            {"stelle": b.regionalbuero.name, "freigabe": _freigabe(b), "absaetze": b.text.split("\n")}
            for b in geltende_beitraege(bericht)
        ],
    }


def _freigabe(beitrag: Regionalbeitrag) -> str:
    """Who released the words, and when."""
    return f"Fassung {beitrag.fassung}, freigegeben am {datum_zeit(beitrag.freigegeben_am)} von {beitrag.unterschrift}"


def _im_druck(z: Zelle) -> str:
    return f"{z.text}\n{z.zusatz}" if z.zusatz else z.text
