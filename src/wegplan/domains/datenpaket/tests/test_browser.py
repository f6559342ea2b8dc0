"""The import in the browser: upload, progress, faults on the page and as a download, found again (DP-04)."""

import datetime
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from wegplan.domains.datenpaket.models import Datenimport
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.person.models import Person
from wegplan.kit.auftrag.models import Auftrag
from wegplan.kit.auftrag.services import auftrag_ausfuehren

from .conftest import schreibe


@pytest.fixture
def region(lies, paket):
    """The example package is stored already."""
    assert lies(paket).gelungen
    return paket


def konto(name: str, rolle: str, stelle: str | None = "JC1", **mehr) -> Nutzer:
    organisation = Organisation.objects.get(kennung=stelle) if stelle else None
    return Nutzer.objects.create_user(name, password="x", rolle=rolle, organisation=organisation, **mehr)


def als_app() -> None:
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_app', true)")


def als_dienst() -> None:
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_dienst', true)")


def gepackt(ordner: Path) -> SimpleUploadedFile:
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w") as z:
        for datei in ordner.iterdir():
            z.write(datei, datei.name)
    return SimpleUploadedFile("lieferung.zip", puffer.getvalue())


def hochladen(client, *dateien: SimpleUploadedFile) -> Auftrag:
    """Upload as the page does, then let the worker do its job."""
    als_app()
    antwort = client.post(reverse("datenpaket:hochladen"), {"dateien": dateien})
    assert antwort.status_code == 302, antwort.content.decode()
    als_dienst()
    auftrag = Auftrag.objects.latest("pk")
    assert antwort.url == reverse("auftrag:auftrag", args=[auftrag.pk])
    auftrag_ausfuehren(auftrag.pk)
    auftrag.refresh_from_db()
    als_app()
    return auftrag


def test_dp04_ein_zip_wird_eingelesen_und_das_ergebnis_gezeigt(client, region, settings):
    client.force_login(konto("dqm", "dqm", sieht_alle=True))
    with (region / "personen.csv").open("a", encoding="utf-8") as f:
        f.write("K777,Neu,Nora,,,JC1,\n")
    kopf = "zuweisung_id,kundennummer,regionalbuero,jobcenter,stufe,zugewiesen_am,beendet_am,ergebnis"
    schreibe(
        region / "zuweisungen.csv", kopf, "W1,K001,,,IEB,2025-01-02,2025-02-02,arbeit", "W2,K001,,,IEB,2025-03-02,,"
    )
    auftrag = hochladen(client, gepackt(region))
    assert auftrag.stand == "fertig"
    seite = client.get(reverse("datenpaket:ergebnis", args=[auftrag.pk])).content.decode()
    assert "Das Paket ist eingelesen" in seite
    assert list((settings.VAR / "eingang").iterdir()) == []  # the uploaded file is gone
    als_dienst()
    assert Person.objects.filter(kundennummer="K777").exists()
    assert Datenimport.objects.latest("pk").herkunft == "lieferung.zip"


def test_dp04_fehler_stehen_auf_der_seite_und_als_datei(client, region):
    client.force_login(konto("dqm", "dqm", sieht_alle=True))
    schreibe(
        region / "vereinbarungen.csv",
        "vereinbarung_id,kundennummer,art,abgeschlossen_am,gueltig_bis",
        "E1,K001,EV,2025-02-30,",
        "=1+1,K404,EV,2025-02-03,",
    )
    auftrag = hochladen(client, gepackt(region))
    assert auftrag.stand == "abgelehnt"
    seite = client.get(reverse("datenpaket:ergebnis", args=[auftrag.pk])).content.decode()
    assert "Nichts wurde gespeichert" in seite
    assert "Diesen Tag gibt es nicht." in seite
    csv = client.get(reverse("datenpaket:fehler_csv", args=[auftrag.pk])).content.decode("utf-8-sig")
    assert "vereinbarungen.csv;2;abgeschlossen_am;2025-02-30;Diesen Tag gibt es nicht." in csv.splitlines()
    mappe = openpyxl.load_workbook(io.BytesIO(client.get(reverse("datenpaket:fehler_xlsx", args=[auftrag.pk])).content))
    assert [z.value for z in list(mappe.active.rows)[1]][:3] == ["vereinbarungen.csv", 2, "abgeschlossen_am"]


