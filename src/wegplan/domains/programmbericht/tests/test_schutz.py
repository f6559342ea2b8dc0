"""Small numbers stay hidden, whatever is taken from whatever (AW-06)."""

import random

import pytest

from wegplan.domains.programmbericht import schutz as modul
from wegplan.domains.programmbericht.ordner import Ordner
from wegplan.domains.programmbericht.rules import berichtsregel_laden
from wegplan.domains.programmbericht.schutz import Frueher, Gleichung, klein, schuetzen
from wegplan.domains.programmbericht.verknuepfung import Netz, verknuepfen
from wegplan.domains.programmbericht.zaehlen import alle_zaehlen

from .angreifer import erraten
from .paket import TAG, ordner_schreiben, zufaellig


def ohne_rest(werte, gleichungen):
    return Netz(werte, frozenset(), tuple(gleichungen))


def kreuztafel(r, zeilen, spalten, ebenen=1):
    """A table with sums of rows, columns and all, on linked levels that add up to one more."""
    werte, gleichungen = {}, []
    namen = [f"{e}|" for e in range(ebenen)]
    for e in namen:
        for z in range(zeilen):
            for s in range(spalten):
                werte[f"{e}{z}.{s}"] = r.choice([0, 0, 1, 2, 3, 5, 8, 40])
    alle = [*namen, "alle|"] if ebenen > 1 else namen
    if ebenen > 1:
        for z in range(zeilen):
            for s in range(spalten):
                werte[f"alle|{z}.{s}"] = sum(werte[f"{e}{z}.{s}"] for e in namen)
                gleichungen.append(Gleichung(f"alle|{z}.{s}", tuple(f"{e}{z}.{s}" for e in namen)))
    for e in alle:
        summen = [(f"{e}{z}.*", [f"{e}{z}.{s}" for s in range(spalten)]) for z in range(zeilen)]
        summen += [(f"{e}*.{s}", [f"{e}{z}.{s}" for z in range(zeilen)]) for s in range(spalten)]
        summen += [(f"{e}*.*", [f"{e}{z}.*" for z in range(zeilen)])]
        for ganzes, teile in summen:
            werte[ganzes] = sum(werte[t] for t in teile)
            gleichungen.append(Gleichung(ganzes, tuple(teile)))
        gleichungen.append(Gleichung(f"{e}*.*", tuple(f"{e}*.{s}" for s in range(spalten))))
    return ohne_rest(werte, gleichungen)


def angreifen(netz, gesperrt):
    """What the reader finds out about hidden cells and small rests."""
    gezeigt = {z: wert for z, wert in netz.werte.items() if z not in gesperrt and z not in netz.reste}
    unten = {z: 0 if z in netz.reste else 1 for z in netz.werte if z not in gezeigt}
    gefunden = erraten(gezeigt, unten, netz.gleichungen)
    geheim = gesperrt | {z for z in netz.reste if klein(netz.werte[z])}
    return {z: wert for z, wert in gefunden.items() if z in geheim}


def zeugen_pruefen(netz, schutz):
    """Each hidden cell has another set of numbers that agrees with all that is shown and differs in it."""
    geheim = schutz.gesperrt | {z for z in netz.reste if klein(netz.werte[z])}
    assert geheim <= schutz.zeugen.keys()
    for zelle in geheim:
        zeuge = schutz.zeugen[zelle]
        assert zeuge[zelle] and zeuge.keys() <= schutz.gesperrt | netz.reste
        andere = {z: wert + zeuge.get(z, 0) for z, wert in netz.werte.items()}
        assert all(andere[g.ganzes] == sum(andere[t] for t in g.teile) for g in netz.gleichungen)
        assert all(andere[z] >= (0 if z in netz.reste else 1) for z in zeuge)


def kleine_summen(netz, gesperrt):
    """Shown sums of which all that is hidden is 1 or 2 persons."""
    unbekannt = gesperrt | netz.reste
    for g in netz.gleichungen:
        rest = netz.werte[g.ganzes] - sum(netz.werte[t] for t in g.teile if t not in unbekannt)
        if g.ganzes not in unbekannt and klein(rest):
            yield g


def primaer(netz):
    return frozenset(z for z, wert in netz.werte.items() if klein(wert) and z not in netz.reste)


