"""The project tests itself: nothing with a person's data is left without its walls, its period, its history."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from wegplan.domains.anwesenheit.models import Monatsabschluss, Monatsliste, Schliesszeit, Wochenmuster
from wegplan.domains.beleg.arten import belegarten
from wegplan.domains.betreuung.models import Massnahmebetreuung, Massnahmenschritt
from wegplan.domains.einwilligung.models import Durchfuehrungsort, Einwilligung
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer, Organisation, Team, Teamzugehoerigkeit
from wegplan.domains.person.models import Person
from wegplan.domains.planvorlage.models import Planvorlage
from wegplan.domains.profiling.models import Veranstaltung
from wegplan.domains.programmbericht.models import Programmbericht, Regionalbeitrag
from wegplan.domains.projektbericht import models as projektberichte
from wegplan.domains.qualifizierungsplan.models import Katalogmodul
from wegplan.domains.stufenwechsel.models import Standardverfahren
from wegplan.domains.verfahren.models import Fassung, Schliesstag
from wegplan.domains.zielvereinbarung import models as ziele
from wegplan.kit.access.wartung import ANMELDUNGEN_AUFHEBEN
from wegplan.kit.audit.models import Zugriff
from wegplan.kit.auftrag.services import AUFHEBEN
from wegplan.kit.entwurf.services import AUFHEBEN as ENTWURF_AUFHEBEN
from wegplan.kit.rules.laden import laden

WURZEL = Path(__file__).parents[1]
QUELLEN = WURZEL / "src" / "wegplan"
OHNE_PERSONEN = {Organisation, Team, Massnahme, Teamzugehoerigkeit, Schliesstag, Fassung, Wochenmuster, Schliesszeit}
OHNE_PERSONEN |= {Massnahmebetreuung, Massnahmenschritt, Monatsabschluss, Monatsliste, Standardverfahren}
OHNE_PERSONEN |= {ziele.Messung, ziele.Messwert, ziele.Gegenmassnahme, ziele.Nachverfolgung, Programmbericht}
OHNE_PERSONEN |= {Regionalbeitrag, Planvorlage, Katalogmodul, Veranstaltung}
OHNE_PERSONEN |= {ziele.Zielvereinbarung, ziele.Zielunterschrift, ziele.Zielpruefung}
OHNE_PERSONEN |= {Durchfuehrungsort, Einwilligung}
OHNE_PERSONEN |= {projektberichte.Projektbericht, projektberichte.Unternehmenskontakt}
OHNE_PERSONEN |= {projektberichte.Mobilitaetshilfe, projektberichte.Gremiensitzung}
ROLLEN = {"wegplan_app", "wegplan_leitung", "wegplan_dienst"}


def eigene_modelle() -> list[type[models.Model]]:
    """Managed models of the project, without the histories."""
    return [
        m
        for m in apps.get_models()
        if m.__module__.startswith("wegplan.") and m._meta.managed and not hasattr(m, "pgh_tracked_model")
    ]


def weg_zur_person(modell: type[models.Model], gesehen: frozenset[type[models.Model]] = frozenset()) -> bool:
    """Whether a chain of foreign keys leads from the model to a person; the histories' own keys count, too."""
    if modell is Person:
        return True
    ziele = {f.related_model for f in modell._meta.get_fields() if f.concrete and f.is_relation and f.related_model}
    return any(weg_zur_person(ziel, gesehen | {modell}) for ziel in ziele - gesehen - {modell})


PERSONENBEZOGEN = [
    m for m in apps.get_models() if m.__module__.startswith("wegplan.") and m._meta.managed and weg_zur_person(m)
]
EIGENE_SACHEN = [m for m in eigene_modelle() if m._meta.app_label in ("auftrag", "entwurf", "listen")] + [Zugriff]


def richtlinien(tabelle: str) -> dict[str, set[str]]:
    """Role -> commands that a policy of the table gives it."""
    with connection.cursor() as c:
        c.execute("select relrowsecurity from pg_class where oid = %s::regclass", [tabelle])
        assert c.fetchone() == (True,), f"{tabelle}: row security is off"
        c.execute("select unnest(roles), cmd from pg_policies where tablename = %s", [tabelle])
        alle: dict[str, set[str]] = {}
        for rolle, befehl in c.fetchall():
            alle.setdefault(rolle, set()).add(befehl)
    return alle


def test_ds04_die_bekannten_modelle_fuehren_zur_person() -> None:
    namen = {m.__name__ for m in PERSONENBEZOGEN}
    assert {"Person", "Zustaendigkeit", "Teilnahme", "Vereinbarung", "Vermittlung", "Abzeichnung"} <= namen
    assert {f"{name}Event" for name in ("Person", "Teilnahme", "Vereinbarung", "Zustaendigkeit")} <= namen
    assert not {m.__name__ for m in OHNE_PERSONEN} & namen