def test_dp04_einzelne_dateien_csv_und_xlsx_zusammen(client, region):
    client.force_login(konto("dqm", "dqm", sieht_alle=True))
    mappe = openpyxl.Workbook()
    mappe.active.append(["kundennummer", "nachname", "vorname", "geburtsdatum", "geschlecht", "jobcenter", "team"])
    mappe.active.append([4711, "Blatt", "Bea", datetime.datetime(1990, 3, 5), "w", "JC1", None])
    puffer = io.BytesIO()
    mappe.save(puffer)
    auftrag = hochladen(
        client,
        SimpleUploadedFile("personen.xlsx", puffer.getvalue()),
        SimpleUploadedFile(
            "vereinbarungen.csv",
            b"vereinbarung_id,kundennummer,art,abgeschlossen_am,gueltig_bis\nE77,4711,EV,2025-02-03,\n",
        ),
    )
    assert auftrag.stand == "fertig", json.dumps(auftrag.ergebnis)
    als_dienst()
    bea = Person.objects.get(kundennummer="4711")
    assert str(bea.geburtsdatum) == "1990-03-05"
    assert bea.vereinbarungen.count() == 1


@pytest.mark.parametrize(
    ("name", "inhalt", "satz"),
    [
        ("mappe.xlsm", b"x", "weder ZIP noch CSV noch XLSX"),
        ("bild.png", b"x", "weder ZIP noch CSV noch XLSX"),
        ("personen.csv", b"", "Eine der Dateien ist leer."),
    ],
)
def test_dp04_was_kein_datenpaket_ist_wird_gleich_abgewiesen(client, region, name, inhalt, satz):
    client.force_login(konto("dqm", "dqm", sieht_alle=True))
    als_app()
    antwort = client.post(reverse("datenpaket:hochladen"), {"dateien": [SimpleUploadedFile(name, inhalt)]})
    assert antwort.status_code == 422
    assert satz in antwort.content.decode()


def test_dp04_zu_grosse_dateien_werden_abgewiesen(client, region, settings):
    settings.WEGPLAN_HOCHLADEN_MB = 0
    client.force_login(konto("dqm", "dqm", sieht_alle=True))
    als_app()
    antwort = client.post(reverse("datenpaket:hochladen"), {"dateien": [gepackt(region)]})
    assert "zusammen zu groß" in antwort.content.decode()
    assert not (settings.VAR / "eingang").exists()


def test_dp04_den_auftrag_findet_nur_wer_ihn_erteilt_hat(client, region):
    client.force_login(konto("dqm", "dqm", sieht_alle=True))
    auftrag = hochladen(client, gepackt(region))
    assert "lieferung.zip" in client.get(reverse("auftrag:liste")).content.decode()
    als_dienst()
    client.force_login(konto("andere", "dqm", sieht_alle=True))
    als_app()
    assert "lieferung.zip" not in client.get(reverse("auftrag:liste")).content.decode()
    for name in ("datenpaket:ergebnis", "datenpaket:fehler_csv", "auftrag:auftrag", "auftrag:stand"):
        assert client.get(reverse(name, args=[auftrag.pk])).status_code == 404, name


def test_ds35_die_warteschlange_kennt_nur_nummern(client, region):
    client.force_login(konto("dqm", "dqm", sieht_alle=True))
    auftrag = hochladen(client, gepackt(region))
    als_dienst()
    assert [j.args for j in ProcrastinateJob.objects.filter(task_name="auftrag_abarbeiten")] == [
        {"auftrag_id": auftrag.pk}
    ]


