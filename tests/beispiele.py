"""Example objects for the addresses of the access matrix: a URL with parameters needs an entry here.

`eigen` must open for every role that may do the action, `fremd` (the other office's), `ehemals` (assignment ended),
`vermischt` (the own person with a part of the other one's file) and `unbekannt` must all look the same: 404.
A missing case does not exist for that address."""

from collections.abc import Callable
from datetime import time
from typing import Any

from wegplan.domains.anwesenheit.models import Fehlmeldung, Monatsliste, Schliesszeit, Wochenmuster
from wegplan.domains.anwesenheit.monat import Monat, spalten
from wegplan.domains.betreuung.models import Massnahmebetreuung
from wegplan.domains.datenpaket.auftraege import EINLESEN, RUECKNAHME
from wegplan.domains.datenpaket.models import Datenimport
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.domains.programmbericht.services import ART as PROGRAMMBERICHT
from wegplan.domains.tisch.kalender import adresse_einrichten
from wegplan.domains.tisch.models import Vertretung
from wegplan.domains.verfahren.models import Fassung, Schliesstag
from wegplan.domains.verfahren.rules import inhalt_laden
from wegplan.domains.verteilung.models import Sammelwechsel, Verteilregel
from wegplan.domains.vorgang.models import Vorgang
from wegplan.domains.vorlage.models import Briefvorlage
from wegplan.domains.vorlage.standard import standardvorlage
from wegplan.domains.vorschlag.models import Aenderungsvorschlag
from wegplan.domains.zielvereinbarung.auftraege import RECHNEN

from .beispiele_auftraege import auftrag
from .beispiele_belege import BELEGE
from .beispiele_berichte import BERICHTE
from .beispiele_checkliste import CHECKLISTE
from .beispiele_eigen import EIGENE
from .beispiele_entwurf import entwurf
from .beispiele_profiling import PROFILING
from .beispiele_programm import gespraech, planfassung, programmprojekt, unterschriebene_planfassung, zuweisung
from .beispiele_projekt import (
    UNBEKANNT,
    ZIELE,
    Fall,
    im_programm,
    praktikum,
    programmbericht,
)
from .beispiele_projektbericht import PROJEKTBERICHTE
from .beispiele_qualifizierung import AN_DER_TEILNAHME, QUALIFIZIERUNG
from .beispiele_seriendruck import SERIENDRUCK
from .beispiele_stufe import STUFE
from .beispiele_vorlagen import VORLAGEN
from .beispielpersonen import laufende_teilnahme as _laufende_teilnahme
from .beispielpersonen import personen as _personen
from .welt import HEUTE, MORGEN, Welt

ENTWURFSSEITEN = ("vorbereiten", "am_bildschirm", "unterschreiben", "ziel_neu")


