"""Funded measures."""
