"""Row 5 of the speed table: list of persons (50 of 100,000), page of a person, evaluation page, and what they cost
beside the smallest Django views with the same rows (benchmarks/rivale.py). Reach: median at most twice the rival's.

Both run in a process of their own, called in turns through their WSGI application on the same server, for an advisor
(200 persons), a team lead, and a lead who sees all.

    python -m benchmarks.seiten [--teil 0.1] [--anzahl 200]
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PERSONEN, ZIEL, RUNDEN = 100_000, 2.0, 10
LANGSAM = {"Auswertung": 4}  # fewer calls: the same statement over all exits takes most of both sides' time
EINSTELLUNGEN = {
    "wegplan": ("wegplan.config.settings.dev", "app"),
    "rivale": ("benchmarks.rival_einstellungen", "eigner"),
}
SEITEN = [
    ("Liste", "/personen/", "pap"),
    ("Liste", "/personen/", "tl"),
    ("Liste", "/personen/", "bl"),
    ("Person", "/personen/{person}/", "pap"),
    ("Person", "/personen/{person}/", "bl"),
    ("Auswertung", "/auswertung/", "tl"),
    ("Auswertung", "/auswertung/", "bl"),
]

# Persons p = 1..n in 8 teams of one office that works by Cottbus; advisor number a has those with p % (n/200) = a.
# Everybody has one Teilnahme, every second a second one; five records each; all made-up.
DATEN = """
insert into organisation_organisation (kennung, art, name, bundesland, regelwerk)
  values ('JC1', 'jobcenter', 'Jobcenter 1', 'DE-BB', 'cottbus');
insert into organisation_organisation (kennung, art, name, bundesland, regelwerk)
  select 'TR' || i, 'bildungsdienstleister', 'Träger ' || i, 'DE-BB', '' from generate_series(1, 12) i;
insert into organisation_team (kennung, organisation_id, name)
  select 'JC1-T' || i, o.id, 'Team ' || i from generate_series(0, 7) i, organisation_organisation o
   where o.kennung = 'JC1';
insert into massnahme_massnahme (massnahmenummer, titel, foerderart, programmstufe, traeger_id, beginn,
                                 ort_land, zaehlweise)
  select 'M' || i, 'Maßnahme ' || i, (array['FbW','MAT','AVGS','AGH'])[i % 4 + 1], '', o.id,
         current_date - 2000, '', ''
    from generate_series(1, 800) i join organisation_organisation o on o.kennung = 'TR' || (i % 12 + 1);
insert into person_person (kundennummer, nachname, vorname, geburtsdatum, geschlecht, jobcenter_id, team_id, erfasst_am)
  select 'K' || lpad(i::text, 8, '0'), 'Nachname' || i % 9973, 'Vorname' || i % 499, date '1970-01-01' + i % 15000,
         (array['w','m','d','x'])[i % 4 + 1], o.id, t.id, now() - interval '3 years'
    from generate_series(1, {n}) i join organisation_organisation o on o.kennung = 'JC1'
    join organisation_team t on t.kennung = 'JC1-T' || (i % 8);
insert into teilnahme_teilnahme (teilnahme_id, person_id, massnahme_id, eintritt, geplantes_ende, austritt,
                                 austrittsgrund, programmstufe, erfasst_am)
  select 'T' || z || '-' || p.id, p.id, m.id, e.tag, e.tag + 180,
         case when e.tag + 180 < current_date then e.tag + 180 end,
         case when e.tag + 180 < current_date then 'regulaer' else '' end, '', e.tag
    from person_person p cross join generate_series(0, 1) z
    join massnahme_massnahme m on m.massnahmenummer = 'M' || ((p.id * 7 + z * 3) % 800 + 1)
    cross join lateral (select current_date - (p.id * 37 % 360)::int - z * 400 as tag) e
   where z = 0 or p.id % 2 = 0;
insert into vermittlung_vereinbarung (vereinbarung_id, person_id, art, abgeschlossen_am, gueltig_bis, erfasst_am)
  select 'E' || z || '-' || p.id, p.id, 'KOOP', e.tag, e.tag + 180, e.tag from person_person p
    cross join generate_series(0, 1) z
    cross join lateral (select current_date - (p.id * 11 % 300)::int - z * 200 as tag) e;
insert into vermittlung_vermittlung (vermittlung_id, person_id, art, unterbreitet_am, stellenart, sv_pflichtig,
                                     stelle_betreut, profil_betreut, erfasst_am)
  select 'V' || z || '-' || p.id, p.id, (array['VV','SI'])[z % 2 + 1], e.tag, 'arbeit', true, p.id % 3 > 0, true, e.tag
    from person_person p cross join generate_series(0, 2) z
    cross join lateral (select current_date - (p.id * 17 % 300)::int - z * 100 as tag) e;