def person(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses with the number of a person as `pk`."""
    return {name: {"pk": p.pk} for name, p in _personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}


def teil_der_akte(parameter: str, teil: Callable[[Person], Any], **weitere: Any) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses with a person's `pk` and the number of something in the file."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        def fall(p: Person, stueck: Person) -> dict[str, Any]:
            return {"pk": p.pk, parameter: teil(stueck).pk, **weitere}

        return {
            "eigen": fall(w.eigen, w.eigen),
            "fremd": fall(w.fremd, w.fremd),
            "ehemals": fall(w.ehemals, w.ehemals),
            "vermischt": fall(w.eigen, w.fremd),
            "unbekannt": {"pk": w.eigen.pk, parameter: UNBEKANNT, **weitere},
        }

    return faelle


def stammdatum(objekt: Callable[[Welt], Any], parameter: str = "pk", ohne: str = "") -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of reference data: every role that may do the action may open all of them."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        alle = {"eigen": {parameter: objekt(w).pk}, "unbekannt": {parameter: UNBEKANNT}}
        return {name: fall for name, fall in alle.items() if name != ohne}

    return faelle


def _beendete_teilnahme(p: Person) -> Any:
    return p.teilnahmen.order_by("eintritt").first()


def _einladung(p: Person) -> Any:
    """An invitation with all that its letter needs."""
    werte = {"person": p, "art": "einladung", "tag": MORGEN, "uhrzeit": time(9, 30), "ort": "Zimmer 12"}
    return Vorgang.objects.get_or_create(vorgang_id=f"E-{p.pk}", defaults={**werte, "anlass": "Bewerbungen"})[0]


def briefvorlage(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of office templates: those of the own office, not those of another one."""

    def fassung(stelle: Any) -> dict[str, int]:
        werte = {"pruefwert": "x", "inhalt": standardvorlage("brief"), "hochgeladen_von": w["tl"]}
        kennung = {"organisation": stelle, "art": "brief", "fassung": 1}
        return {"pk": Briefvorlage.objects.get_or_create(**kennung, defaults=werte)[0].pk}

    eigene = nutzer.organisation or w.stellen["JC-A"]
    return {"eigen": fassung(eigene), "fremd": fassung(w.stellen["JC-B"]), "unbekannt": {"pk": UNBEKANNT}}


def _verwaltung(modell: str, objekt: Callable[[Welt], Any]) -> dict[str, Callable[[Welt, Nutzer], Fall]]:
    # an unknown number leads back to the list, as Django's administration does
    seiten = ("change", "history")
    return {f"admin:{modell}_{seite}": stammdatum(objekt, "object_id", ohne="unbekannt") for seite in seiten}


def _schliesstag(w: Welt) -> Any:
    return Schliesstag.objects.get_or_create(
        organisation=w.stellen["JC-A"], tag=HEUTE, defaults={"bezeichnung": "Ausflug"}
    )[0]


def _wochenmuster(w: Welt) -> Any:
    return Wochenmuster.objects.get_or_create(massnahme=w.massnahmen["M-A"], gueltig_ab=HEUTE, tage=[1, 2])[0]


def _schliesszeit(w: Welt) -> Any:
    zeit = {"von": HEUTE, "bis": HEUTE, "bezeichnung": "Ausflug"}
    return Schliesszeit.objects.get_or_create(massnahme=w.massnahmen["M-A"], **zeit)[0]


def schritt(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses with the number of a person's step as `pk`."""
    alle = {name: {"pk": p.schritte.order_by("faellig_bis", "pk")[0].pk} for name, p in _personen(w).items()}
    return alle | {"unbekannt": {"pk": UNBEKANNT}}


def vorschlag(entschieden: bool = False) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses with the number of a proposal as `pk`."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        weitere = {"stand": "angenommen", "entschieden_am": HEUTE, "entschieden_von": w["pap"]} if entschieden else {}

        def einer(p: Person) -> dict[str, Any]:
            daten = {"person": p, "teilnahme": _laufende_teilnahme(p), "vorgeschlagen_von": w["mb"], **weitere}
            daten |= {"art": "verlaengerung", "neues_datum": MORGEN, "grund": "problemlagen"}
            v, _ = Aenderungsvorschlag.objects.get_or_create(vorschlag_id=f"A-{p.pk}-{entschieden}", defaults=daten)
            return {"pk": v.pk}

        return {name: einer(p) for name, p in _personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}

    return faelle


def anwesenheitswoche(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of a group's week."""
    jahr, nummer, _ = HEUTE.isocalendar()
    return {
        "eigen": {"massnahme": w.massnahmen["M-A"].pk, "woche": f"{jahr}-W{nummer:02}"},
        "unbekannt": {"massnahme": UNBEKANNT, "woche": f"{jahr}-W{nummer:02}"},
    }


def unterschriftenliste(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of a measure's list for signing."""
    return {
        "eigen": {"massnahme": w.massnahmen["M-A"].pk, "monat": f"{HEUTE:%Y-%m}"},
        "unbekannt": {"massnahme": UNBEKANNT, "monat": f"{HEUTE:%Y-%m}"},
    }


def anwesenheitsmonat(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of a measure's month: those of the own provider, not those of another one."""
    monat = f"{HEUTE:%Y-%m}"
    massnahmen = {"eigen": w.massnahmen["M-A"].pk, "fremd": w.massnahmen["M-B"].pk, "unbekannt": UNBEKANNT}
    return {name: {"massnahme": pk, "monat": monat} for name, pk in massnahmen.items()}


def monatsliste(w: Welt, nutzer: Nutzer) -> Fall:
    """Lists to the user's own office, each with one person."""

    def eine(fassung: int, p: Person) -> dict[str, Any]:
        teilnahme = _laufende_teilnahme(p)
        schluessel = {"massnahme": teilnahme.massnahme, "monat": HEUTE.replace(day=1), "fassung": fassung}
        kopf = dict.fromkeys(("titel", "massnahme", "traeger", "empfaenger", "kopie", "abgeschlossen"), "x")
        koepfe = spalten(Monat.von(HEUTE))
        werte = {"kopf": kopf, "spalten": koepfe, "anzahl": 1, "freigegeben_von": w["bdl_leitung"]}
        empfaenger = nutzer.organisation or w.stellen["JC-A"]
        liste, neu = Monatsliste.objects.get_or_create(empfaenger=empfaenger, **schluessel, defaults=werte)
        if neu:
            liste.zeilen.create(person=p, teilnahme=teilnahme, nummer=1, inhalt=[1, p.vorname, *koepfe[2:]])
        return {"pk": liste.pk}

    faelle = {name: eine(nr, p) for nr, (name, p) in enumerate(_personen(w).items(), 1)}
    return faelle | {"unbekannt": {"pk": UNBEKANNT}}


def fehlmeldung(w: Welt, nutzer: Nutzer) -> Fall:
    """Messages to the user's own office, on a day per user."""

    def eine(p: Person) -> dict[str, Any]:
        schluessel = {"teilnahme": _laufende_teilnahme(p), "datum": HEUTE, "lernort": "traeger", "art": "fehlen"}
        empfaenger = nutzer.organisation or w.stellen["JC-A"]
        meldung, _ = Fehlmeldung.objects.get_or_create(person=p, empfaenger=empfaenger, **schluessel)
        return {"pk": meldung.pk}

    return {name: eine(p) for name, p in _personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}


def vertretung(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of stand-ins: those for oneself, not those of another office."""
    tage = {"von": HEUTE, "bis": MORGEN}
    eigene = Vertretung.objects.create(fuer=nutzer, durch=w["pap" if nutzer != w["pap"] else "ifk"], **tage)
    drueben = Nutzer.objects.get(username="ifk-b")
    fremde = Vertretung.objects.create(fuer=drueben, durch=w["pap"], **tage)
    return {"eigen": {"pk": eigene.pk}, "fremd": {"pk": fremde.pk}, "unbekannt": {"pk": UNBEKANNT}}


def umstellung(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of changes of many cases: those of the own persons, not those of another's."""

    def fall(p: Person, wer: Nutzer) -> dict[str, int]:
        werte = {"art": "team", "team": w.teams["A1"], "ab": HEUTE, "angelegt_von": wer, "anzahl": 1}
        neu = Sammelwechsel.objects.create(kennzeichen=f"U-{p.pk}", **werte)
        neu.posten.create(person=p, vorher={"team": p.team_id}, nachher={"team": p.team_id})
        return {"pk": neu.pk}

    drueben = Nutzer.objects.get(username="ifk-b")
    alle = {name: fall(p, nutzer if name == "eigen" else drueben) for name, p in _personen(w).items()}
    return alle | {"unbekannt": {"pk": UNBEKANNT}}


def fassung(art: str, **weitere: Any) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of versions of the own office's procedure, by key, number of a draft, or number of one in force."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        in_kraft = {"gilt_ab": MORGEN, "anlass": "Beispiel", "in_kraft_von": w["bl"]} if art == "in_kraft" else {}

        def einer(stelle: str) -> dict[str, Any]:
            f, _ = Fassung.objects.get_or_create(
                organisation=w.stellen[stelle],
                nummer=2 if in_kraft else 1,
                defaults={
                    "inhalt": lambda: inhalt_laden("goslar"),
                    "grundlage": "goslar",
                    "angelegt_von": w["bl"],
                    **in_kraft,
                },
            )
            return weitere | ({"kennung": f.kennung} if art == "kennung" else {"pk": f.pk})

        unbekannt = {"kennung": f"fassung-{UNBEKANNT}"} if art == "kennung" else {"pk": UNBEKANNT}
        return {"eigen": einer("JC-A"), "fremd": einer("JC-B"), "unbekannt": weitere | unbekannt}

    return faelle


def massnahmenschritt(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of duties of measures: those of the own office, not those of another one."""

    def einer(stelle: str) -> dict[str, int]:
        werte = {"massnahme": w.massnahmen["M-A"], "organisation": w.stellen[stelle]}
        betreuung, _ = Massnahmebetreuung.objects.get_or_create(**werte, defaults={"von": HEUTE})
        return {"pk": betreuung.schritte.get().pk}

    return {"eigen": einer("JC-A"), "fremd": einer("JC-B"), "unbekannt": {"pk": UNBEKANNT}}


def verteilregel(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of rules for new cases: those of the own team, not those of another office."""

    def regel(stelle: str, team: str) -> dict[str, int]:
        werte = {"reihenfolge": 10, "von": HEUTE, "fachkraft": w["ifk"]}
        neu = Verteilregel.objects.create(organisation=w.stellen[stelle], team=w.teams[team], **werte)
        return {"pk": neu.pk}

    return {"eigen": regel("JC-A", "A1"), "fremd": regel("JC-B", "B1"), "unbekannt": {"pk": UNBEKANNT}}


def kalender(w: Welt, nutzer: Nutzer) -> Fall:
    """The secret address of a calendar, and one that nobody has."""
    return {"eigen": {"geheimnis": adresse_einrichten(w["pap"])}, "unbekannt": {"geheimnis": "unbekannt"}}


def datenimport(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of past imports: those of the own office."""
    eigener = Datenimport.objects.create(organisation=nutzer.organisation, herkunft="eigener")
    fremder = Datenimport.objects.create(organisation=w.stellen["JC-B"], herkunft="fremder")
    return {"eigen": {"pk": eigener.pk}, "fremd": {"pk": fremder.pk}, "unbekannt": {"pk": UNBEKANNT}}


BEISPIELE: dict[str, Callable[[Welt, Nutzer], Fall]] = {
    "ui:muster_fehler": lambda w, n: {"unbekannt": {"nummer": 404}},
    "mfa_remove_webauthn": lambda w, n: {"unbekannt": {"pk": UNBEKANNT}},
    "mfa_edit_webauthn": lambda w, n: {"unbekannt": {"pk": UNBEKANNT}},
    **_verwaltung("organisation_organisation", lambda w: w.stellen["JC-A"]),
    **_verwaltung("organisation_team", lambda w: w.teams["A1"]),
    **_verwaltung("organisation_nutzer", lambda w: w["pap"]),
    **_verwaltung("massnahme_massnahme", lambda w: w.massnahmen["M-A"]),
    **_verwaltung("verfahren_schliesstag", _schliesstag),
    **_verwaltung("anwesenheit_wochenmuster", _wochenmuster),
    **_verwaltung("anwesenheit_schliesszeit", _schliesszeit),
    "admin:auth_user_password_change": stammdatum(lambda w: w["pap"], "id"),
    "admin:app_list": lambda w, n: {"eigen": {"app_label": "massnahme"}},
    **dict.fromkeys(
        (
            "akte:person",
            "akte:weg",
            "akte:verfahren",
            "akte:anwesenheit",
            "akte:foerderung",
            "akte:abschluss",
            "foerderplan:person",
            "qualifizierungsplan:person",
            "gespraech:person",
            "bericht:person",
            "stufenwechsel:person",
            "akte:vermittlung",
            "akte:vorgaenge",
            "akte:vorgang_neu",
            "akte:zustaendigkeiten",
            "akte:bearbeiten",
            "akte:zustaendigkeit_neu",
            "akte:vereinbarung_neu",
            "akte:vermittlung_neu",
            "akte:strategie_neu",
            "akte:teilnahme_neu",
            "uebergang:person",
            "profiling:person",
            "uebergang:zuweisen",
        ),
        person,
    ),
    "akte:zustaendigkeit_ende": teil_der_akte("eintrag", lambda p: p.zustaendigkeiten.filter(nutzer__isnull=False)[0]),
    "akte:strategie_ende": teil_der_akte("eintrag", lambda p: p.handlungsstrategien.get()),
    "akte:eintrag_zuruecknehmen": teil_der_akte("eintrag", lambda p: p.vermittlungen.get(), art="vermittlung"),
    "akte:vorgang_aendern": teil_der_akte("eintrag", lambda p: p.vorgaenge.order_by("pk")[0]),
    "akte:vorgang_brief": teil_der_akte("eintrag", _einladung),
    "akte:vorgang_zuruecknehmen": teil_der_akte("eintrag", lambda p: p.vorgaenge.order_by("pk")[0]),
    "akte:krankmeldung": teil_der_akte("teilnahme", _laufende_teilnahme),
    "akte:ausnahmezeit": teil_der_akte("teilnahme", _laufende_teilnahme),
    "akte:foerderung_neu": im_programm(teil_der_akte("teilnahme", _laufende_teilnahme, art="praktikum")),
    "akte:foerderung_aendern": im_programm(teil_der_akte("eintrag", praktikum, art="praktikum")),
    "akte:foerderung_entfernen": im_programm(teil_der_akte("eintrag", praktikum, art="praktikum")),
    "akte:abschluss_festhalten": im_programm(teil_der_akte("teilnahme", _laufende_teilnahme, art="ergebnis")),
    "akte:verbleib": im_programm(teil_der_akte("teilnahme", _laufende_teilnahme, zeitpunkt="austritt")),
    "akte:fragebogen": im_programm(teil_der_akte("teilnahme", _laufende_teilnahme, zeitpunkt="austritt")),
    "anwesenheit:woche": anwesenheitswoche,
    "anwesenheit:unterschriften": unterschriftenliste,
    "anwesenheit:kenntnis": fehlmeldung,
    **dict.fromkeys(
        (f"anwesenheit:{n}" for n in ("monat", "monat_abschliessen", "monat_freigeben")), anwesenheitsmonat
    ),
    **dict.fromkeys((f"anwesenheit:{n}" for n in ("monatsliste", "monatsliste_xlsx", "monatsliste_pdf")), monatsliste),
    "akte:teilnahme_ende": teil_der_akte("teilnahme", _laufende_teilnahme),
    "akte:austritt": teil_der_akte("teilnahme", _laufende_teilnahme),
    "akte:austritt_zuruecknehmen": teil_der_akte("teilnahme", _beendete_teilnahme),
    **dict.fromkeys(
        ("tisch:erledigen", "tisch:verschieben", "tisch:abgeben", "tisch:vergeblich", "tisch:oeffnen"), schritt
    ),
    **dict.fromkeys(
        ("gespraech:neu", *(f"stufenwechsel:{n}" for n in ("empfehlen", "beginnen", "unterbrechen"))),
        teil_der_akte("teilnahme", _laufende_teilnahme),
    ),
    **STUFE | EIGENE,
    **VORLAGEN,
    **SERIENDRUCK,
    **EIGENE,
    **dict.fromkeys((f"gespraech:{n}" for n in ("gespraech", "berichtigen", "absprache_neu")), gespraech("gespraech")),
    **dict.fromkeys((f"gespraech:{n}" for n in ("erledigen", "wieder_oeffnen", "verschieben")), gespraech("absprache")),
    **dict.fromkeys(("gespraech:projekt", "gespraech:projekt_neu"), programmprojekt),
    **BELEGE,
    "foerderplan:neu": teil_der_akte("teilnahme", _laufende_teilnahme),
    "foerderplan:fassung": unterschriebene_planfassung,
    **dict.fromkeys((f"foerderplan:{n}" for n in ("pdf", "aushaendigen", "einsehen")), unterschriebene_planfassung),
    "foerderplan:word": unterschriebene_planfassung,
    "foerderplan:einschaetzung": planfassung("einschaetzung"),
    "foerderplan:wunsch": planfassung("wunsch"),
    **dict.fromkeys((f"foerderplan:{n}" for n in ENTWURFSSEITEN), planfassung("fassung")),
    "foerderplan:anmerken": unterschriebene_planfassung,
    "foerderplan:ziel_aendern": planfassung("ziel"),
    "foerderplan:schritt_neu": planfassung("ziel"),
    "foerderplan:schritt_aendern": planfassung("schritt"),
    **QUALIFIZIERUNG,
    **dict.fromkeys(AN_DER_TEILNAHME, im_programm(teil_der_akte("teilnahme", _laufende_teilnahme))),
    "qualifizierungsplan:wechsel": im_programm(teil_der_akte("teilnahme", _laufende_teilnahme, monate=12)),
    "bericht:neu": teil_der_akte("teilnahme", _laufende_teilnahme),
    **BERICHTE,
    **PROJEKTBERICHTE,
    **dict.fromkeys(
        (f"uebergang:{n}" for n in ("warten", "uebergeben", "profiling_ende", "eintritt", "ende")), zuweisung
    ),
    **PROFILING,
    "vorschlag:neu": teil_der_akte("teilnahme", _laufende_teilnahme),
    "vorschlag:vorschlag": vorschlag(),
    "vorschlag:entscheiden": vorschlag(),
    "vorschlag:zurueckziehen": vorschlag(),
    "vorschlag:aufheben": vorschlag(entschieden=True),
    "tisch:vertretung_beenden": vertretung,
    "verteilung:regel_aendern": verteilregel,
    "verteilung:umstellung": umstellung,
    **dict.fromkeys(("vorlage:datei", "vorlage:muster", "vorlage:freigeben"), briefvorlage),
    **dict.fromkeys(
        ("vorlage:standard", "vorlage:zum_standard"),
        lambda w, n: {"eigen": {"art": "brief"}, "unbekannt": {"art": "gibtesnicht"}},
    ),
    **dict.fromkeys((f"verfahrenspflege:{n}" for n in ("angaben", "verwerfen", "in_kraft")), fassung("entwurf")),
    **dict.fromkeys(
        (f"verfahrenspflege:{n}" for n in ("schritt", "entfernen")), fassung("entwurf", schluessel="GS-G1")
    ),
    **dict.fromkeys((f"verfahrenspflege:{n}" for n in ("zuruecknehmen", "ueberfuehren")), fassung("in_kraft")),
    **dict.fromkeys(
        (f"verfahrenspflege:{n}" for n in ("zeigen", "vergleich", "datei", "kopieren", "probe")), fassung("kennung")
    ),
    "verfahrenspflege:fall": lambda w, n: (
        {name: {"teilnahme": _laufende_teilnahme(p).pk} for name, p in _personen(w).items()}
        | {"unbekannt": {"teilnahme": UNBEKANNT}}
    ),
    "verfahrenspflege:probefaelle": fassung("kennung", schluessel="GS-G1"),
    **dict.fromkeys((f"betreuung:{n}" for n in ("massnahme", "beenden")), stammdatum(lambda w: w.massnahmen["M-A"])),
    **dict.fromkeys((f"betreuung:{n}" for n in ("erledigen", "verschieben", "oeffnen")), massnahmenschritt),
    **ZIELE,
    **CHECKLISTE,
    "zielvereinbarung:gerechnet": auftrag(RECHNEN),
    "tisch:ics": kalender,
    **{f"programmbericht:{n}": stammdatum(programmbericht) for n in ("bericht", "regionen", "xlsx", "pdf")},
    "programmbericht:erstellt": auftrag(PROGRAMMBERICHT),
    "massnahme:massnahme": stammdatum(lambda w: w.massnahmen["M-A"]),
    "auftrag:auftrag": auftrag(EINLESEN),
    "auftrag:stand": auftrag(EINLESEN),
    "entwurf:verwerfen": entwurf,
    "datenpaket:ergebnis": auftrag(EINLESEN),
    "datenpaket:fehler_csv": auftrag(EINLESEN),
    "datenpaket:fehler_xlsx": auftrag(EINLESEN),
    "datenpaket:zuruecknehmen": datenimport,
    "datenpaket:zurueckgenommen": auftrag(RUECKNAHME),
}
