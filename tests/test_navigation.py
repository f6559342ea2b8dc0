"""The side navigation: by role, at most eight entries, only what exists and is allowed."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from wegplan.config.navigation import NAVIGATION
from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer
from wegplan.kit.ui import navigation
from wegplan.kit.ui.navigation import HOECHSTZAHL, Eintrag, punkte


def anfrage(pfad: str, rolle: str):
    request = RequestFactory().get(pfad)
    request.user = Nutzer(username="n", rolle=rolle)
    return request


@pytest.fixture
def tabelle(monkeypatch):
    """Replaces the table of the project for one role."""

    def setzen(*eintraege: Eintrag) -> None:
        monkeypatch.setattr(navigation, "import_module", lambda _: SimpleNamespace(NAVIGATION={Rolle.TL: eintraege}))

    return setzen


def test_jede_rolle_hat_eine_navigation_von_hoechstens_acht_eintraegen():
    assert set(NAVIGATION) == set(Rolle)
    for rolle, eintraege in NAVIGATION.items():
        assert 1 <= len(eintraege) <= HOECHSTZAHL, rolle
        assert eintraege[0].url_name == "startseite:start"
        assert len({e.name for e in eintraege}) == len(eintraege)


def test_ein_eintrag_ohne_seite_oder_ohne_recht_faellt_weg(tabelle):
    tabelle(
        Eintrag("Hilfe", "ui:hilfe", "help"),
        Eintrag("Gibt es nicht", "ui:gibt_es_nicht", "help"),
        Eintrag("Nur Datenschutz", "ui:barrierefreiheit", "help", "spuren_lesen"),
        Eintrag("Vorschau", "ui:muster", "help", "vorschau_sehen"),
    )
    assert [p.name for p in punkte(anfrage("/", Rolle.TL))] == ["Hilfe", "Vorschau"]


def test_der_laengste_passende_eintrag_ist_der_aktuelle(tabelle):
    tabelle(Eintrag("Muster", "ui:muster", "help"), Eintrag("Formular", "ui:muster_formular", "help"))
    assert [p.aktuell for p in punkte(anfrage("/muster/", Rolle.TL))] == ["page", ""]
    assert [p.aktuell for p in punkte(anfrage("/muster/fehler/400/", Rolle.TL))] == ["true", ""]
    assert [p.aktuell for p in punkte(anfrage("/muster/formular/", Rolle.TL))] == ["", "page"]


def test_eine_zahl_steht_nur_wo_jemand_sie_zaehlt(tabelle):
    tabelle(Eintrag("Hilfe", "ui:hilfe", "help", zaehler=lambda request: 3), Eintrag("Muster", "ui:muster", "help"))
    assert [p.anzahl for p in punkte(anfrage("/", Rolle.TL))] == [3, None]
