"""Two requests at the same moment, each on a connection of its own (DS-30, DS-31)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from tests.welt import HEUTE
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vermittlung

from .test_eintragen import VERMITTLUNG, ausgefuellt
from .test_stammdaten import NEU, NEUE

pytestmark = pytest.mark.django_db(transaction=True)
KLICKS = 4


@pytest.fixture
def zugleich(als):
    """Send the same form `KLICKS` times at once; gives the addresses to which the answers lead."""

    def senden(adresse: str, daten: dict) -> set[str]:
        clients = [als("pap") for _ in range(KLICKS)]
        tor = Barrier(KLICKS)

        def klick(client) -> str:
            try:
                tor.wait(10)
                return client.post(adresse, daten).url
            finally:
                connection.close()

        with ThreadPoolExecutor(KLICKS) as faeden:
            return set(faeden.map(klick, clients))

    return senden


def anzahl(als_dienst, modell, **filter) -> int:
    with als_dienst():
        return modell.objects.filter(**filter).count()


def test_ds31_vier_klicks_zugleich_machen_eine_vermittlung(als, welt, als_dienst, zugleich):
    adresse = reverse("akte:vermittlung_neu", args=[welt.eigen.pk])
    daten = ausgefuellt(als("pap"), adresse, **VERMITTLUNG)
    assert zugleich(adresse, daten) == {reverse("akte:person", args=[welt.eigen.pk])}
    assert anzahl(als_dienst, Vermittlung, vermittlung_id=daten["kennzeichen"]) == 1


def test_ds31_vier_klicks_zugleich_legen_eine_person_an(als, welt, als_dienst, zugleich):
    daten = ausgefuellt(als("pap"), NEU, **NEUE, jobcenter="", team="")
    assert len(zugleich(NEU, daten)) == 1
    assert anzahl(als_dienst, Person, nachname="Neumann") == 1


def test_ds31_vier_klicks_zugleich_geben_eine_zustaendigkeit(als, welt, als_dienst, zugleich):
    with als_dienst():
        Zustaendigkeit.objects.filter(nutzer=welt["ifk"]).delete()
    adresse = reverse("akte:zustaendigkeit_neu", args=[welt.eigen.pk])
    werte = {"nutzer": welt["ifk"].pk, "grund": "fachkraft", "von": f"{HEUTE:%Y-%m-%d}", "bis": ""}
    assert zugleich(adresse, ausgefuellt(als("pap"), adresse, **werte))
    assert anzahl(als_dienst, Zustaendigkeit, nutzer=welt["ifk"], person=welt.eigen) == 1


def test_ds31_vier_klicks_zugleich_beginnen_eine_strategie(als, welt, als_dienst, zugleich):
    with als_dienst():
        Handlungsstrategie.objects.filter(person=welt.eigen).delete()
    adresse = reverse("akte:strategie_neu", args=[welt.eigen.pk])
    assert zugleich(adresse, ausgefuellt(als("pap"), adresse, begonnen_am=f"{HEUTE:%Y-%m-%d}"))
    assert anzahl(als_dienst, Handlungsstrategie, person=welt.eigen) == 1


def test_ds31_vier_klicks_zugleich_tragen_den_austritt_einmal_ein(als, welt, als_dienst, zugleich):
    with als_dienst():
        t = welt.eigen.teilnahmen.get(austritt=None)
    adresse = reverse("akte:austritt", args=[welt.eigen.pk, t.pk])
    daten = ausgefuellt(als("pap"), adresse, austritt=f"{HEUTE:%Y-%m-%d}", austrittsgrund="abbruch")
    assert zugleich(adresse, daten) == {reverse("akte:person", args=[welt.eigen.pk])}
    assert anzahl(als_dienst, type(t).pgh_event_model, pgh_obj_id=t.pk, pgh_label="update") == 1
