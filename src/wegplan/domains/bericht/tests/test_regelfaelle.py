"""What a report takes over, which annexes belong to it, when it is due: cases worked out by hand (JPS-50, JPS-51)."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from wegplan.domains.anwesenheit.models import Anwesenheit
from wegplan.domains.bericht.akteninhalt import akteninhalte
from wegplan.domains.bericht.darstellung import mit_tagen, umfang
from wegplan.domains.bericht.inhaltsform import SCHEMA, mangel, tagesfelder
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.rules import faellig, quartal_von, quartale, quartalsende, tatsachen, zeitraum
from wegplan.domains.bericht.vorgaben import anforderung, frist
from wegplan.domains.foerderplan.models import Foerderziel, Planfassung
from wegplan.domains.foerderung.models import Foerderleistung, Leistungsart, Praktikum, Zertifikat
from wegplan.domains.teilnahme.models import Teilnahme

ORDNER = Path(__file__).parents[5] / "regelwerke/jobperspektive/faelle/bericht"
KUERZEL = {"a": "anwesend", "k": "krank", "e": "entschuldigt", "u": "unentschuldigt"}
ANTWORTEN = {"stufenwechsel": False, "vorzeitiger_austritt": False, "pruefungszulassung": False}


def faelle(datei):
    return yaml.safe_load((ORDNER / datei).read_text("utf-8"))


def nachstellen(welt, fall):
    """The file of a case; Herr Morgen has nothing else in it."""
    t = Teilnahme.objects.create(
        teilnahme_id="T-REGEL", person=welt.morgen, massnahme=welt.massnahmen["M-A"], **fall["teilnahme"]
    )
    kopf = {"person": welt.morgen, "teilnahme": t}
    Anwesenheit.objects.bulk_create(
        Anwesenheit(**kopf, datum=m["ab"] + timedelta(days=nr), lernort=m["ort"], status=KUERZEL[zeichen])
        for m in fall.get("marken", ())
        for nr, zeichen in enumerate(m["zeichen"])
        if zeichen != "-"
    )
    for nr, p in enumerate(fall.get("praktika", ())):
        zeit = {"beginn": p["von"], "ende": p.get("bis")}
        Praktikum.objects.create(praktikum_id=f"P{nr}", unternehmen=p["unternehmen"], **zeit, **kopf)
    for nr, x in enumerate(fall.get("leistungen", ())):
        was = {"tag": x["tag"], "art": x["art"], "inhalt": x["inhalt"], "umfang_minuten": x["minuten"]}
        Foerderleistung.objects.create(leistung_id=f"L{nr}", **was, **kopf)
    for nr, z in enumerate(fall.get("zertifikate", ())):
        was = {"bezeichnung": z["bezeichnung"], "erworben_am": z.get("am"), "art": "schein"}
        Zertifikat.objects.create(zertifikat_id=f"Z{nr}", **was, **kopf)
    for nr, p in enumerate(fall.get("plaene", ()), 1):
        plan(welt, t, nr, p)
    return t


def plan(welt, t, nummer, angaben):
    wann = {"pruefung_am": angaben["vom"] + timedelta(days=60), "angelegt_von": welt["bdl"]}
    fassung = Planfassung.objects.create(person_id=t.person_id, teilnahme=t, nummer=nummer, **wann)
    wer = {"verantwortlich": "bdl", "bis": angaben["vom"], "horizont": "nah", "bereich": "fachlich"}
    Foerderziel.objects.create(fassung=fassung, kennung="Z", wortlaut=angaben["ziel"], **wer)
    namen = {"name_teilnehmend": "A", "name_fachkraft": "B", "pruefsumme": "x"}
    Planfassung.objects.filter(pk=fassung.pk).update(stand="unterschrieben", unterschrieben_am=angaben["vom"], **namen)


def ergebnis(inhalt, tage):
    """A content in the words of the cases."""
    lesbar = mit_tagen(inhalt)
    ziele = [z["wortlaut"] for z in lesbar["plan"]["zeilen"]]
    return {
        "zeitraum": list(tage),
        "fehlzeiten": {
            z["ort"]: [z["soll"], z["fehltage"], z["unentschuldigt"], z["prozent"]]
            for z in lesbar["fehlzeiten"]["zeilen"]
        },
        "praktika": [p["unternehmen"] for p in lesbar["praktika"]["zeilen"]],
        "leistungen": [[x["tag"], x["inhalt"], x["minuten"]] for x in lesbar["foerderung"]["zeilen"]],
        "zertifikate": [z["bezeichnung"] for z in lesbar["zertifikate"]["zeilen"]],
        "plan": ziele[0] if ziele else None,
        "austritt": lesbar["kopf"]["austritt"],
        "anlagen": [a.name for a in anforderung(tage[1]).beigefuegt(tatsachen(ANTWORTEN, inhalt))],
    }


@pytest.mark.django_db
@pytest.mark.parametrize("fall", faelle("vorbefuellung.yaml"), ids=lambda f: f["fall"])
def test_jps50_vorbefuellt_wird_wie_von_hand_gerechnet(welt, als_dienst, fall):
    tage = zeitraum(fall["quartal"], fall["teilnahme"]["eintritt"], fall["teilnahme"].get("austritt"))
    if fall["erwartet"].get("zeitraum", ()) is None:
        assert tage is None
        return
    with als_dienst():
        t = nachstellen(welt, fall)
        inhalt = akteninhalte({t.pk: (t, tage)})[t.pk]
        gefunden = ergebnis(inhalt, tage)
    assert mangel(json.dumps(inhalt)) == "", "what we freeze has the shape that an import is held to"
    for name, wert in fall["erwartet"].items():
        if name == "fehlzeiten":
            assert gefunden[name] == gefunden[name] | wert
        else:
            assert gefunden[name] == wert, name


def test_jps50_die_form_kennt_die_leistungen_und_die_tage_der_akte():
    form = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]
    assert form["foerderung"]["properties"]["zeilen"]["items"]["properties"]["art"]["enum"] == Leistungsart.values
    tage = "beginn geplantes_ende austritt bis offene_monate von tag am vom faellig erledigt"
    assert tagesfelder() == set(tage.split())


def test_jps50_was_jemand_schrieb_bleibt_text_auch_wenn_es_wie_ein_tag_aussieht():
    lesbar = mit_tagen({"praktika": {"zeilen": [{"von": "2025-03-05", "taetigkeit": "2025-02-30"}]}})
    assert lesbar == {"praktika": {"zeilen": [{"von": date(2025, 3, 5), "taetigkeit": "2025-02-30"}]}}


@pytest.mark.parametrize("fall", faelle("frist.yaml"), ids=lambda f: f["fall"])
def test_jps52_die_frist_ruht_beim_empfaenger(fall):
    ende = quartalsende(fall["quartal"])
    assert (
        faellig(ende, frist(fall.get("stufe", "QAB-K"), ende, ()), fall.get("beim_empfaenger", ())) == fall["faellig"]
    )


def test_jps50_die_quartale_einer_teilnahme_das_neueste_zuerst():
    assert quartale(date(2024, 11, 5), date(2025, 4, 1)) == [date(2025, 4, 1), date(2025, 1, 1), date(2024, 10, 1)]
    assert quartale(date(2025, 4, 2), date(2025, 4, 1)) == []
    assert quartal_von(date(2025, 12, 31)) == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("werte", "wahr", "fehlt"),
    [
        ({}, set(), set()),
        ({"theorie": " \n"}, set(), {"theorie"}),
        ({"ziel_gefaehrdet": None}, set(), {"ziel_gefaehrdet"}),
        ({"stufenwechsel": True}, {"stufenwechsel"}, {"begruendung_stufenwechsel"}),
        ({}, {"austritt"}, {"abschluss_stand", "abschluss_empfehlung"}),
        ({"berichtsheft": False, "module_bestanden": 0}, {"pruefungszulassung"}, {"qualifizierungsziel"}),
        ({}, {"praktika", "foerderung", "zertifikate"}, set()),
    ],
)
def test_jps51_was_die_anlagen_verlangen_und_dass_nein_und_null_antworten_sind(werte, wahr, fehlt):
    regel = anforderung(date(2025, 3, 31))
    voll = dict.fromkeys(regel.pflichtfelder, "etwas")
    leer = dict.fromkeys((feld for a in regel.anlagen for feld in a.felder), None)
    pruefung = {"curriculum": True, "module_geplant": 4, "berichtsheft": True, "module_bestanden": 3}
    namen = {a.wenn: a.wenn in wahr for a in regel.anlagen}
    assert {feld for feld, _ in regel.luecken(voll | leer | pruefung | werte, namen)} == fehlt


def test_jps51_jedes_verlangte_feld_gibt_es_im_bericht():
    regel = anforderung(date(2025, 3, 31))
    felder = {f.name for f in Entwicklungsbericht._meta.get_fields()}
    assert set(regel.pflichtfelder) | {feld for a in regel.anlagen for feld in a.felder} <= felder


@pytest.mark.parametrize(
    ("minuten", "wort"), [(None, "–"), (0, "0 Min."), (45, "45 Min."), (60, "1 Std."), (95, "1 Std. 35 Min.")]
)
def test_jps51_der_umfang_in_worten(minuten, wort):
    assert umfang(minuten) == wort
