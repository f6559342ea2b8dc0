"""Providers' own Word templates for plans, checked against the minimum standards, released by the RB (JPS-14)."""
