"""Vereinbarungen, Vermittlungen and strategies of a person."""
