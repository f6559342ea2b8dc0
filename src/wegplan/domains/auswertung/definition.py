"""What a rate means, in words from the rule file: numerator, denominator, where it stands (AW-01)."""

from dataclasses import dataclass
from datetime import date

from wegplan.domains.absolventenmanagement.rules import Regelwerk
from wegplan.domains.teilnahme.models import Austrittsgrund
from wegplan.domains.vermittlung.models import Stellenart, Vereinbarungsart, Vermittlungsart

GEZAEHLT = (
    ("foerdergruppen", "Förderarten, die zählen"),
    ("mindestdauer", "Mindestdauer"),
    ("vorzeitige_enden", "Vorzeitige Enden"),
)
ERFUELLT = (
    ("fensterbeginn", "Letzter Maßnahmeabschnitt"),
    ("vereinbarungsarten", "Vereinbarungen, die zählen"),
    ("vermittlungsarten", "Vermittlungen, die zählen"),
    ("stellenarten", "Stellenarten, die zählen"),
    ("nachlauf", "Nach dem Austritt"),
)


@dataclass(frozen=True)
class Quelle:
    """Where a value of the rule file comes from, and how we read it."""

    name: str
    fundstelle: str
    lesart: str


@dataclass(frozen=True)
class Definition:
    """`nenner`, `zaehler_ies`, `zaehler_iws` ("" where there is none) as sentences."""

    regelwerk: str
    quelle: str
    nenner: str
    zaehler_ies: str
    zaehler_iws: str
    quellen: tuple[Quelle, ...]


def definition(regel: Regelwerk, tag: date) -> Definition:
    """The definition in force on `tag`."""
    fenster = regel.fensterbeginn.am(tag) + 1
    nachlauf = regel.nachlauf.am(tag)
    vereinbarung = " oder ".join(Vereinbarungsart(art).label for art in regel.vereinbarungsarten.am(tag))
    vermittlung = " oder ".join(Vermittlungsart(art).label for art in regel.vermittlungsarten.am(tag))
    stellen = " oder ".join(Stellenart(art).label for art in regel.stellenarten.am(tag))
    pflicht = "sozialversicherungspflichtige " if regel.nur_sv_pflichtig.am(tag) else ""
    kern = f"{vereinbarung} und dazu {vermittlung} für eine {pflicht}Stelle der Art {stellen}"
    iws = f"Davon im weiteren Sinne erfüllt: dasselbe, auch noch bis {nachlauf} Tage nach dem Austritt."
    return Definition(
        regel.name,
        f"{regel.quelle} ({regel.stand})",
        _nenner(regel, tag),
        f"Davon erfüllt: in den letzten {fenster} Tagen bis zum Austritt {kern}. Die Vereinbarung gilt am Austritt.",
        iws if nachlauf else "",
        tuple(
            Quelle(name, eintrag.fundstelle, eintrag.lesart)
            for feld, name in (*GEZAEHLT, *ERFUELLT)
            for eintrag in [getattr(regel, feld).eintrag(tag)]
        ),
    )


def _nenner(regel: Regelwerk, tag: date) -> str:
    gruppen = ", ".join(f"{name} ({', '.join(codes)})" for name, codes in regel.foerdergruppen.am(tag).items())
    enden = ", ".join(Austrittsgrund(grund).label for grund in regel.vorzeitige_enden.am(tag))
    return (
        f"Gezählt werden Austritte des Monats aus {gruppen}, die mindestens {regel.mindestdauer.am(tag)} Tage dauerten "
        f"(Eintritt und Austritt mitgezählt) und nicht vorzeitig endeten ({enden})."
    )
