"""Reads YAML so that every place in the document knows its line.

Dates stay text (the JSON Schema checks their form), and a key that stands twice is a fault: YAML would silently
take the last one.
"""

from pathlib import Path
from typing import Any

import yaml

from .fehler import Befund, RegelwerkFehler

Stelle = tuple[str | int, ...]


class _Leser(yaml.CSafeLoader):
    """SafeLoader without dates: a rule file is JSON in another spelling. In C, as files are read at each start."""


_Leser.yaml_implicit_resolvers = {
    zeichen: [(tag, muster) for tag, muster in regeln if tag != "tag:yaml.org,2002:timestamp"]
    for zeichen, regeln in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def lesen(datei: Path) -> tuple[Any, dict[Stelle, int]]:
    """Content of the file and the line (from 1) of every place in it.

    Raises RegelwerkFehler for a missing file, broken YAML or a doubled key."""
    try:
        text = datei.read_text(encoding="utf-8")
        leser = _Leser(text)
        knoten = leser.get_single_node()
        inhalt = leser.construct_document(knoten) if knoten else None
    except (OSError, UnicodeDecodeError) as fehler:
        raise RegelwerkFehler([Befund(datei, 1, f"Die Datei ist nicht lesbar ({fehler}).")]) from fehler
    except yaml.MarkedYAMLError as fehler:
        zeile = fehler.problem_mark.line + 1 if fehler.problem_mark else 1
        raise RegelwerkFehler([Befund(datei, zeile, f"Das ist kein gültiges YAML ({fehler.problem}).")]) from fehler
    zeilen: dict[Stelle, int] = {(): 1}
    doppelt: list[Befund] = []
    if knoten:
        _gehen(knoten, (), zeilen, doppelt, datei)
    if doppelt:
        raise RegelwerkFehler(doppelt)
    return inhalt, zeilen


def _gehen(knoten: yaml.Node, stelle: Stelle, zeilen: dict[Stelle, int], doppelt: list[Befund], datei: Path) -> None:
    zeilen.setdefault(stelle, knoten.start_mark.line + 1)
    if isinstance(knoten, yaml.MappingNode):
        gesehen = set()
        for schluessel, wert in knoten.value:
            name = schluessel.value
            if name in gesehen:
                doppelt.append(Befund(datei, schluessel.start_mark.line + 1, f"„{name}“ steht hier doppelt."))
            gesehen.add(name)
            zeilen[(*stelle, name)] = schluessel.start_mark.line + 1
            _gehen(wert, (*stelle, name), zeilen, doppelt, datei)
    elif isinstance(knoten, yaml.SequenceNode):
        for nummer, wert in enumerate(knoten.value):
            _gehen(wert, (*stelle, nummer), zeilen, doppelt, datei)
