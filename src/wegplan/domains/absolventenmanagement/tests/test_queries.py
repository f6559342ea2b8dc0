"""What the pages read: one statement each, only what the user may see, each office by its own rules."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.statistik import statistik
from wegplan.domains.absolventenmanagement import queries
from wegplan.domains.absolventenmanagement.queries import Filter
from wegplan.domains.auswertung.models import Abzeichnung
from wegplan.domains.organisation.models import Nutzer, Organisation, Team
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung, Vermittlung

from .paket import Paket

pytestmark = pytest.mark.django_db
MAERZ = (date(2025, 3, 1), date(2025, 3, 31))
AUSTRITT = date(2025, 3, 31)
STICHTAG = date(2025, 3, 5)


def eine_person(paket, nummer, jobcenter, team, /, fehlt=(), **teilnahme):
    """A person with one exit on 31.03.2025, fulfilled unless something is missing."""
    k = f"K{nummer}"
    paket.personen.append(
        {"kundennummer": k, "nachname": f"Name{nummer}", "vorname": "Robin", "jobcenter": jobcenter, "team": team}
    )
    t = {"eintritt": date(2024, 6, 1), "geplantes_ende": AUSTRITT, "austritt": AUSTRITT, "austrittsgrund": "regulaer"}
    paket.teilnahmen.append(
        {"teilnahme_id": f"T{nummer}", "kundennummer": k, "massnahmenummer": "M1", **t, **teilnahme}
    )
    erfasst = {"kundennummer": k, "erfasst_am": date(2025, 3, 1)}
    if "vereinbarung" not in fehlt:
        paket.vereinbarungen.append(
            {"vereinbarung_id": f"E{nummer}", "art": "EV", "abgeschlossen_am": date(2025, 2, 1), **erfasst}
        )
    if "vermittlung" not in fehlt:
        merkmale = {"stellenart": "arbeit", "sv_pflichtig": True, "stelle_betreut": True, "profil_betreut": True}
        paket.vermittlungen.append(
            {"vermittlung_id": f"V{nummer}", "art": "VV", "unterbreitet_am": date(2025, 2, 2), **merkmale, **erfasst}
        )


@pytest.fixture
def region(als_dienst):
    """Two offices by different rules; JC1 has two teams, and one person's Teilnahme ended in the other team."""
    paket = Paket(
        organisationen=[
            {"kennung": "JC1", "art": "jobcenter", "regelwerk": "cottbus"},
            {"kennung": "JC2", "art": "jobcenter", "regelwerk": "goslar"},
            {"kennung": "JC3", "art": "jobcenter"},
            {"kennung": "BDL", "art": "bildungsdienstleister"},
        ],
        teams=[{"kennung": k, "organisation": o} for k, o in (("T1", "JC1"), ("T2", "JC1"), ("T3", "JC2"))],
        massnahmen=[
            {"massnahmenummer": "M1", "foerderart": "FbW", "traeger": "BDL", "beginn": date(2024, 1, 1)},
            {"massnahmenummer": "M2", "foerderart": "BvB", "beginn": date(2024, 1, 1)},
        ],
    )
    eine_person(paket, 1, "JC1", "T1")
    eine_person(paket, 2, "JC1", "T1", fehlt=["vermittlung"])
    eine_person(paket, 3, "JC1", "T1", team="T2", massnahmenummer="M2", fehlt=["vereinbarung"])
    eine_person(paket, 4, "JC2", "T3", fehlt=["vereinbarung", "vermittlung"])
    eine_person(paket, 5, "JC2", "T3", massnahmenummer="M2")
    eine_person(paket, 6, "JC3", None, fehlt=["vereinbarung"])
    with als_dienst():
        paket.in_datenbank()
    return paket


@pytest.fixture
def dienst(region, als_dienst):
    """Work as wegplan_dienst, without a user, on the region."""
    with als_dienst():
        yield


def namen(zeilen):
    return [zeile.teilnahme_id for zeile in zeilen]


def faelle(regelwerk="cottbus", **weiteres):
    return queries.faelle(regelwerk, *MAERZ, nutzer=None, **weiteres)


