"""The cast of tests/welt.py with its first measure in the programme; a provider's template in any state."""

import io
from typing import Any

import docx
import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text
from wegplan.domains.akte.tests.conftest import welt as ohne_programm
from wegplan.domains.planvorlage.models import Planvorlage
from wegplan.domains.planvorlage.rules import befund, mindeststandards

__all__ = ["als", "anweisungen", "ohne_programm", "spuren", "text"]


@pytest.fixture
def welt(ohne_programm: Welt, als_dienst: Any) -> Welt:
    with als_dienst():
        ohne_programm.massnahmen["M-A"].foerderart = "ESF"
        ohne_programm.massnahmen["M-A"].save()
    return ohne_programm


def dokument(*absaetze: str) -> bytes:
    """A DOCX of these paragraphs."""
    neu, ziel = docx.Document(), io.BytesIO()
    for absatz in absaetze:
        neu.add_paragraph(absatz)
    neu.save(ziel)
    return ziel.getvalue()


def ganze(name: str = "Plan", ohne: str = "") -> bytes:
    """An own template that shows everything but the standard `ohne`, each in a paragraph of its own."""
    absaetze = [name]
    for standard in mindeststandards("foerderplan", HEUTE):
        if standard.schluessel == ohne:
            continue
        for gruppe in standard.verlangt:
            liste, *rest = gruppe[0].split(".")
            if len(rest) == 2:
                inhalt = f"{{% for s in z.{rest[0]} %}}{{{{ s.{rest[1]} }}}}{{% endfor %}}"
            else:
                inhalt = f"{{{{ z.{rest[0]} }}}}" if rest else f"{{{{ {liste} }}}}"
            schleife = (f"{{% for z in {liste} %}}", "{% endfor %}") if rest else ("", "")
            absaetze.append(f"{gruppe[0]}: {schleife[0]}{inhalt}{schleife[1]}")
    return dokument(*absaetze)


@pytest.fixture
def vorlage_von(welt: Welt, als_dienst: Any) -> Any:
    """Make a version in a state."""

    def anlegen(stand: str = "entwurf", inhalt: bytes | None = None, fassung: int = 1, kurz: str = "A") -> Planvorlage:
        docx_inhalt = inhalt or ganze(f"Fassung {fassung}")
        werte: dict[str, Any] = {"entschieden_von": welt["rb"], "entschieden_am": f"{HEUTE}T09:00Z"}
        alle = {p for s in mindeststandards("foerderplan", HEUTE) for gruppe in s.verlangt for p in gruppe}
        with als_dienst():
            return Planvorlage.objects.create(
                organisation=welt.stellen[f"TR-{kurz}"],
                regionalbuero=welt.stellen[f"RB-{kurz}"],
                art="foerderplan",
                fassung=fassung,
                inhalt=docx_inhalt,
                pruefwert=f"{stand}{fassung}",
                befund=befund(mindeststandards("foerderplan", HEUTE), {pfad: ["Text"] for pfad in alle}),
                stand=stand,
                hochgeladen_von=welt["bdl_leitung"],
                grund="Bitte größer schreiben." if stand == "zurueckgegeben" else "",
                **(werte if stand in ("freigegeben", "zurueckgegeben", "abgeloest") else {}),
            )

    return anlegen
