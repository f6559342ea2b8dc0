"""PX-10: a mail in the morning that says how much waits, and nothing about anybody."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.welt import HEUTE
from wegplan.domains.frage.models import Frage
from wegplan.domains.frage.queries import wartende
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Nutzer, Organisation, Team
from wegplan.domains.person.models import Person
from wegplan.domains.tagesmail import tasks
from wegplan.domains.tagesmail.models import Tagesmail
from wegplan.domains.tagesmail.queries import Inhalt, inhalte
from wegplan.domains.tagesmail.services import verschicken
from wegplan.domains.tagesmail.text import betreff
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.tisch.models import Schrittplatz
from wegplan.domains.tisch.tests.conftest import viele
from wegplan.domains.verfahren.models import Schliesstag
from wegplan.domains.verfahren.services import kalender_erneuern
from wegplan.domains.vorgang.models import Vorgang
from wegplan.domains.vorschlag.models import Aenderungsvorschlag
from wegplan.domains.vorschlag.queries import zu_entscheiden

from .conftest import ADRESSE

pytestmark = pytest.mark.django_db


def _arbeitstag():
    with connection.cursor() as c:
        c.execute(
            "select min(tag) from verfahren_kalender where kalender='DE-BE' and tag=arbeitstag and tag>=%s", [HEUTE]
        )
        return c.fetchone()[0]


@pytest.fixture
def tag(als_dienst):
    """The next working day."""
    with als_dienst():
        return _arbeitstag()


@pytest.fixture
def verteilen(als_dienst):
    def los(tag):
        with als_dienst():
            return verschicken(tag)

    return los


def an(post, nutzer):
    return [m for m in post if m.to == [f"k{nutzer.pk}@amt.example"]]


def test_px10_in_keiner_mail_steht_etwas_ueber_jemanden(welt, post, tag, verteilen, als_dienst):
    assert verteilen(tag) == len(post) > 3
    with als_dienst():
        geheim = {w for p in Person.objects.all() for w in (p.nachname, p.vorname, p.kundennummer)}
        geheim |= {t.teilnahme_id for t in Teilnahme.objects.all()}
        geheim |= {w for m in Massnahme.objects.all() for w in (m.titel, m.massnahmenummer)}
        geheim |= {n.username for n in Nutzer.objects.all()} | {t.name for t in Team.objects.all()}
        geheim |= {o.name for o in Organisation.objects.all()}
    for mail in post:
        ganze = f"{mail.subject}\n{mail.body}"
        assert not [wort for wort in geheim if wort and wort in ganze]
        assert re.findall(r"https?://\S+", ganze) == [ADRESSE]
        assert len(mail.to) == 1 and not mail.cc and not mail.bcc and not mail.attachments


def test_px10_die_zahlen_sind_die_der_seiten(welt, post, tag, als_dienst, als_nutzer):
    with als_dienst():
        je_konto = {i.nutzer: i for i in inhalte(tag, HEUTE)}
        for nutzer in Nutzer.objects.filter(email__gt=""):
            inhalt = je_konto.get(nutzer.pk, Inhalt(nutzer.pk, "", 0, 0, 0, 0, 0))
            faellig = Schrittplatz.objects.filter(besitzer=nutzer, faellig_bis__lt=tag).count()
            assert inhalt.ueberfaellig == faellig, nutzer
            erwartet = zu_entscheiden(nutzer).count() if nutzer.darf(Aktion.VORSCHLAG_ENTSCHEIDEN) else 0
            assert inhalt.vorschlaege == erwartet, nutzer
        assert je_konto[welt["ifk"].pk].ueberfaellig > 0 and je_konto[welt["tl"].pk].vorschlaege == 1


def test_px10_fragen_zaehlen_bei_wem_sie_liegen_wie_auf_seiner_liste(welt, post, tag, als_dienst):
    with als_dienst():
        t = Teilnahme.objects.get(person=welt.eigen, austritt=None)
        rahmen = {"person": welt.eigen, "teilnahme": t, "gestellt_von": welt["rb"], "wartet_seit": timezone.now()}
        for nr, (an, wer) in enumerate((("TR-A", None), ("TR-A", "bdl_leitung"), ("JC-A", None))):
            stellen = {"von_stelle": welt.stellen["RB-A"], "an_stelle": welt.stellen[an], "am_zug": welt.stellen[an]}
            Frage.objects.create(frage_id=f"F{nr}", zustaendig=welt[wer] if wer else None, **rahmen, **stellen)
        je_konto = {i.nutzer: i.fragen for i in inhalte(tag, HEUTE)}
        for nutzer in Nutzer.objects.filter(email__gt=""):
            assert je_konto.get(nutzer.pk, 0) == wartende(nutzer).count(), nutzer
        assert [je_konto.get(welt[r].pk, 0) for r in ("bdl", "bdl_leitung", "ifk", "rb")] == [1, 2, 1, 0]
        (inhalt,) = [i for i in inhalte(tag, HEUTE) if i.nutzer == welt["bdl"].pk]
    assert betreff(inhalt) == "Wegplan: 1 Frage wartet auf Ihre Antwort"


def test_px10_nie_zwei_an_einem_tag_am_naechsten_wieder(welt, post, tag, verteilen):
    assert verteilen(tag) > 0
    assert verteilen(tag) == 0
    assert len(an(post, welt["pap"])) == 1


def test_px10_neues_zaehlt_genau_einmal_und_nicht_das_eigene(welt, post, tag, als_dienst):
    gestern = tag - timedelta(days=1)
    with als_dienst():
        for nr, wer in enumerate((welt["tl"], welt["pap"], None)):
            v = Vorgang.objects.create(vorgang_id=f"N{nr}", person=welt.eigen, art="profil", tag=HEUTE, erfasst_von=wer)
            Vorgang.objects.filter(pk=v.pk).update(erfasst_am=f"{gestern} 12:00+01")
        je_konto = {i.nutzer: i.vorgaenge for i in inhalte(tag, gestern)}
        assert (je_konto[welt["pap"].pk], je_konto[welt["ifk"].pk], je_konto[welt["tl"].pk]) == (1, 2, 1)
        Tagesmail.objects.create(nutzer=welt["ifk"], verschickt_am=gestern)
        assert {i.nutzer: i.vorgaenge for i in inhalte(tag, gestern)}[welt["ifk"].pk] == 2
        Tagesmail.objects.update(verschickt_am=tag)
        morgen = {i.nutzer: i.vorgaenge for i in inhalte(tag + timedelta(days=_bis_zum_naechsten(tag)), gestern)}
        assert morgen[welt["ifk"].pk] == 0


def _bis_zum_naechsten(tag):
    with connection.cursor() as c:
        c.execute("select min(tag) from verfahren_kalender where kalender='DE-BE' and tag=arbeitstag and tag>%s", [tag])
        return (c.fetchone()[0] - tag).days


def test_px10_wer_vorgeschlagen_hat_erfaehrt_dass_entschieden_ist(welt, post, tag, als_dienst):
    with als_dienst():
        Aenderungsvorschlag.objects.update(
            stand="angenommen", entschieden_am=tag - timedelta(days=1), entschieden_von=welt["pap"]
        )
        (inhalt,) = [i for i in inhalte(tag, HEUTE - timedelta(days=3)) if i.nutzer == welt["bdl"].pk]
    assert betreff(inhalt) == "Wegplan: 1 eigener Vorschlag ist entschieden"


def test_px10_ohne_anlass_keine_mail(welt, post, tag, verteilen):
    verteilen(tag)
    assert not an(post, welt["dqm"]) and not an(post, welt["bdl"])


def test_px10_am_wochenende_und_an_schliesstagen_keine(welt, post, tag, verteilen, als_dienst):
    samstag = HEUTE + timedelta(days=(5 - HEUTE.weekday()) % 7)
    assert verteilen(samstag) == 0
    with als_dienst():
        Schliesstag.objects.create(organisation=welt.stellen["JC-A"], tag=tag, bezeichnung="Betriebsausflug")
        with connection.cursor() as c:
            c.execute("reset role")
        kalender_erneuern()
    verteilen(tag)
    assert not an(post, welt["pap"])


def test_px10_abbestellt_ist_abbestellt_und_laesst_sich_wieder_bestellen(als, welt, post, tag, verteilen, text):
    client = als("pap")
    antwort = client.post("/tagesmail/", {"tun": "abbestellen"}, follow=True)
    assert "Die Tagesmail ist abbestellt." in text(antwort)
    verteilen(tag)
    assert not an(post, welt["pap"])
    client.post("/tagesmail/", {"tun": "bestellen"})
    verteilen(tag)
    assert len(an(post, welt["pap"])) == 1


def test_px10_ohne_mailserver_sagt_die_seite_das_und_nichts_geht_hinaus(
    als, welt, post, tag, verteilen, settings, text
):
    settings.WEGPLAN_MAIL = False
    assert "Diese Installation verschickt keine Mail" in text(als("pap").get("/tagesmail/"))
    assert verteilen(tag) == 0 and post == []
    settings.WEGPLAN_MAIL = True
    assert "verschickt keine Mail" not in text(als("pap").get("/tagesmail/"))


def test_px10_ein_toter_mailserver_verbraucht_den_tag_nicht(post, tag, verteilen, monkeypatch, als_dienst):
    def tot(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", tot)
    assert verteilen(tag) == 0
    monkeypatch.undo()
    with als_dienst():
        assert not Tagesmail.objects.exists()


def test_ds35_im_protokoll_steht_keine_adresse(post, tag, verteilen, monkeypatch, caplog):
    def ab(self, mails):
        raise SMTPServerDisconnected(f"{mails[0].to}")

    monkeypatch.setattr(EmailBackend, "send_messages", ab)
    assert verteilen(tag) == 0
    assert "nicht zugestellt" in caplog.text and "amt.example" not in caplog.text


def test_ds04_jeder_sieht_nur_die_eigene_einstellung(welt, als_dienst, als_nutzer):
    with als_dienst():
        Tagesmail.objects.create(nutzer=welt["pap"], abbestellt=True)
    with als_nutzer(welt["ifk"]):
        assert not Tagesmail.objects.exists()
    with als_nutzer(welt["pap"]):
        assert Tagesmail.objects.get().abbestellt


def test_px10_eine_anweisung_fuer_alle_konten(welt, post, tag, als_dienst):
    with als_dienst():
        for anzahl in (2, 200):
            viele(welt, anzahl, welt["ifk"])
            with CaptureQueriesContext(connection) as gezaehlt:
                inhalte(tag, HEUTE)
            assert len(gezaehlt.captured_queries) == 1


def test_px10_der_lauf_hinterlaesst_seinen_zweck(post, als_dienst, spuren, monkeypatch, tag):
    monkeypatch.setattr(tasks, "heute", lambda: tag)
    with als_dienst():
        tasks.tagesmail(timestamp=0)
    assert [s["zweck"] for s in spuren() if s["art"] == "lauf"] == ["Tagesmail ohne Personendaten verschicken"]
    assert post
