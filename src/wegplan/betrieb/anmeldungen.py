"""The demo accounts as a table for the terminal."""

from wegplan.befehle import django_bereit


def tabelle() -> str:
    """One line per demo account that exists in the database; empty when there is none."""
    from django.contrib.auth import get_user_model

    from wegplan.domains.demo.konten import DEMO_PASSWORT, demo_konten

    konten = demo_konten()
    vorhanden = set(
        get_user_model()
        .objects.filter(username__in=[k.benutzername for k in konten])
        .values_list("username", flat=True)
    )
    zeilen = [f"  {k.benutzername:<28} {k.rolle.label}, {k.stelle}" for k in konten if k.benutzername in vorhanden]
    return "\n".join([f"Zum Ausprobieren (Passwort für alle: {DEMO_PASSWORT}):", *zeilen]) if zeilen else ""


if __name__ == "__main__":
    django_bereit("dienst")
    print(tabelle())