# --- cases and error list ------------------------------------------------------------------------------------------


def test_am12_faelle_nach_name_mit_antwort_und_belegen(dienst):
    erster, zweiter, *_ = faelle()
    assert (erster.nachname, erster.kundennummer, erster.massnahme, erster.traeger) == ("Name1", "K1", "M1", "BDL")
    assert (erster.erfuellt_ies, erster.gruende_ies) == (True, ())
    assert (erster.vereinbarung_id, erster.vermittlung_id) == ("E1", "V1")
    assert (zweiter.erfuellt_ies, zweiter.gruende_ies) == (False, ("keine_vermittlung",))
    assert (zweiter.jobcenter, zweiter.team, zweiter.austritt) == ("JC1", "T1", AUSTRITT)
    assert erster.person_id == Teilnahme.objects.get(pk=erster.pk).person_id


def test_am21_fehlerliste_sind_die_gezaehlten_nicht_erfuellten(dienst):
    assert namen(faelle()) == ["T1", "T2", "T3", "T4", "T5", "T6"]
    assert namen(faelle(nur="nicht_erfuellt")) == ["T2", "T3", "T4", "T6"]
    assert namen(faelle(nur="erfuellt")) == ["T1", "T5"]
    assert namen(faelle("goslar", nur="gezaehlt")) == ["T1", "T2", "T4", "T6"]


def test_auf_dem_schirm_gilt_das_regelwerk_des_eigenen_jobcenters(dienst):
    zeilen = faelle(None)
    assert {zeile.teilnahme_id: zeile.regelwerk for zeile in zeilen} == {
        "T1": "cottbus",
        "T2": "cottbus",
        "T3": "cottbus",
        "T4": "goslar",
        "T5": "goslar",  # T6 belongs to an office without a rule set
    }
    (bvb,) = [zeile for zeile in zeilen if zeile.teilnahme_id == "T5"]
    assert bvb.ausschlussgrund == "foerderart"
    assert all(zeile.erfuellt_iws is None for zeile in zeilen if zeile.regelwerk == "goslar")


def test_nur_die_jobcenter_mit_den_genannten_regelwerken(dienst):
    assert namen(faelle(["goslar"])) == ["T4", "T5"]
    assert faelle(["goslar", "cottbus"]) == faelle(None)
    assert faelle([]) == faelle("") == []  # an office without a rule set
    assert queries.urteile("", STICHTAG, nutzer=None, filter=Filter()) == []


@pytest.mark.parametrize(
    ("filter", "erwartet"),
    [
        (Filter(team=["T1"]), ["T1", "T2"]),
        (Filter(team=["T2"]), ["T3"]),  # the team at exit, not the person's
        (Filter(team=["T1", "T3"]), ["T1", "T2", "T4", "T5"]),
        (Filter(team=[""]), ["T6"]),
        (Filter(jobcenter=["JC2"]), ["T4", "T5"]),
        (Filter(traeger=["BDL"]), ["T1", "T2", "T4", "T6"]),
        (Filter(traeger=[""]), ["T3", "T5"]),
        (Filter(massnahme=["M2"]), ["T3", "T5"]),
        (Filter(foerderart=["BvB"], jobcenter=["JC1"]), ["T3"]),
        (Filter(team=["gibt es nicht"]), []),
    ],
)
def test_am23_filter_in_der_datenbank(dienst, filter, erwartet):
    assert namen(faelle(filter=filter)) == erwartet


def test_am23_filter_nach_person_und_teilnahme(dienst):
    eine = Teilnahme.objects.get(teilnahme_id="T4")
    assert namen(faelle(filter=Filter(personen=[eine.person_id]))) == ["T4"]
    assert namen(faelle(filter=Filter(teilnahmen=[eine.pk]))) == ["T4"]


