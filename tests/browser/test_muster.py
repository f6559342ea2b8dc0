"""DS-40, DS-34: every component in all states, errors and error pages, checked by axe in each way of looking."""

import pytest

ANSICHTEN = {
    "hell": {"color_scheme": "light"},
    "dunkel": {"color_scheme": "dark"},
    "kontrast": {"forced_colors": "active"},
    "schmal": {"viewport": {"width": 320, "height": 640}},
    "schmal_dunkel": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


@pytest.fixture
def team_leitung(als_dienst, live_server) -> str:
    """A team lead's account, by her username."""
    from wegplan.domains.organisation.access import Rolle
    from wegplan.domains.organisation.models import Nutzer, Organisation

    with als_dienst():
        amt = Organisation.objects.create(kennung="JC-1", art="jobcenter", name="Jobcenter Spreetal")
        Nutzer.objects.create_user(
            "tl1",
            password="ein langes Passwort",
            first_name="Marta",
            last_name="Kranz",
            rolle=Rolle.TL,
            organisation=amt,
        )
    return "tl1"


@pytest.mark.parametrize("ansicht", ANSICHTEN)
def test_ds40_alle_bausteine_sind_barrierefrei(
    ansicht, neue_seite, anmelden, team_leitung, axe_pruefen, ohne_ueberlauf
):
    seite = neue_seite(**ANSICHTEN[ansicht])
    anmelden(seite, team_leitung)
    seite.goto("/muster/?meldung=1")
    assert seite.locator("h1").inner_text() == "Alle Bausteine 5.000"
    axe_pruefen(seite)
    ohne_ueberlauf(seite)
    seite.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    axe_pruefen(seite)
    ohne_ueberlauf(seite)