def test_aw06_eine_zahl_von_einer_oder_zwei_personen_wird_nicht_gezeigt_null_und_drei_schon():
    schutz = schuetzen({"a": 0, "b": 1, "c": 2, "d": 3}, frozenset(), [])
    assert schutz.gesperrt == {"b", "c"}


def test_aw06_die_zeile_verraet_nicht_was_die_zelle_verschweigt():
    """2 of 10: without the 8 beside it, it would follow."""
    netz = ohne_rest({"summe": 10, "a": 2, "b": 8}, [Gleichung("summe", ("a", "b"))])
    assert angreifen(netz, primaer(netz)) == {"a": 2}
    schutz = schuetzen(netz.werte, netz.reste, netz.gleichungen)
    assert schutz.gesperrt == {"a", "b"} and not angreifen(netz, schutz.gesperrt)


def test_aw06_zwei_einer_in_einer_zeile_genuegen_nicht():
    """Nobody is shown as 0, so two hidden cells of together 2 would be 1 and 1."""
    netz = ohne_rest({"summe": 12, "a": 1, "b": 1, "c": 10}, [Gleichung("summe", ("a", "b", "c"))])
    assert angreifen(netz, primaer(netz)) == {"a": 1, "b": 1}
    schutz = schuetzen(netz.werte, netz.reste, netz.gleichungen)
    assert not angreifen(netz, schutz.gesperrt)


def test_aw06_auch_zusammen_sind_die_verschwiegenen_mindestens_drei():
    """7 ended, 5 completed: that 2 did not is a number of 2 persons, whatever they are called."""
    netz = Netz({"n": 7, "a": 5, "b": 2, "rest": 0}, frozenset({"rest"}), (Gleichung("n", ("a", "b", "rest")),))
    assert list(kleine_summen(netz, primaer(netz)))
    schutz = schuetzen(netz.werte, netz.reste, netz.gleichungen)
    assert schutz.gesperrt == {"a", "b"} and not list(kleine_summen(netz, schutz.gesperrt))


def test_aw06_was_zu_zaehler_und_nenner_fehlt_ist_auch_eine_zahl_von_personen():
    """19 of 20: one person is not."""
    netz = Netz({"n": 20, "z": 19, "rest": 1}, frozenset({"rest"}), (Gleichung("n", ("z", "rest")),))
    assert angreifen(netz, frozenset()) == {"rest": 1}
    schutz = schuetzen(netz.werte, netz.reste, netz.gleichungen)
    assert schutz.gesperrt and not angreifen(netz, schutz.gesperrt)


@pytest.mark.parametrize("samen", range(60))
def test_aw06_kein_loeser_errechnet_eine_geschuetzte_zelle(samen):
    r = random.Random(samen)
    netz = kreuztafel(r, r.randrange(2, 5), r.randrange(2, 6), r.randrange(1, 4))
    schutz = schuetzen(netz.werte, netz.reste, netz.gleichungen)
    zeugen_pruefen(netz, schutz)
    assert not angreifen(netz, schutz.gesperrt)
    assert not list(kleine_summen(netz, schutz.gesperrt))


def test_aw06_der_angreifer_findet_viel_wo_nur_die_kleinen_zahlen_selbst_fehlen():
    gefunden = 0
    for samen in range(20):
        netz = kreuztafel(random.Random(samen), 3, 4)
        gefunden += len(angreifen(netz, primaer(netz)))
    assert gefunden > 20


def test_aw06_wo_die_suche_aufgibt_wird_alles_geschuetzt_und_auch_das_haelt(monkeypatch):
    monkeypatch.setattr(modul, "SCHRITTE", 1)
    netz = kreuztafel(random.Random(1), 3, 3)
    schutz = schuetzen(netz.werte, netz.reste, netz.gleichungen)
    assert schutz.gesperrt == {z for z, wert in netz.werte.items() if wert}
    zeugen_pruefen(netz, schutz)
    assert not angreifen(netz, schutz.gesperrt)
    assert not list(kleine_summen(netz, schutz.gesperrt))


def leser_beider(netz, schutz, frueher):
    """What somebody finds out who takes each number that stood unchanged in an earlier version for the one of now."""
    return angreifen(netz, schutz.gesperrt - frueher.bekannt)