def test_px03_nachgetragener_beleg_der_das_urteil_dreht_ist_markiert(dienst):
    assert [zeile.nachgetragen for zeile in faelle(nur="erfuellt")] == [False, False]
    spaet = AUSTRITT + timedelta(days=1)
    Vermittlung.objects.filter(vermittlung_id="V1").update(erfasst_am=f"{spaet}T00:30:00+02:00")
    assert {zeile.teilnahme_id: zeile.nachgetragen for zeile in faelle()} == {
        "T1": True,
        **dict.fromkeys(["T2", "T3", "T4", "T5", "T6"], False),
    }
    (urteil,) = queries.urteile(
        "cottbus", STICHTAG + timedelta(days=60), nutzer=None, filter=Filter(teilnahmen=[faelle()[0].pk])
    )
    assert [beleg.id for beleg in urteil.nachgetragen] == ["V1"]
    Vermittlung.objects.filter(vermittlung_id="V1").update(erfasst_am=f"{AUSTRITT}T23:30:00+02:00")
    assert not any(zeile.nachgetragen for zeile in faelle())


def test_px03_nachgetragener_beleg_neben_einem_rechtzeitigen_dreht_nichts(dienst):
    rechtzeitig = Vermittlung.objects.get(vermittlung_id="V1")
    rechtzeitig.pk, rechtzeitig.vermittlung_id = None, "V1b"
    rechtzeitig.erfasst_am = f"{AUSTRITT + timedelta(days=5)}T12:00:00+02:00"
    rechtzeitig.save(force_insert=True)
    assert not faelle()[0].nachgetragen


def test_am23_abzeichnung_steht_in_der_zeile_ihrer_liste_und_ihres_monats(dienst):
    teilnahme = Teilnahme.objects.get(teilnahme_id="T2")
    nutzer = Nutzer.objects.create(username="tl", rolle="tl")
    for liste, monat in (("fehlerliste", date(2025, 3, 1)), ("vorschau", date(2025, 1, 1))):
        Abzeichnung.objects.create(
            person=teilnahme.person, teilnahme=teilnahme, liste=liste, monat=monat, handzeichen="AB", nutzer=nutzer
        )
    zeichen = {zeile.teilnahme_id: zeile.zeichen for zeile in faelle()}
    assert (zeichen["T2"].handzeichen, zeichen["T2"].nutzer_id) == ("AB", nutzer.pk)
    assert zeichen["T1"] is None
    Teilnahme.objects.update(austritt=None, austrittsgrund="")
    assert all(z.zeichen is None for z in queries.vorschau("cottbus", STICHTAG, nutzer=None))
    assert [z.zeichen is None for z in queries.vorschau("cottbus", date(2025, 1, 31), nutzer=None)][1] is False


# --- rates ---------------------------------------------------------------------------------------------------------


def test_am15_quoten_je_gruppe(dienst):
    q = {zeile.gruppe["team"]: zeile for zeile in queries.quoten("cottbus", *MAERZ, ["team"], nutzer=None)}
    assert {name: (z.gezaehlt, z.erfuellt_ies, z.quote_ies) for name, z in q.items()} == {
        None: (1, 0, Decimal("0.0")),
        "T1": (2, 1, Decimal("50.0")),
        "T2": (1, 0, Decimal("0.0")),
        "T3": (2, 1, Decimal("50.0")),
    }
    (alle,) = queries.quoten("goslar", *MAERZ, nutzer=None)
    assert (alle.gruppe, alle.gezaehlt, alle.quote_ies) == ({}, 4, Decimal("25.0"))
    assert (alle.erfuellt_iws, alle.quote_iws) == (None, None)
    assert queries.quoten("cottbus", date(2020, 1, 1), date(2020, 12, 31), nutzer=None) == []


def test_aw04_kleine_gruppe_traegt_ihr_intervall(dienst):
    (q,) = queries.quoten("goslar", *MAERZ, nutzer=None)
    assert q.intervall == (Decimal("4.6"), Decimal("69.9"))  # Wilson, 1 of 4


