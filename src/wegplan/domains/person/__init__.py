"""Persons and the assignments that give access to them."""
