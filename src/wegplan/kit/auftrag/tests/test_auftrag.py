"""Long work: done once, told in words, cut off and taken up again, nothing left behind (DP-04, DS-30, DS-35)."""

import logging
import os
import stat
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from wegplan.domains.organisation.models import Nutzer
from wegplan.kit.auftrag.ablage import abgelegt, ablegen, eingang, wegwerfen
from wegplan.kit.auftrag.arten import ARTEN, Auftragsart, Ausgang
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.auftrag.services import (
    AUFHEBEN,
    VERSUCHE,
    SchonBeendet,
    aufraeumen,
    auftrag_ausfuehren,
    auftrag_erteilen,
    beenden,
)


@pytest.fixture(autouse=True)
def eigenes_var(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def dienst(db):
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_dienst', true)")


@pytest.fixture
def arbeit(monkeypatch):
    """A kind of work for these tests; the test says what it does."""

    def setzen(ausfuehren):
        monkeypatch.setitem(ARTEN, "probe", Auftragsart("probe", "auftrag:auftrag", ausfuehren))

    return setzen


@pytest.fixture
def nutzer(dienst):
    return Nutzer.objects.create_user("anna", rolle="dqm")


def erteilt(nutzer, **mehr) -> Auftrag:
    return auftrag_erteilen(nutzer, "probe", "Probe", **mehr)


def test_dp04_ein_auftrag_wird_genau_einmal_ausgefuehrt(nutzer, arbeit):
    laeufe = []
    arbeit(lambda a, melden: laeufe.append(a.pk) or Ausgang(Stand.FERTIG, {"x": 1}))
    auftrag = erteilt(nutzer)
    for _ in range(2):
        auftrag_ausfuehren(auftrag.pk)
    auftrag.refresh_from_db()
    assert (laeufe, auftrag.stand, auftrag.ergebnis) == ([auftrag.pk], "fertig", {"x": 1})
    assert auftrag.begonnen_am <= auftrag.beendet_am


def test_ds35_ein_fehler_steht_ohne_werte_im_protokoll_und_als_satz_auf_der_seite(nutzer, arbeit, caplog, client):
    def bricht(auftrag, melden):
        inhalt = (abgelegt(auftrag.eingabe) / "personen.csv").read_text()
        raise ValueError(f"Key (kundennummer)=({inhalt}) already exists")

    arbeit(bricht)
    auftrag = erteilt(nutzer, eingabe=ablegen([SimpleUploadedFile("personen.csv", b"K001,Vogel")]))
    with caplog.at_level(logging.ERROR):
        auftrag_ausfuehren(auftrag.pk)
    auftrag.refresh_from_db()
    assert auftrag.stand == "fehler"
    assert "ValueError" in caplog.text
    assert "K001" not in caplog.text
    assert list(eingang().iterdir()) == []
    client.force_login(nutzer)
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_app', true)")
    assert "ist nicht gelungen" in client.get(reverse("auftrag:auftrag", args=[auftrag.pk])).content.decode()


def test_ds30_abgerissene_arbeit_wird_noch_einmal_getan_aber_nicht_ewig(nutzer, arbeit):
    """The worker was killed: the Auftrag says "läuft", and the queue gives it out again."""
    laeufe = []

    def stirbt(auftrag, melden):
        laeufe.append(1)
        raise SystemExit

    arbeit(stirbt)
    auftrag = erteilt(nutzer)
    for _ in range(VERSUCHE):
        with pytest.raises(SystemExit):
            auftrag_ausfuehren(auftrag.pk)
        auftrag.refresh_from_db()
        assert auftrag.stand == "laeuft"
    auftrag_ausfuehren(auftrag.pk)
    auftrag.refresh_from_db()
    assert (len(laeufe), auftrag.stand) == (VERSUCHE, "fehler")


def test_ds30_ein_auftrag_hat_ein_ende_und_keinen_spaeteren_fehler(nutzer, arbeit):
    """Work that writes its end in its own transaction is done, whatever breaks after it."""

    def arbeitet(auftrag, melden):
        beenden(auftrag, Ausgang(Stand.FERTIG, {"blaetter": 3}))
        raise OSError("too late")

    arbeit(arbeitet)
    auftrag = erteilt(nutzer)
    auftrag_ausfuehren(auftrag.pk)
    auftrag.refresh_from_db()
    assert (auftrag.stand, auftrag.ergebnis) == ("fertig", {"blaetter": 3})
    with pytest.raises(SchonBeendet):
        beenden(auftrag, Ausgang(Stand.FERTIG))


def test_dp04_angaben_und_eingabe_bleiben_bis_zum_naechsten_versuch(nutzer, arbeit):
    gesehen = []

    def stirbt(auftrag, melden):
        gesehen.append((auftrag.ergebnis["nummer"], abgelegt(auftrag.eingabe).exists()))
        raise SystemExit

    arbeit(stirbt)
    auftrag = erteilt(nutzer, eingabe=ablegen([]), angaben={"nummer": 7})
    for _ in range(2):
        with pytest.raises(SystemExit):
            auftrag_ausfuehren(auftrag.pk)
    assert gesehen == [(7, True), (7, True)]


@pytest.mark.django_db(transaction=True)
def test_dp04_der_fortschritt_ist_zu_sehen_waehrend_die_arbeit_laeuft(arbeit, monkeypatch):
    """The work's own transaction is open; another connection sees how far it is."""
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "assume_role", "wegplan_dienst")
    connection.close()
    gesehen = []

    def arbeitet(auftrag, melden):
        from django.db import transaction

        with transaction.atomic():
            Nutzer.objects.create_user("berta")
            melden("Personen werden geschrieben", 3, 10)
            andere = connection.copy()
            with andere.cursor() as c:
                c.execute("select schritt, erledigt, gesamt from auftrag_auftrag where id = %s", [auftrag.pk])
                gesehen.append(c.fetchone())
            andere.close()
        return Ausgang()

    arbeit(arbeitet)
    auftrag = Auftrag.objects.create(nutzer=Nutzer.objects.create_user("anna"), art="probe", titel="Probe")
    auftrag_ausfuehren(auftrag.pk)
    assert gesehen == [("Personen werden geschrieben", 3, 10)]
    connection.close()


