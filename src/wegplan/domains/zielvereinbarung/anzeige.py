"""An indicator's figure as people read it: rows of tables and the figure at the head of a page."""

from dataclasses import dataclass
from decimal import Decimal

from wegplan.domains.teilnahme.models import Austrittsgrund
from wegplan.domains.zielindikatoren.rules import Indikator
from wegplan.kit.ui.textfilter import prozent, zahl

from .zahlen import KLEIN, Zahl, urteil

VERDECKT = f"verdeckt (weniger als {KLEIN})"
WORTE = {"erreicht": ("erreicht", "gut"), "verfehlt": ("verfehlt", "schlecht"), "": ("", "")}
EINHEITEN = {"mindestens": "mindestens", "hoechstens": "höchstens"}


@dataclass(frozen=True)
class Zeile:
    """One figure in a table. `name` and `url`: what the row is about; `soll` may be one agreed for the project."""

    name: str
    url: str
    indikator: Indikator
    zahl: Zahl
    soll: Decimal | None
    zusatz: str = ""
    zuvor: Zahl | None = None

    @property
    def ist(self) -> str:
        return VERDECKT if self.zahl.verdeckt else self._wert(self.zahl.ist)

    @property
    def anzahl(self) -> int | None:
        return None if self.zahl.verdeckt else self.zahl.n

    @property
    def n(self) -> str:
        return zahl(self.anzahl)

    @property
    def erhoben(self) -> str:
        """Both readings side by side, never one silently (JPS-91)."""
        if self.zahl.verdeckt or not self.indikator.antwort or not self.zahl.nenner:
            return ""
        return "noch keine" if self.zahl.ist_erhoben is None else prozent(self.zahl.ist_erhoben)

    @property
    def antworten(self) -> str:
        return f"{zahl(self.zahl.erhoben)} von {zahl(self.zahl.nenner)} erhoben" if self.erhoben else ""

    @property
    def bereich(self) -> str:
        if self.zahl.verdeckt or self.zahl.intervall is None:
            return ""
        von, bis = (str(grenze).replace(".", ",") for grenze in self.zahl.intervall)
        return f"95 %: {von} bis {bis} %"

    @property
    def sollwort(self) -> str:
        if self.soll is None:
            return "–"
        return f"{EINHEITEN[self.indikator.richtung]} {self._wert(self.soll)}"

    @property
    def urteil(self) -> str:
        return "" if self.zahl.verdeckt else urteil(self.zahl.ist, self.soll, self.indikator.richtung)

    @property
    def abzeichen(self) -> tuple[str, str]:
        return WORTE[self.urteil]

    @property
    def gruende(self) -> str:
        """Beside a rate of early ends: how many of them changed the stage, how many went into work (JPS-90)."""
        if self.zahl.verdeckt or not self.zahl.gruende:
            return ""
        teile = [f"{zahl(n)} {Austrittsgrund(grund).label}" for grund, n in self.zahl.gruende.items()]
        return "davon " + ", ".join(teile)

    @property
    def unterschied(self) -> str:
        """What later corrections changed since this day was counted first (PX-05)."""
        if self.zuvor is None or self.zuvor.verdeckt or self.zahl.verdeckt or self.zuvor.ist == self.zahl.ist:
            return ""
        return f"zuerst {self._wert(self.zuvor.ist)}"

    def _wert(self, wert: Decimal | None) -> str:
        return zahl(int(wert or 0)) if self.indikator.ist_anzahl else prozent(wert)
