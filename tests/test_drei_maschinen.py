"""Every definition on every engine over the same data, compared cell by cell: DuckDB, PostgreSQL, Spark (AW-02).

Spark is the engine of Sail, which needs neither a JVM nor a service; it is asked as any Spark, by Spark Connect."""

import sys
from datetime import date, datetime
from random import Random

import pytest

from wegplan.domains.absolventenmanagement import quelle as am
from wegplan.domains.absolventenmanagement.befehl import FALL_SPALTEN, QUOTEN_ROH, VORSCHAU_SPALTEN
from wegplan.domains.absolventenmanagement.gestalt import GRUPPEN, Gestalt
from wegplan.domains.absolventenmanagement.live import Datenbank
from wegplan.domains.absolventenmanagement.ordner import Ordner as AmOrdner
from wegplan.domains.absolventenmanagement.spark import Spark as AmSpark
from wegplan.domains.absolventenmanagement.tests.regelfaelle import ALLE, JAHRE, als_paket
from wegplan.domains.absolventenmanagement.tests.test_eigenschaften import paket_wuerfeln
from wegplan.domains.absolventenmanagement.uebersetzung import anweisung
from wegplan.domains.programmbericht.ordner import Ordner
from wegplan.domains.programmbericht.rules import berichtsregel_laden
from wegplan.domains.programmbericht.tests.paket import TAG, Postgres, ordner_schreiben, zufaellig
from wegplan.domains.programmbericht.zaehlen import alle_zaehlen
from wegplan.domains.zielindikatoren.spark import Spark
from wegplan.domains.zielindikatoren.zeilen import austrittsstatus, zielindikatoren
from wegplan.kit.ordner import QuellenFehler

pytestmark = pytest.mark.filterwarnings("ignore:Arrow output on a DB-API result")
REGEL = berichtsregel_laden()
TAGE = {**JAHRE, "stichtag": date(2025, 1, 31)}


@pytest.fixture(scope="module")
def adresse():
    """The address of a running engine. PySpark takes a program without a file, as pytest-xdist starts it, for doctests
    of its own and ends it."""
    from pysail.spark import SparkConnectServer

    if not hasattr(sys.modules["__main__"], "__file__"):
        sys.modules["__main__"].__file__ = __file__
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    wirt, anschluss = server.listening_address
    yield f"sc://{wirt}:{anschluss}"
    server.stop()


@pytest.fixture
def fuellen(adresse):
    """Sessions that have the tables of an opened folder."""
    offen = []

    def von(art, ordner):
        spark = art(adresse)
        offen.append(spark.sitzung)
        for name in ordner.tabellen:
            tabelle = ordner.ausfuehren(f"from {name}", {}).to_arrow_table()
            spark.sitzung.createDataFrame(tabelle).createOrReplaceTempView(name)
        return spark

    yield von
    for sitzung in offen:
        sitzung.stop()


@pytest.fixture(scope="module")
def am_paket(tmp_path_factory):
    """The rule cases and two hundred persons at the edges of the rules."""
    paket, faelle = paket_wuerfeln(Random(7), 200), als_paket(ALLE)
    for name in ("personen", "massnahmen", "teilnahmen", "vereinbarungen", "vermittlungen"):
        getattr(paket, name).extend(getattr(faelle, name))
    return paket, AmOrdner(paket.als_ordner(tmp_path_factory.mktemp("am")), mit_personen=True)


FRAGEN = (
    ("faelle", (), FALL_SPALTEN, ("teilnahme_id",)),
    ("vorschau", (), VORSCHAU_SPALTEN, ("teilnahme_id",)),
    ("quoten", (), QUOTEN_ROH, ()),
    ("quoten", GRUPPEN, (*GRUPPEN, *QUOTEN_ROH), GRUPPEN),
)


def antworten(quelle, form, regelwerk):
    """Cases, preventive list and rates of the whole and by every group, as they go to the output."""
    return [
        list(quelle.zeilen(anweisung(regelwerk, form, frage, Gestalt(gruppen)), TAGE, spalten, ordnung))
        for frage, gruppen, spalten, ordnung in FRAGEN
    ]


@pytest.mark.django_db
def test_aw02_absolventenmanagement_antwortet_auf_jeder_maschine_zelle_fuer_zelle_gleich(fuellen, am_paket, als_dienst):
    paket, ordner = am_paket
    spark = fuellen(AmSpark, ordner)
    with als_dienst():
        paket.in_datenbank()
        for regelwerk in ("cottbus", "goslar"):
            faelle, *rest = antworten(ordner, am.ORDNER, regelwerk)
            assert antworten(spark, am.SPARK, regelwerk) == [faelle, *rest]
            assert antworten(Datenbank(), am.DATENBANK, regelwerk) == [faelle, *rest]
            assert len(faelle) > 250 and all(rest)


def test_aw02_auch_urteil_und_filter_sind_auf_spark_gleich(fuellen, am_paket):
    _, ordner = am_paket
    spark = fuellen(AmSpark, ordner)
    werte = TAGE | {"jobcenter": ["JC1", ""]}
    for frage, gestalt in (("urteile", Gestalt()), ("quoten", Gestalt(("team",), frozenset({"jobcenter"})))):
        spalten = anweisung("cottbus", am.ORDNER, frage, gestalt).spalten
        ordnung = tuple(s for s in ("teilnahme_id", "beleg_tag", "beleg_id", "team") if s in spalten)
        je = [
            [
                tuple(w.date() if isinstance(w, datetime) else w for w in zeile)  # DuckDB: days minus days are moments
                for zeile in quelle.zeilen(anweisung("cottbus", form, frage, gestalt), werte, spalten, ordnung)
            ]
            for quelle, form in ((ordner, am.ORDNER), (spark, am.SPARK))
        ]
        assert je[0] and je[0] == je[1]


@pytest.mark.django_db
def test_aw02_zielindikatoren_austritt_und_programmbericht_sind_auf_jeder_maschine_gleich(
    fuellen, tmp_path, als_dienst
):
    tabellen = zufaellig(5, 60)
    ordner = Ordner(ordner_schreiben(tabellen, tmp_path))
    spark = fuellen(Spark, ordner)
    with als_dienst():
        ziele, status, bericht = zahlen(ordner)
        for quelle in (spark, Postgres(tabellen)):
            assert zahlen(quelle) == (ziele, status, bericht)
    assert len(ziele) > 30 and any(zeile[3] for zeile in status)
    assert sum(wert > 0 for g in bericht for wert in g.werte.values()) > 150


def zahlen(quelle):
    """Indicators by every group, status at exit, and every count of the programme's report."""
    return (
        zielindikatoren(quelle, REGEL.ziele, TAG, ("massnahme", "stufe", "traeger", "regionalbuero")),
        austrittsstatus(quelle, REGEL.ziele, TAG),
        alle_zaehlen(quelle, REGEL, TAG),
    )


def test_aw02_ohne_antwort_und_ohne_tabelle_ist_es_ein_satz(adresse):
    leer = Spark(adresse)
    with pytest.raises(QuellenFehler, match="Spark hat nicht geantwortet"):
        zielindikatoren(leer, REGEL.ziele, TAG, ())
    leer.sitzung.stop()
    with pytest.raises(QuellenFehler, match=r"sc://127\.0\.0\.1:1: Spark antwortet nicht") as fehler:
        Spark("sc://127.0.0.1:1;token=geheim")
    assert "geheim" not in str(fehler.value)
