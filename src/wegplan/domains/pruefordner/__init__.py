"""The audit folder of a project: everything that proves it over some months, as one ZIP (PX-06)."""