def test_dp04_hochgeladenes_liegt_nur_fuer_uns_lesbar_unter_zufaelligem_namen(nutzer):
    name = ablegen([SimpleUploadedFile("personen.csv", b"x")])
    ordner = abgelegt(name)
    datei = ordner / "personen.csv"
    assert stat.S_IMODE(datei.stat().st_mode) == 0o600
    assert stat.S_IMODE(ordner.stat().st_mode) == stat.S_IMODE(eingang().stat().st_mode) == 0o700
    assert len(name) == 32
    wegwerfen(name)
    assert not ordner.exists()


@pytest.mark.parametrize("name", ["../../raus.csv", ".versteckt", "a\x00b.csv", "x" * 300 + ".csv", "..", ""])
def test_dp04_ein_dateiname_von_aussen_wird_nie_zum_pfad(name):
    datei = SimpleUploadedFile("gut.csv", b"x")
    datei._name = name
    ordner = abgelegt(ablegen([datei]))
    assert [p.parent for p in ordner.rglob("*")] == [ordner]


@pytest.mark.parametrize("name", ["..", "", "../x", "a" * 31, "A" * 32])
def test_dp04_nur_eigene_ablagen_werden_gefunden(name):
    with pytest.raises(ValueError, match="Ablage"):
        abgelegt(name)


def test_ds35_alte_ergebnisse_und_vergessene_dateien_gehen(nutzer):
    alt, neu = erteilt(nutzer), erteilt(nutzer, eingabe=ablegen([]))
    Auftrag.objects.filter(pk=alt.pk).update(stand="fertig", beendet_am=timezone.now() - AUFHEBEN - timedelta(days=1))
    vergessen, frisch = abgelegt(ablegen([])), abgelegt(ablegen([]))
    gestern = time.time() - 90_000
    for ordner in (vergessen, abgelegt(neu.eingabe)):
        os.utime(ordner, (gestern, gestern))
    assert aufraeumen() == 1
    assert set(eingang().iterdir()) == {frisch, abgelegt(neu.eingabe)}
    assert list(Auftrag.objects.values_list("pk", flat=True)) == [neu.pk]
