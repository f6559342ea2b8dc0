"""A mail in the morning that says how much waits, and nothing about anybody (PX-10)."""
