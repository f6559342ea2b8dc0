"""Quarterly report on a participant (Entwicklungsbericht): written, released, sent, accepted or returned."""
