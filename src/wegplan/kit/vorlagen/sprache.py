"""The small language of templates: a sandbox that refuses everything but names, conditions and loops over what it is
given. The check stands in the parser, so that whatever is compiled has passed it, when checked and when filled."""

import re
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import ChainableUndefined, StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

ERLAUBT: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
)
TIEFE = 2  # loops inside each other: a list of lists, never a product of many
EIGENE_NAMEN = frozenset({"self", "super", "caller", "loop", "varargs", "kwargs"})  # of the template language itself
LAENGE = 200  # characters of a constant
WORTE = {
    nodes.Call: "ein Aufruf wie „name()“",
    nodes.Filter: "ein Filter wie „name|filter“",
    nodes.Getitem: "ein Zugriff mit eckigen Klammern",
    nodes.Assign: "eine Zuweisung mit „set“",
    nodes.Include: "das Einbinden anderer Dateien",
    nodes.Import: "das Einbinden anderer Dateien",
    nodes.FromImport: "das Einbinden anderer Dateien",
    nodes.Extends: "das Einbinden anderer Dateien",
    nodes.Macro: "ein Makro",
}


class Vorlagenfehler(Exception):
    """A template cannot be used; each of `saetze` is a German sentence for people."""

    def __init__(self, *saetze: str) -> None:
        super().__init__(" ".join(saetze))
        self.saetze = saetze


class Sprache(ImmutableSandboxedEnvironment):
    """`gefunden` collects the names of the placeholders of everything that was compiled, `unbekannt` those that the
    entries of a list lack (only where not `streng`)."""

    def __init__(self, streng: bool = True) -> None:
        """`streng`: a placeholder without a value is an error; else it is empty."""
        super().__init__(undefined=StrictUndefined if streng else ChainableUndefined, autoescape=True)
        self.unbekannt: set[str] = set()
        if not streng:
            self.undefined = self._merken  # type: ignore[assignment]
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()
        self.gefunden: set[str] = set()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            baum = super()._parse(source, name, filename)
        except TemplateSyntaxError as fehler:
            raise Vorlagenfehler(_satz(fehler, source)) from fehler
        _pruefen(baum, 0)
        self.gefunden |= find_undeclared_variables(baum)
        return baum

    def _merken(self, hint: str | None = None, obj: Any = missing, name: str | None = None, *rest: Any) -> Undefined:
        """An empty value; notes which key of a dict was asked for in vain."""
        if isinstance(obj, dict) and name:
            self.unbekannt.add(name)
        return ChainableUndefined(hint, obj, name, *rest)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only the keys of a dict are ever read with a dot; attributes of objects are nobody's business."""
        return False


def _pruefen(knoten: nodes.Node, tiefe: int) -> None:
    for kind in knoten.iter_child_nodes():
        if not isinstance(kind, ERLAUBT):
            wort = next(
                (satz for art, satz in WORTE.items() if isinstance(kind, art)), "eine Rechnung oder ein anderer Befehl"
            )
            raise Vorlagenfehler(f"In der Vorlage steht {wort}. Das ist in Vorlagen nicht erlaubt.")
        if isinstance(kind, nodes.Getattr) and (kind.attr.startswith("_") or not isinstance(kind.node, nodes.Name)):
            raise Vorlagenfehler(f"Den Platzhalter „{kind.attr[:40]}“ gibt es nicht.")
        if isinstance(kind, nodes.Name) and kind.name in EIGENE_NAMEN:
            raise Vorlagenfehler(f"Den Platzhalter „{kind.name}“ gibt es nicht.")
        if isinstance(kind, nodes.Const) and len(str(kind.value)) > LAENGE:
            raise Vorlagenfehler("In einem Platzhalter steht ein zu langer Text.")
        if isinstance(kind, nodes.For):
            _schleife(kind, tiefe)
        _pruefen(kind, tiefe + isinstance(kind, nodes.For))


def _schleife(schleife: nodes.For, tiefe: int) -> None:
    """Over a list that is given, not recursive, not deeper than TIEFE."""
    if schleife.recursive or not isinstance(schleife.iter, nodes.Name | nodes.Getattr):
        raise Vorlagenfehler("Eine Wiederholung („for“) geht nur über eine Liste, die als Platzhalter genannt ist.")
    if tiefe >= TIEFE:
        raise Vorlagenfehler(f"Wiederholungen („for“) dürfen höchstens {TIEFE}-fach ineinander stehen.")


def _satz(fehler: TemplateSyntaxError, quelle: str) -> str:
    """Where it is, by what stands there; the library's own words are English."""
    zeilen = quelle.splitlines()
    zeile = re.sub(r"<[^>]*>", "", zeilen[fehler.lineno - 1] if 0 < fehler.lineno <= len(zeilen) else "")
    treffer = re.search(r"\{[{%].{0,40}", zeile)
    wo = f" bei „{treffer[0]}“" if treffer else ""
    return f"Ein Platzhalter ist falsch geschrieben oder nicht geschlossen{wo}. Prüfen Sie {{{{ … }}}} und {{% … %}}."