def test_aw06_px05_was_die_erste_fassung_verschweigt_verraet_auch_die_zweite_nicht():
    """Two of ten were hidden; now they are three of eleven: shown, the reader would know almost what it was."""
    summe = [Gleichung("summe", ("a", "b"))]
    erste = schuetzen({"summe": 10, "a": 2, "b": 8}, frozenset(), summe)
    jetzt = {"summe": 11, "a": 3, "b": 8}
    assert not schuetzen(jetzt, frozenset(), summe).gesperrt
    assert schuetzen(jetzt, frozenset(), summe, Frueher(erste.gesperrt)).gesperrt >= {"a", "b"}


def test_aw06_px05_was_vorher_offen_stand_schuetzt_in_der_naechsten_fassung_nichts():
    """One more hidden cell would do, but both others are known: the sum, which has changed, is hidden instead."""
    netz = ohne_rest({"summe": 14, "a": 2, "b": 8, "c": 4}, [Gleichung("summe", ("a", "b", "c"))])
    frueher = Frueher(bekannt=frozenset({"b", "c"}))
    allein = schuetzen(netz.werte, netz.reste, netz.gleichungen)
    assert leser_beider(netz, allein, frueher) == {"a": 2}
    schutz = schuetzen(netz.werte, netz.reste, netz.gleichungen, frueher)
    assert schutz.gesperrt == {"a", "summe"} and not leser_beider(netz, schutz, frueher)


def test_aw06_px05_ist_alles_uebrige_bekannt_bleibt_die_kleine_zahl_trotzdem_verborgen():
    netz = ohne_rest({"summe": 10, "a": 2, "b": 8}, [Gleichung("summe", ("a", "b"))])
    schutz = schuetzen(netz.werte, netz.reste, netz.gleichungen, Frueher(bekannt=frozenset({"summe", "b"})))
    zeugen_pruefen(netz, schutz)
    assert "a" in schutz.gesperrt


@pytest.mark.parametrize("samen", range(20))
def test_aw06_px05_zwei_fassungen_eines_tages_nebeneinander_verraten_nichts(samen):
    r = random.Random(samen)
    vorher = kreuztafel(r, r.randrange(2, 5), r.randrange(2, 5))
    erste = schuetzen(vorher.werte, vorher.reste, vorher.gleichungen)
    zellen = [z for z in vorher.werte if "*" not in z]
    geaendert = dict(vorher.werte)
    for zelle in r.sample(zellen, 2):
        geaendert[zelle] = r.choice([1, 2, 4])
    netz = ohne_rest(_neu_summiert(geaendert, vorher.gleichungen), vorher.gleichungen)
    gezeigt = {z: wert for z, wert in vorher.werte.items() if z not in erste.gesperrt}
    frueher = Frueher(erste.gesperrt, frozenset(z for z, wert in gezeigt.items() if netz.werte[z] == wert))
    schutz = schuetzen(netz.werte, netz.reste, netz.gleichungen, frueher)
    zeugen_pruefen(netz, schutz)
    assert {z for z in erste.gesperrt if netz.werte[z]} <= schutz.gesperrt
    assert not leser_beider(netz, schutz, frueher)


def _neu_summiert(werte, gleichungen):
    """The sums after some cells have changed: rows and columns first, then what they add up to."""
    neu = dict(werte)
    for g in sorted(gleichungen, key=lambda g: g.ganzes.count("*")):
        neu[g.ganzes] = sum(neu[t] for t in g.teile)
    return neu


@pytest.mark.parametrize(("samen", "personen"), [(3, 40), (4, 250)])
def test_aw06_alle_tafeln_eines_erfundenen_programms_halten_dem_loeser_stand(samen, personen, tmp_path):
    ordner = Ordner(ordner_schreiben(zufaellig(samen, personen), tmp_path))
    netz = verknuepfen(alle_zaehlen(ordner, berichtsregel_laden(), TAG))
    for g in netz.gleichungen:
        assert netz.werte[g.ganzes] == sum(netz.werte[t] for t in g.teile), g
    assert all(wert >= 0 for wert in netz.werte.values())
    assert angreifen(netz, primaer(netz)), "without further cells the small ones follow"
    schutz = schuetzen(netz.werte, netz.reste, netz.gleichungen)
    zeugen_pruefen(netz, schutz)
    assert not angreifen(netz, schutz.gesperrt)
    assert not list(kleine_summen(netz, schutz.gesperrt))
    gezeigt = [z for z, wert in netz.werte.items() if wert and z not in schutz.gesperrt and z not in netz.reste]
    assert len(gezeigt) > 30, "the report still says something"
