"""Offices, teams and the people who work there, with their roles."""