def test_dp04_die_seite_zeigt_den_fortschritt_auch_ohne_skript(client, region):
    nutzer = konto("dqm", "dqm", sieht_alle=True)
    client.force_login(nutzer)
    auftrag = Auftrag.objects.create(
        nutzer=nutzer,
        art="datenpaket_einlesen",
        titel="Einlesen: a.zip",
        stand="laeuft",
        schritt="Personen",
        gesamt=10,
        erledigt=4,
    )
    als_app()
    seite = client.get(reverse("auftrag:auftrag", args=[auftrag.pk])).content.decode()
    assert "Personen: 40 %" in seite
    assert "Stand aktualisieren" in seite
    assert reverse("auftrag:stand", args=[auftrag.pk]) in seite


def test_ds02_die_datenqualitaet_eines_jobcenters_liest_nur_die_eigenen_personen_ein(client, region):
    client.force_login(konto("dqm1", "dqm", "JC1"))
    auftrag = hochladen(client, gepackt(region))
    assert auftrag.stand == "abgelehnt"
    fehler = {(f["datei"], f["wert"]) for f in auftrag.ergebnis["bericht"]["fehler"]}
    assert ("personen.csv", "K003") in fehler
    assert ("teilnahmen.csv", "K003") in fehler
    assert ("personen.csv", "K001") not in fehler


def test_dp04_wer_das_recht_verloren_hat_liest_nicht_mehr_ein(client, region):
    nutzer = konto("dqm", "dqm", sieht_alle=True)
    client.force_login(nutzer)
    als_app()
    client.post(reverse("datenpaket:hochladen"), {"dateien": [gepackt(region)]})
    als_dienst()
    Nutzer.objects.filter(pk=nutzer.pk).update(rolle="pap", sieht_alle=False)
    auftrag = Auftrag.objects.latest("pk")
    auftrag_ausfuehren(auftrag.pk)
    auftrag.refresh_from_db()
    assert (auftrag.stand, auftrag.ergebnis) == ("abgelehnt", {"satz": "Ihr Konto darf das nicht mehr."})


def ausgeben(client, form: str, zweck: str = "Umzug"):
    """Ask for the export and confirm the password that is asked back."""
    antwort = client.post(reverse("datenpaket:exportieren"), {"form": form, "zweck": zweck})
    return client.post(antwort.url, {"password": "x"}) if antwort.status_code == 302 else antwort