def test_am16_faelle_hinter_jeder_zahl(dienst):
    for gruppe in ("team", "jobcenter", "traeger", "massnahme", "foerderart"):
        for q in queries.quoten("cottbus", *MAERZ, [gruppe], nutzer=None):
            dahinter = faelle(nur="gezaehlt", filter=Filter(**{gruppe: [q.gruppe[gruppe] or ""]}))
            assert len(dahinter) == q.gezaehlt
            assert sum(fall.erfuellt_ies for fall in dahinter) == q.erfuellt_ies


# --- preventive list -------------------------------------------------------------------------------------------------


@pytest.fixture
def laufend(dienst):
    Teilnahme.objects.update(austritt=None, austrittsgrund="")


def test_am20_vorschau_mit_zustand_und_tagen(laufend):
    zeilen = queries.vorschau("cottbus", STICHTAG, nutzer=None)
    assert [(z.teilnahme_id, z.vereinbarung, z.vermittlung, z.tage_bis_ende) for z in zeilen] == [
        ("T2", "erledigt", "fehlt", 26),
        ("T3", "fehlt", "erledigt", 26),
        ("T4", "fehlt", "fehlt", 26),
        ("T6", "fehlt", "erledigt", 26),
    ]
    assert namen(queries.vorschau(None, STICHTAG, nutzer=None, filter=Filter(team=["T3"]))) == ["T4"]


def test_am20_begonnene_strategie_steht_daneben(laufend):
    person = Teilnahme.objects.get(teilnahme_id="T2").person
    for nummer, (von, bis) in enumerate([(1, None), (3, None), (6, None), (2, 4)]):
        Handlungsstrategie.objects.create(
            handlungsstrategie_id=f"H{nummer}",
            person=person,
            art="absolventenmanagement",
            begonnen_am=date(2025, 3, von),
            beendet_am=bis and date(2025, 3, bis),
        )
    seit = {z.teilnahme_id: z.strategie_seit for z in queries.vorschau("cottbus", STICHTAG, nutzer=None)}
    assert seit == {"T2": date(2025, 3, 3), "T3": None, "T4": None, "T6": None}


# --- single verdict --------------------------------------------------------------------------------------------------


def test_am17_urteil_zeigt_dasselbe_wie_die_liste(dienst):
    je_fall = {fall.pk: fall for fall in faelle(None)}
    urteile = queries.urteile(None, date(2025, 6, 1), nutzer=None, filter=Filter(teilnahmen=list(je_fall)))
    assert {urteil.teilnahme for urteil in urteile} == je_fall.keys()
    for urteil in urteile:
        fall = je_fall[urteil.teilnahme]
        for name in ("regelwerk", "gezaehlt", "ausschlussgrund", "erfuellt_ies", "vereinbarung_id", "vermittlung_id"):
            assert getattr(urteil, name) == getattr(fall, name), name
        assert (urteil.gruende_ies or ()) == fall.gruende_ies


def test_am13_belege_tragen_die_nummer_zum_oeffnen(dienst):
    (urteil,) = queries.urteile(
        "cottbus", date(2025, 6, 1), nutzer=None, filter=Filter(personen=[faelle()[0].person_id])
    )
    assert (urteil.ab, urteil.ende, urteil.nach) == (date(2024, 12, 31), AUSTRITT, date(2025, 4, 14))
    assert [beleg.schluessel for beleg in urteil.massgebend] == [
        Vereinbarung.objects.get(vereinbarung_id="E1").pk,
        Vermittlung.objects.get(vermittlung_id="V1").pk,
    ]


def test_eine_gespeicherte_vermittlung_aendert_das_urteil_und_die_quote_sofort(dienst):
    fall = next(fall for fall in faelle() if fall.teilnahme_id == "T2")
    vorher = queries.quoten("cottbus", *MAERZ, nutzer=None)[0].erfuellt_ies
    Vermittlung.objects.create(
        vermittlung_id="neu",
        person_id=fall.person_id,
        art="SI",
        unterbreitet_am=AUSTRITT,
        stellenart="arbeit",
        sv_pflichtig=True,
        profil_betreut=True,
    )
    (urteil,) = queries.urteile(None, date(2025, 6, 1), nutzer=None, filter=Filter(teilnahmen=[fall.pk]))
    assert urteil.erfuellt_ies
    assert queries.quoten("cottbus", *MAERZ, nutzer=None)[0].erfuellt_ies == vorher + 1


