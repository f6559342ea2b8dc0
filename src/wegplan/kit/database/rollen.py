"""The four roles of the database; rollen.sql makes them."""

ROLLEN = ("wegplan_eigner", "wegplan_app", "wegplan_dienst", "wegplan_leitung")
