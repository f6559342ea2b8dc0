"""Classes of the personal data in this area (DS-05), see person/access.py: it keeps none, duties belong to measures."""

FELDKLASSEN: dict[str, dict[str, str]] = {}
