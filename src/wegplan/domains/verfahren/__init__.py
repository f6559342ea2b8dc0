"""Procedures as data (chapter 30): rule files give every Teilnahme its dated steps, records prove them, and the rest
stands on somebody's desk."""
