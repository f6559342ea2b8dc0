"""The demo as the stage of journeys."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from wegplan.domains.teilnahme.models import Teilnahme

# main cases of Team Nord, for which both records are missing: still running, and an exit of today
LAUFEND, HEUTE_BEENDET = "T00001", "T00041"


@pytest.fixture
def demo(settings: Any, tmp_path: Any, als_dienst: Any, live_server: Any) -> Any:
    """The demo, committed so that the server sees it; `demo("T00001")` gives a Teilnahme."""
    from wegplan.domains.demo.befehl import einrichten
    from wegplan.domains.demo.zufall import SAMEN
    from wegplan.domains.teilnahme.models import Teilnahme

    settings.WEGPLAN_DEMO = True
    settings.VAR = tmp_path
    with als_dienst():
        einrichten(SAMEN, None, neu=False)

    def teilnahme(kennzeichen: str) -> "Teilnahme":
        with als_dienst():
            return Teilnahme.objects.select_related("person").get(teilnahme_id=kennzeichen)

    return teilnahme
