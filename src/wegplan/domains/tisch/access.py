"""Classes of the personal data in this area (DS-05), see person/access.py: it keeps none of its own, steps belong to
the area verfahren."""

FELDKLASSEN: dict[str, dict[str, str]] = {}
