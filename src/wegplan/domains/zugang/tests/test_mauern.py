"""Both walls around the own file: one's own rows, of the shown tables, and nothing else (DS-01, DS-02, DS-04)."""

import pytest
from django.db import Error, connection, transaction

from tests.welt import HEUTE
from wegplan.domains.anwesenheit.models import Anwesenheit
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.tests.conftest import bericht_anlegen
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.foerderplan.tests.conftest import plan_anlegen
from wegplan.domains.mitsprache.models import Eigenwort
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme

from .conftest import verbinden

pytestmark = pytest.mark.django_db

# everything with a row in this cast that the database may show to a participant, beside tables without persons
OFFEN = {
    "person_person",
    "teilnahme_teilnahme",
    "foerderplan_planfassung",
    "foerderplan_foerderziel",
    "foerderplan_zielschritt",
    "foerderplan_einschaetzung",
    "foerderplan_berufswunsch",
    "anwesenheit_anwesenheit",
    "bericht_entwicklungsbericht",
    "mitsprache_eigenwort",
    "zugang_eigenzugang",
    "person_zugang",
    "teilnahme_nachschau",
    "uebergang_stand",
}
OHNE_PERSON = ("pghistory_context", "organisation_", "massnahme_", "django_", "auth_", "account_", "mfa_", "axes_")


@pytest.fixture
def alles(welt, zugang, plan, bericht, marken, als_dienst):
    """The whole cast: plan, report and attendance of Frau Eigen, a plan and a draft of Herr Fremd."""
    with als_dienst():
        fremd = Teilnahme.objects.get(person=welt.fremd)
        plan_anlegen(fremd, welt["bdl"])
        bericht_anlegen(fremd, welt["bdl"])


def tabellen():
    with connection.cursor() as c:
        c.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')"
            " and has_table_privilege('wegplan_app', oid, 'select')"
        )
        return [name for (name,) in c.fetchall()]


def test_ds04_die_zweite_mauer_zeigt_nur_die_tabellen_der_eigenen_seiten(alles, welt, sehe, als_dienst):
    """A new table that opens with the person shows up here: close it with sicht_sql.nicht_selbst."""
    with connection.cursor() as c:
        c.execute("select tablename from pg_tables where schemaname = 'public' and not rowsecurity")
        ohne = {name for (name,) in c.fetchall()}
    gesehen = {t for t in tabellen() if t not in ohne and sehe(welt["teilnehmende"], t)}
    allgemein = {t for t in gesehen if t.startswith(("verfahren_", "entwurf_", *OHNE_PERSON))}
    assert gesehen - allgemein <= OFFEN


def test_ds04_die_zweite_mauer_allein_zeigt_nur_die_eigene_akte(alles, welt, als_nutzer):
    """No first wall: what the statements would get without any filter."""
    with als_nutzer(welt["teilnehmende"]):
        assert [p.pk for p in Person.objects.all()] == [welt.eigen.pk]
        for modell in (Teilnahme, Planfassung, Anwesenheit, Entwicklungsbericht):
            assert set(modell.objects.values_list("person", flat=True)) == {welt.eigen.pk}, modell
        assert set(Planfassung.objects.values_list("stand", flat=True)) == {"unterschrieben"}
        assert not Entwicklungsbericht.objects.filter(stand="entwurf").exists()


def test_ds01_die_erste_mauer_allein_zeigt_nur_die_eigene_akte(alles, welt, als_dienst):
    """Row security off: what `fuer` gives alone."""
    nutzer = welt["teilnehmende"]
    with als_dienst():
        assert [p.pk for p in Person.objects.fuer(nutzer, Aktion.EIGENE_AKTE_LESEN)] == [welt.eigen.pk]
        for modell in (Teilnahme, Planfassung, Anwesenheit, Entwicklungsbericht):
            personen = modell.objects.fuer(nutzer, Aktion.EIGENE_AKTE_LESEN).values_list("person", flat=True)
            assert set(personen) == {welt.eigen.pk}, modell
            assert not modell.objects.fuer(nutzer, Aktion.PERSON_LESEN).exists()
        staende = Planfassung.objects.fuer(nutzer, Aktion.EIGENE_AKTE_LESEN).values_list("stand", flat=True)
        assert set(staende) == {"unterschrieben"}


