"""The checksum that a frozen version carries on its document (JPS-12)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any


def pruefsumme(inhalt: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form of a version: keys in order, days as 2026-03-05, hexadecimal."""
    text = json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()
