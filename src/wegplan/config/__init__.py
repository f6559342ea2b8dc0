"""Composition root: settings, URLs, navigation. Only here everything meets."""
