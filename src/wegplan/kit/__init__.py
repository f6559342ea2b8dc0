"""Technique that knows no area; imports nothing from domains."""