def test_ds01_zwei_menschen_mit_demselben_namen_sehen_jeder_das_eigene(zugang, welt, als, plan, als_dienst, text):
    with als_dienst():
        zweite = Person.objects.get(pk=welt.fremd.pk)
        zweite.nachname, zweite.vorname, zweite.geburtsdatum = "Eigen", "Robin", welt.eigen.geburtsdatum
        zweite.save()
        konto = type(welt["pap"]).objects.create(username="weg-zwei", rolle="teilnehmende")
        verbinden(konto, zweite, welt["pap"])
    assert "Ich schaffe Ziel 0." in text(als("teilnehmende").get("/mein-plan/"))
    assert "noch keinen unterschriebenen Plan" in text(als(konto).get("/mein-plan/"))
    for pfad in (f"/mein-plan/{plan.pk}/", f"/mein-plan/{plan.pk}/pdf/", f"/mein-plan/{plan.pk}/antwort/"):
        assert als(konto).get(pfad).status_code == 404


def test_ds02_ein_beendeter_und_ein_nur_eingeladener_zugang_zeigen_nichts(zugang, welt, als, sehe, als_dienst, text):
    from django.utils import timezone

    with als_dienst():
        zugang.beendet_am, zugang.endgrund = timezone.now(), "beendet"
        zugang.save()
    assert sehe(welt["teilnehmende"], "person_person") == 0
    assert "Ihr Zugang ist beendet" in text(als("teilnehmende").get("/mein-plan/"))
    with als_dienst():
        zugang.beendet_am, zugang.endgrund, zugang.angenommen_am = None, "", None
        zugang.save()
    assert sehe(welt["teilnehmende"], "person_person") == 0


def test_ds04_eine_zustaendigkeit_oeffnet_einem_teilnehmenden_konto_nichts(welt, sehe, als_dienst):
    """The key of the own file is of a kind of its own: nobody becomes "responsible" into a file."""
    with als_dienst():
        welt.fremd.zustaendigkeiten.create(nutzer=welt["teilnehmende"], grund="fachkraft", rolle="ifk", von=HEUTE)
    assert sehe(welt["teilnehmende"], "person_person") == 0


def test_ds12_die_eigenen_funktionen_antworten_nur_dem_eigenen_konto(zugang, als, welt, als_nutzer, als_dienst):
    als("pap").get(f"/personen/{welt.eigen.pk}/")
    for wer, erwartet in (("teilnehmende", True), ("pap", False), ("datenschutz", False)):
        with als_nutzer(welt[wer]), connection.cursor() as c:
            c.execute("select count(*) from selbst_zugriffe(0, 50, true)")
            assert bool(c.fetchone()[0]) is erwartet, wer
            c.execute("select selbst_person()")
            assert (c.fetchone()[0] == welt.eigen.pk) is erwartet


@pytest.mark.parametrize(
    "anweisung",
    [
        "update foerderplan_planfassung set name_fachkraft = 'x'",
        "update person_person set nachname = 'x'",
        "update bericht_entwicklungsbericht set theorie = 'x'",
        "update anwesenheit_anwesenheit set status = 'anwesend'",
        "update zugang_eigenzugang set angenommen_am = now()",
        "delete from mitsprache_eigenwort",
        "delete from anwesenheit_anwesenheit",
    ],
)
def test_ds04_teilnehmende_aendern_an_ihrer_akte_nichts_als_ihre_worte(alles, welt, als_nutzer, anweisung):
    with als_nutzer(welt["teilnehmende"]), connection.cursor() as c:
        c.execute(anweisung)
        assert c.rowcount == 0


def test_jps10_niemand_schreibt_im_namen_der_person_und_niemand_aendert_ihre_worte(alles, ich, welt, fall, als_nutzer):
    ich.post("/meine-einschaetzung/", {"stufe_fachlich": "4", "text_fachlich": "Ich rechne gut."})
    with als_nutzer(welt["bdl"]):
        with pytest.raises(Error), transaction.atomic():
            Eigenwort.objects.update(text="Ich rechne schlecht.")
        with pytest.raises(Error), transaction.atomic():
            Eigenwort.objects.create(
                person_id=fall.person_id,
                teilnahme=fall,
                art="ziel",
                text="x",
                geschrieben_am=welt.eigen.erfasst_am,
                geschrieben_von=welt["bdl"],
            )
        assert Eigenwort.objects.get().text == "Ich rechne gut."
    with als_nutzer(welt["rb"]):
        assert not Eigenwort.objects.exists(), "an assessment is for those who write the plan"


def test_ds02_ein_fremdes_projekt_nimmt_keine_worte(zugang, welt, als_nutzer):
    from wegplan.domains.mitsprache.services import sagen

    with als_nutzer(welt["teilnehmende"]):
        fremd = Teilnahme(pk=987_654_321)
        with pytest.raises(Teilnahme.DoesNotExist):
            sagen(welt["teilnehmende"], fremd.pk, "ziel", "", text="x")