insert into organisation_nutzer (username, password, first_name, last_name, email, is_superuser, is_staff, is_active,
                                 date_joined, rolle, organisation_id, sieht_alle, handzeichen{weitere})
  select u.name, '!', 'Vorname', 'Fachkraft ' || u.name, '', false, false, true, now(), u.rolle, o.id, u.alle, ''{werte}
    from organisation_organisation o, (
      select 'pap' || i as name, 'pap' as rolle, false as alle from generate_series(0, {n} / 200 - 1) i
      union all select 'tl', 'tl', false union all select 'bl', 'bl', true) u
   where o.kennung = 'JC1';
insert into organisation_nutzer_teams (nutzer_id, team_id)
  select n.id, t.id from organisation_nutzer n, organisation_team t where n.username = 'tl' and t.kennung = 'JC1-T0';
insert into person_zustaendigkeit (person_id, grund, rolle, nutzer_id, von)
  select p.id, 'fachkraft', 'pap', n.id, current_date - 900 from person_person p
    join organisation_nutzer n on n.username = 'pap' || (p.id % ({n} / 200));
"""


def fuellen(n: int) -> None:
    """Empty tables to the made-up office, as owner and without histories; then the keys and the statistics."""
    from django.db import connection

    with connection.cursor() as c:
        c.execute("select set_config('wegplan.sammel', '1', false), set_config('search_path', 'public', false)")
        c.execute(
            "select column_name from information_schema.columns where table_name = 'organisation_nutzer'"
            " and is_nullable = 'NO' and column_default is null and column_name = 'startpasswort'"
        )
        neu = c.fetchone()
        anweisungen = DATEN.format(n=n, weitere=", startpasswort" if neu else "", werte=", false" if neu else "")
        for sql in filter(str.strip, anweisungen.split(";\n")):
            c.execute(sql)
        c.execute("select sicht_neu()")
        c.execute("vacuum analyze")


class Aufrufer:
    """The WSGI application of the settings at hand, called as a browser that is signed in would."""

    def __init__(self) -> None:
        from django.core.wsgi import get_wsgi_application

        self.anwendung = get_wsgi_application()
        self.kekse: dict[str, str] = {}

    def anmelden(self, name: str) -> None:
        """Start a session for the account."""
        from importlib import import_module

        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model

        nutzer = get_user_model().objects.get(username=name)
        sitzung = import_module(settings.SESSION_ENGINE).SessionStore()
        sitzung[SESSION_KEY] = str(nutzer.pk)
        sitzung[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        sitzung[HASH_SESSION_KEY] = nutzer.get_session_auth_hash()
        sitzung["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        jetzt = time.time()
        if settings.ROOT_URLCONF.startswith("wegplan"):
            from wegplan.kit.access.sitzung import SCHLUESSEL

            sitzung[SCHLUESSEL] = (jetzt, jetzt)
        sitzung.save()
        self.kekse[name] = f"{settings.SESSION_COOKIE_NAME}={sitzung.session_key}"

    def rufen(self, pfad: str, name: str) -> tuple[int, int, float]:
        """Status, size and seconds of a GET."""
        import io

        umgebung = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": pfad,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": "http",
            "HTTP_COOKIE": self.kekse[name],
        }
        status = ""

        def beginnen(zeile: str, koepfe: Any, fehler: Any = None) -> None:
            nonlocal status
            status = zeile

        ab = time.perf_counter()
        antwort = self.anwendung(umgebung, beginnen)
        groesse = sum(len(teil) for teil in antwort)
        antwort.close()
        return int(status.split()[0]), groesse, time.perf_counter() - ab

    def anweisungen(self, pfad: str, name: str) -> int:
        """How many statements a GET costs."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as gezaehlt:
            self.rufen(pfad, name)
        return sum(q["sql"] not in ("BEGIN", "COMMIT") for q in gezaehlt.captured_queries)


def bedienen(namen: list[str]) -> None:
    """The process of one side: reads calls as JSON lines, answers with status, size, statements and times."""
    aufrufer = Aufrufer()
    for name in namen:
        aufrufer.anmelden(name)
    print("bereit", flush=True)
    for zeile in sys.stdin:
        pfad, name, anzahl = json.loads(zeile)
        status, groesse, _ = aufrufer.rufen(pfad, name)
        n = aufrufer.anweisungen(pfad, name)
        zeiten = [aufrufer.rufen(pfad, name)[2] for _ in range(anzahl)]
        print(json.dumps([status, groesse, n, zeiten]), flush=True)