# --- both walls ------------------------------------------------------------------------------------------------------


@pytest.fixture
def teamleitung(region, als_dienst):
    with als_dienst():
        nutzer = Nutzer.objects.create(
            username="leitung", rolle="tl", organisation=Organisation.objects.get(kennung="JC1")
        )
        nutzer.teams.add(Team.objects.get(kennung="T1"))
    return nutzer


def test_ds02_leitung_sieht_nur_ihr_team(teamleitung, als_nutzer):
    with als_nutzer(teamleitung):
        assert namen(queries.faelle(None, *MAERZ, nutzer=teamleitung)) == ["T1", "T2", "T3"]
        assert sum(q.gezaehlt for q in queries.quoten("cottbus", *MAERZ, nutzer=teamleitung)) == 3


def test_ds01_erste_wand_haelt_ohne_die_zweite(teamleitung, als_dienst):
    """As wegplan_dienst every row is visible: what remains is the condition of the statement itself."""
    with als_dienst():
        assert len(faelle()) == 6
        assert namen(queries.faelle("cottbus", *MAERZ, nutzer=teamleitung)) == ["T1", "T2", "T3"]
        fremd = Teilnahme.objects.get(teilnahme_id="T4").pk
        assert queries.urteile(None, STICHTAG, nutzer=teamleitung, filter=Filter(teilnahmen=[fremd])) == []


def test_ds04_zweite_wand_haelt_ohne_die_erste(teamleitung, als_nutzer):
    with als_nutzer(teamleitung):
        assert namen(faelle()) == ["T1", "T2", "T3"]


def test_ds03_wer_die_aktion_nicht_darf_sieht_nichts(region, als_dienst):
    with als_dienst():
        ohne = Nutzer.objects.create(username="mb", rolle="mb")
        assert queries.faelle(None, *MAERZ, nutzer=ohne) == []
        assert queries.vorschau(None, STICHTAG, nutzer=ohne) == []
        assert queries.quoten("cottbus", *MAERZ, nutzer=ohne) == []


# --- one statement ---------------------------------------------------------------------------------------------------


@pytest.fixture
def viele(region, als_dienst):
    weitere = Paket()
    for nummer in range(100, 300):
        eine_person(weitere, nummer, None, None, fehlt=["vermittlung"])
    with als_dienst():
        from wegplan.domains.massnahme.models import Massnahme
        from wegplan.domains.person.models import Person

        jc, team = Organisation.objects.get(kennung="JC1"), Team.objects.get(kennung="T1")
        m = Massnahme.objects.get(massnahmenummer="M1")
        personen = Person.objects.bulk_create(Person(**z | {"jobcenter": jc, "team": team}) for z in weitere.personen)
        Teilnahme.objects.bulk_create(
            Teilnahme(
                person=p, massnahme=m, **{k: v for k, v in z.items() if k not in ("kundennummer", "massnahmenummer")}
            )
            for p, z in zip(personen, weitere.teilnahmen, strict=True)
        )
        statistik("person_person", "teilnahme_teilnahme")


@pytest.mark.parametrize("menge", ["region", "viele"])
def test_jede_frage_ist_eine_anweisung_ob_wenige_oder_viele(
    menge, request, als_dienst, teamleitung, django_assert_num_queries
):
    request.getfixturevalue(menge)
    teamleitung.schluessel()  # the sign-in has fetched the teams
    fragen = [
        lambda: queries.faelle(None, *MAERZ, nutzer=teamleitung),
        lambda: queries.vorschau(None, STICHTAG, nutzer=teamleitung),
        lambda: queries.quoten("cottbus", *MAERZ, ["monat", "team"], nutzer=teamleitung),
        lambda: queries.urteile(None, STICHTAG, nutzer=teamleitung, filter=Filter(team=["T1"])),
    ]
    with als_dienst():
        for frage in fragen:
            with django_assert_num_queries(1):
                frage()
