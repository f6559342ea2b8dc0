"""Profiling: Kurzgutachten of the Regionalbüro, opening talk, and information events (JPS-01 to JPS-03)."""