class Seite:
    """The other end of `bedienen`."""

    def __init__(self, wer: str, namen: list[str]) -> None:
        einstellung, rolle = EINSTELLUNGEN[wer]
        umgebung = {**os.environ, "DJANGO_SETTINGS_MODULE": einstellung, "WEGPLAN_DB_ROLLE": rolle}
        befehl = [sys.executable, "-m", "benchmarks.seiten", "--bedienen", *namen]
        self.prozess = subprocess.Popen(befehl, env=umgebung, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.prozess.stdout is not None and self.prozess.stdout.readline().strip() == "bereit"

    def messen(self, pfad: str, name: str, anzahl: int) -> tuple[int, int, int, list[float]]:
        assert self.prozess.stdin is not None and self.prozess.stdout is not None
        self.prozess.stdin.write(json.dumps([pfad, name, anzahl]) + "\n")
        self.prozess.stdin.flush()
        status, groesse, n, zeiten = json.loads(self.prozess.stdout.readline())
        if status != 200:
            raise SystemExit(f"{pfad} als {name}: {status}")
        return status, groesse, n, zeiten

    def beenden(self) -> None:
        assert self.prozess.stdin is not None
        self.prozess.stdin.close()
        self.prozess.wait(10)


def vergleichen(n: int, anzahl: int) -> bool:
    """Print the medians of both sides page by page; True when every ratio is within reach."""
    konten = {"pap": "pap1", "tl": "tl", "bl": "bl"}
    seiten = {wer: Seite(wer, list(konten.values())) for wer in EINSTELLUNGEN}
    person = n // 200 + 1  # belongs to pap1, has two Teilnahmen
    erreicht = True
    for bezeichnung, muster, rolle in SEITEN:
        mal = max(20, anzahl // LANGSAM.get(bezeichnung, 1))
        pfad, zeiten, anweisungen = muster.format(person=person), {w: [] for w in seiten}, {}
        for wer in seiten:
            seiten[wer].messen(pfad, konten[rolle], 5)
        for _ in range(RUNDEN):
            for wer, seite in seiten.items():
                _, _, anweisungen[wer], neue = seite.messen(pfad, konten[rolle], mal // RUNDEN)
                zeiten[wer] += neue
        eigene, fremde = (statistics.median(zeiten[wer]) * 1000 for wer in ("wegplan", "rivale"))
        erreicht &= eigene <= ZIEL * fremde
        print(
            f"{bezeichnung:<11}{rolle:<4}{eigene:7.1f} ms, Rivale {fremde:7.1f} ms, Verhältnis {eigene / fremde:4.2f}"
            f" (≤ {ZIEL:.0f}), {anweisungen['wegplan']} Anweisungen, n={mal}"
        )
    for seite in seiten.values():
        seite.beenden()
    return erreicht


def main(argv: list[str] | None = None) -> int:
    """Exit code 1 when a reach is missed (at full size)."""
    leser = argparse.ArgumentParser()
    leser.add_argument("--teil", type=float, default=1.0, help="Anteil der vollen Größe")
    leser.add_argument("--anzahl", type=int, default=200, help="Aufrufe je Seite")
    leser.add_argument("--var", type=Path, help="Ordner, der gefüllt bleibt")
    leser.add_argument("--bedienen", nargs="+", metavar="KONTO", help=argparse.SUPPRESS)
    angaben = leser.parse_args(argv)
    if angaben.bedienen:
        bedienen(angaben.bedienen)
        return 0
    n = int(PERSONEN * angaben.teil)
    var = angaben.var or Path(tempfile.mkdtemp(prefix="wegplan-bench-"))
    voll = (var / "gefuellt").exists()
    var.mkdir(exist_ok=True)
    var.chmod(0o755)
    os.environ["WEGPLAN_VAR"] = str(var)
    try:
        subprocess.run([sys.executable, "-m", "wegplan.befehle", "einrichten"], check=True, stdout=sys.stderr)
        from wegplan.befehle import django_bereit

        django_bereit("eigner")
        if not voll:
            fuellen(n)
            (var / "gefuellt").touch()
        erreicht = vergleichen(n, angaben.anzahl)
    finally:
        from wegplan.kit.database.einbettung import anmelden

        if halter := anmelden():
            halter.abmelden()
        if not angaben.var:
            shutil.rmtree(var)
    return int(angaben.teil >= 1 and not erreicht)


if __name__ == "__main__":
    sys.exit(main())