@pytest.mark.django_db
@pytest.mark.parametrize("modell", PERSONENBEZOGEN, ids=lambda m: m.__name__)
def test_ds04_jedes_modell_mit_personen_hat_die_zweite_mauer(modell) -> None:
    gegeben = richtlinien(modell._meta.db_table)
    assert set(gegeben) == ROLLEN, "a policy for each role, and none for everybody"
    if hasattr(modell, "pgh_tracked_model"):
        assert all(befehle == {"SELECT"} for befehle in gegeben.values()), "histories are written by triggers alone"
    else:
        assert gegeben["wegplan_app"] == gegeben["wegplan_leitung"] == {"SELECT", "INSERT", "UPDATE", "DELETE"}


@pytest.mark.django_db
@pytest.mark.parametrize("modell", EIGENE_SACHEN, ids=lambda m: m.__name__)
def test_ds04_was_einem_selbst_gehoert_oder_spur_ist_hat_sie_auch(modell) -> None:
    assert set(richtlinien(modell._meta.db_table)) == ROLLEN


@pytest.mark.django_db
def test_ds04_keine_richtlinie_gilt_fuer_alle_rollen() -> None:
    with connection.cursor() as c:
        c.execute("select tablename, policyname from pg_policies where 'public' = any(roles)")
        assert c.fetchall() == []


def test_ds11_jedes_modell_mit_personen_hat_einen_verlauf() -> None:
    ohne = [
        m.__name__
        for m in [*PERSONENBEZOGEN, Nutzer, Organisation, Team, Massnahme]
        if not hasattr(m, "pgh_tracked_model") and not hasattr(m, "pgh_event_model")
    ]
    assert ohne == [], "@pghistory.track(*ereignisse())"


@pytest.mark.django_db
def test_ds11_jeder_verlauf_haelt_einfuegen_aendern_und_loeschen_fest() -> None:
    with connection.cursor() as c:
        c.execute(
            "select tgrelid::regclass::text, count(*) from pg_trigger where tgname like 'pgtrigger\\_%%' group by 1"
        )
        zahl = dict(c.fetchall())
    for modell in apps.get_models():
        if hasattr(modell, "pgh_event_model"):
            assert zahl[modell._meta.db_table] == 3, modell


def test_ds20_jedes_modell_mit_personen_hat_eine_loeschfrist() -> None:
    kopf, fristen = laden(
        WURZEL / "regelwerke" / "loeschfristen.yaml", WURZEL / "regelwerke" / "schema" / "loeschfristen.schema.json"
    )
    erklaert = kopf["modelle"]
    noetig = {m._meta.label for m in eigene_modelle() if m not in OHNE_PERSONEN}
    assert noetig - erklaert.keys() == set(), "add the model to regelwerke/loeschfristen.yaml"
    assert erklaert.keys() - {m._meta.label for m in apps.get_models()} == set(), "there is no such model"
    der_belege = {art.frist for art in belegarten().values()}  # each kind of paper names its own
    assert set(erklaert.values()) | der_belege == fristen.keys()


def test_ds20_was_schon_geloescht_wird_haelt_sich_an_die_frist() -> None:
    _, fristen = laden(
        WURZEL / "regelwerke" / "loeschfristen.yaml", WURZEL / "regelwerke" / "schema" / "loeschfristen.schema.json"
    )
    fuehrt = (("arbeit", AUFHEBEN), ("anmeldung", ANMELDUNGEN_AUFHEBEN), ("entwurf", ENTWURF_AUFHEBEN))
    for klasse, gelebt in fuehrt:
        assert fristen[klasse].einheit == "Tage"
        assert timedelta(days=fristen[klasse].eintraege[-1].wert) == gelebt


def _vorlagen() -> set[str]:
    return {str(p).split("/templates/", 1)[1] for p in QUELLEN.rglob("templates/**/*") if p.suffix in (".html", ".txt")}


# what libraries ask for by name: their own templates, replaced
VON_BIBLIOTHEKEN = re.compile(r"^(account|allauth|mfa|admin)/|^(400|403|403_csrf|404|429|500)\.html$")


def test_keine_vorlage_ist_ungenutzt() -> None:
    texte = "\n".join(
        p.read_text()
        for p in QUELLEN.rglob("*")
        if p.suffix in (".py", ".html") and "/tests/" not in str(p) and p.is_file()
    )
    ungenutzt = [name for name in sorted(_vorlagen()) if not VON_BIBLIOTHEKEN.search(name) and f'"{name}"' not in texte]
    assert ungenutzt == []


def test_jede_eigene_anwendung_steht_in_den_einstellungen() -> None:
    ordner = {f"wegplan.{p.parent.relative_to(QUELLEN).as_posix().replace('/', '.')}" for p in QUELLEN.rglob("apps.py")}
    assert ordner == {name for name in settings.INSTALLED_APPS if name.startswith("wegplan.")}