def test_dp03_die_ausgabe_im_browser_enthaelt_nur_was_man_sieht(client, region):
    client.force_login(konto("dqm1", "dqm", "JC1"))
    als_app()
    assert "der 2 Personen" in client.get(reverse("datenpaket:exportieren")).content.decode()
    antwort = ausgeben(client, "paket")
    assert antwort["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(antwort.streaming_content))) as z:
        personen = z.read("personen.csv").decode().splitlines()
        teilnahmen = z.read("teilnahmen.csv").decode()
    assert [p.split(",")[0] for p in personen] == ["kundennummer", "K001", "K002"]
    assert "K003" not in teilnahmen


def test_dp03_die_arbeitsmappe_fuehrt_keine_formel_aus(client, region):
    client.force_login(konto("dqm", "dqm", sieht_alle=True))
    als_app()
    antwort = ausgeben(client, "mappe")
    mappe = openpyxl.load_workbook(io.BytesIO(b"".join(antwort.streaming_content)))
    zeilen = [[z.value for z in zeile] for zeile in mappe["Maßnahmen"].rows]
    assert zeilen[0][:3] == ["Maßnahmenummer", "Titel", "Förderart"]
    assert ["M2", "=Umschulung", "Programm mit Stufen (ESF)"] in [z[:3] for z in zeilen]
    assert all(z.data_type != "f" for blatt in mappe for zeile in blatt.rows for z in zeile)


def test_ds10_die_ausgabe_im_browser_hinterlaesst_genau_eine_spur_mit_zweck(client, region):
    client.force_login(konto("dqm1", "dqm", "JC1"))
    als_app()
    client.get(reverse("datenpaket:exportieren"))
    ausgeben(client, "paket", "Prüfung der Fachaufsicht")
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_eigner', true)")
        c.execute("select art, zweck, cardinality(personen), ansicht from audit_zugriff where nutzer_id is not null")
        assert c.fetchall() == [("export", "Prüfung der Fachaufsicht", 2, "datenpaket:exportieren")]


def test_ds07_die_ausgabe_verlangt_eine_frische_anmeldung(client, region):
    client.force_login(konto("dqm1", "dqm", "JC1"))
    als_app()
    antwort = client.post(reverse("datenpaket:exportieren"), {"form": "paket", "zweck": "Umzug"})
    assert antwort.status_code == 302
    assert antwort.url.startswith(reverse("account_reauthenticate"))
    antwort = client.post(antwort.url, {"password": "x"})
    assert antwort["Content-Type"] == "application/zip"


def test_dp03_ohne_zweck_geht_nichts_hinaus(client, region):
    client.force_login(konto("dqm1", "dqm", "JC1"))
    als_app()
    assert ausgeben(client, "paket", "").status_code == 422


def test_px13_eine_leitung_nimmt_ein_einlesen_im_browser_zurueck(client, region):
    dqm = konto("dqm", "dqm", "JC1")
    client.force_login(dqm)
    schreibe(
        region / "nur.csv",
        "kundennummer,nachname,vorname,geburtsdatum,geschlecht,jobcenter,team",
        "K001,Falsch,,,,JC1,",
    )
    falsch = hochladen(client, SimpleUploadedFile("personen.csv", (region / "nur.csv").read_bytes()))
    assert falsch.stand == "fertig", falsch.ergebnis
    als_dienst()
    client.force_login(konto("bl", "bl", "JC1"))
    als_app()
    adresse = reverse("datenpaket:zuruecknehmen", args=[falsch.ergebnis["datenimport"]])
    assert adresse in client.get(reverse("datenpaket:start")).content.decode()
    seite = client.get(adresse).content.decode()
    assert "Falsch" in seite and "Vogel" in seite
    assert client.post(adresse, {"grund": ""}).status_code == 422
    antwort = client.post(adresse, {"grund": "Falsche Datei"})
    als_dienst()
    auftrag = Auftrag.objects.latest("pk")
    assert antwort.url == reverse("auftrag:auftrag", args=[auftrag.pk])
    auftrag_ausfuehren(auftrag.pk)
    auftrag.refresh_from_db()
    als_app()
    seite = client.get(reverse("datenpaket:zurueckgenommen", args=[auftrag.pk])).content.decode()
    assert "Das Einlesen ist zurückgenommen" in seite
    als_dienst()
    assert Person.objects.get(kundennummer="K001").nachname == "Vogel"


def test_px13_das_einlesen_eines_anderen_jobcenters_bleibt_unbekannt(client, region):
    client.force_login(konto("dqm", "dqm", "JC1"))
    auftrag = hochladen(
        client,
        SimpleUploadedFile(
            "personen.csv",
            b"kundennummer,nachname,vorname,geburtsdatum,geschlecht,jobcenter,team\nK001,Neu,,,,JC1,\n",
        ),
    )
    als_dienst()
    client.force_login(konto("bl2", "bl", "JC2"))
    als_app()
    adresse = reverse("datenpaket:zuruecknehmen", args=[auftrag.ergebnis["datenimport"]])
    assert client.get(adresse).status_code == 404
    assert adresse not in client.get(reverse("datenpaket:start")).content.decode()


@pytest.mark.parametrize("seite", ["hochladen", "exportieren"])
def test_von_jedem_formular_fuehrt_ein_weg_zurueck(client, region, seite):
    client.force_login(konto("dqm", "dqm", sieht_alle=True))
    als_app()
    html = client.get(reverse(f"datenpaket:{seite}")).content.decode()
    assert f'href="{reverse("datenpaket:start")}"' in html.split("</form>")[-2]
