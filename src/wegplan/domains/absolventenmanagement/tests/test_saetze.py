"""The verdict in sentences (AM-14): what was looked for, in which window, what was found."""

from datetime import date, timedelta

import pytest

from wegplan.domains.absolventenmanagement.gestalt import Gestalt
from wegplan.domains.absolventenmanagement.ordner import Ordner
from wegplan.domains.absolventenmanagement.quelle import ORDNER
from wegplan.domains.absolventenmanagement.saetze import geltung, kurz, saetze
from wegplan.domains.absolventenmanagement.uebersetzung import anweisung
from wegplan.domains.absolventenmanagement.urteil import aus_zeilen

from .paket import Paket

AUSTRITT = date(2025, 3, 31)


@pytest.fixture
def urteil(tmp_path):
    """The verdict of one case, judged from a folder."""

    def von(regelwerk="cottbus", vereinbarungen=(), vermittlungen=(), stichtag=date(2025, 6, 1), **teilnahme):
        foerderart = teilnahme.pop("foerderart", "FbW")
        t = {
            "teilnahme_id": "T1",
            "kundennummer": "K1",
            "massnahmenummer": "M1",
            "eintritt": date(2024, 6, 1),
            "geplantes_ende": AUSTRITT,
            "austritt": AUSTRITT,
            "austrittsgrund": "regulaer",
        } | teilnahme
        v = {"kundennummer": "K1", "stellenart": "arbeit", "sv_pflichtig": True, "profil_betreut": True}
        paket = Paket(
            personen=[{"kundennummer": "K1"}],
            massnahmen=[{"massnahmenummer": "M1", "foerderart": foerderart}],
            teilnahmen=[t],
            vereinbarungen=[{"kundennummer": "K1", "art": "EV"} | e for e in vereinbarungen],
            vermittlungen=[v | {"art": "VV", "stelle_betreut": True} | x for x in vermittlungen],
        )
        frage = anweisung(regelwerk, ORDNER, "urteile", Gestalt())
        zeilen = Ordner(paket.als_ordner(tmp_path)).zeilen(frage, {"stichtag": stichtag}, frage.spalten, ())
        benannt = [dict(zip(frage.spalten, zeile, strict=True)) | {"regelwerk": regelwerk} for zeile in zeilen]
        (eines,) = aus_zeilen(benannt, stichtag)
        return eines

    return von


def tag(n):
    return AUSTRITT + timedelta(days=n)


EV = {"vereinbarung_id": "E1", "abgeschlossen_am": tag(-20), "gueltig_bis": None}
VV = {"vermittlung_id": "V1", "unterbreitet_am": tag(-10)}


def test_am14_erfuellt_im_engeren_sinne(urteil):
    u = urteil(vereinbarungen=[EV], vermittlungen=[VV])
    assert kurz(u) == "Erfüllt im engeren Sinne."
    assert [satz.text for satz in saetze(u)] == [
        "Gesucht wurde eine Vereinbarung, die zwischen dem 31.12.2024 und dem Austritt am 31.03.2025 geschlossen "
        "wurde und am Austrittstag noch galt; gefunden wurde die Eingliederungsvereinbarung E1 vom 11.03.2025, gültig "
        "bis auf Weiteres.",
        "Gesucht wurde ein Vermittlungsvorschlag oder eine Stelleninformation zwischen dem 31.12.2024 und dem "
        "Austritt am 31.03.2025 für eine sozialversicherungspflichtige Stelle der Art Arbeit oder Künstler; gefunden "
        "wurde der Vermittlungsvorschlag V1 vom 21.03.2025.",
    ]
    assert all(satz.erfuellt for satz in saetze(u))
    assert [beleg.id for beleg in u.massgebend] == ["E1", "V1"]


def test_am14_goslar_kennt_keinen_weiteren_sinn(urteil):
    u = urteil("goslar", [EV], [VV])
    assert kurz(u) == "Erfüllt."
    assert saetze(u)[1].text.startswith("Gesucht wurde ein Vermittlungsvorschlag zwischen dem 31.12.2024")
    fehlend = urteil("goslar")
    assert [satz.sinn for satz in saetze(fehlend)] == ["ies", "ies"]


def test_am14_nichts_gefunden(urteil):
    u = urteil()
    assert kurz(u) == "Nicht erfüllt: keine Vereinbarung im Zeitraum und kein Vermittlungsvorschlag im Zeitraum."
    texte = [satz.text for satz in saetze(u)]
    assert [satz.sinn for satz in saetze(u)] == ["ies", "ies", "iws", "iws"]
    assert texte[0].endswith("; gefunden wurde keine.")
    assert texte[1].endswith("; gefunden wurde nichts.")
    assert texte[2] == (
        "Im weiteren Sinne genügt eine Vereinbarung, die zwischen dem 31.12.2024 und dem 14.04.2025 geschlossen wurde "
        "und am Austrittstag noch galt (eine spätere: am Tag ihres Abschlusses); gefunden wurde keine."
    )


def test_am14_abgelaufene_vereinbarung_mit_ihrem_letzten_tag(urteil):
    frueher = EV | {"vereinbarung_id": "E0", "abgeschlossen_am": tag(-60), "gueltig_bis": tag(-50)}
    u = urteil(vereinbarungen=[frueher, EV | {"gueltig_bis": tag(-1)}], vermittlungen=[VV])
    assert kurz(u) == "Nicht erfüllt: Vereinbarung galt am Austrittstag nicht mehr."
    satz = saetze(u)[0]
    assert satz.text.endswith(
        "gefunden wurde zuletzt die Eingliederungsvereinbarung E1 vom 11.03.2025, aber nur gültig bis 30.03.2025."
    )
    assert [beleg.id for beleg in satz.belege] == ["E0", "E1"]


@pytest.mark.parametrize(
    ("aenderung", "grund"),
    [
        ({"stellenart": "minijob"}, "die Stellenart zählt nicht"),
        ({"sv_pflichtig": None}, "nicht als sozialversicherungspflichtig eingetragen"),
        ({"stelle_betreut": False}, "die Stelle ist nicht als betreut eingetragen"),
        ({"profil_betreut": None}, "das Bewerberprofil ist nicht als betreut eingetragen"),
        (
            {"stellenart": None, "profil_betreut": False},
            "die Stellenart zählt nicht und das Bewerberprofil ist nicht als betreut eingetragen",
        ),
    ],
)
def test_am14_warum_eine_vermittlung_nicht_zaehlt(urteil, aenderung, grund):
    u = urteil(vereinbarungen=[EV], vermittlungen=[VV | aenderung])
    assert saetze(u)[1].text.endswith(
        f"gefunden wurde nur, was nicht zählt: der Vermittlungsvorschlag V1 vom 21.03.2025 ({grund})."
    )
    assert not saetze(u)[1].erfuellt


def test_am14_stelleninformation_zaehlt_in_goslar_nicht(urteil):
    u = urteil("goslar", [EV], [VV | {"art": "SI"}])
    assert "die Stelleninformation V1 vom 21.03.2025 (diese Art zählt hier nicht)" in saetze(u)[1].text


def test_am14_von_vielen_werden_drei_genannt(urteil):
    viele = [{"vermittlung_id": f"V{n}", "unterbreitet_am": tag(-n), "stellenart": "minijob"} for n in range(1, 6)]
    text = saetze(urteil(vereinbarungen=[EV], vermittlungen=viele))[1].text
    assert "V3" in text and "V1" in text and "V4" not in text
    assert text.endswith("und 2 weitere.")


def test_am14_im_weiteren_sinne_erfuellt(urteil):
    u = urteil(vereinbarungen=[EV], vermittlungen=[VV | {"unterbreitet_am": tag(14)}])
    assert kurz(u) == "Im weiteren Sinne erfüllt, im engeren nicht: kein Vermittlungsvorschlag im Zeitraum."
    assert [(satz.element, satz.sinn, satz.erfuellt) for satz in saetze(u)] == [
        ("vereinbarung", "ies", True),
        ("vermittlung", "ies", False),
        ("vereinbarung", "iws", True),
        ("vermittlung", "iws", True),
    ]


@pytest.mark.parametrize(
    ("teilnahme", "satz"),
    [
        ({"austrittsgrund": "stufenwechsel"}, "Der Austrittsgrund „Stufenwechsel“ ist ein vorzeitiges Ende."),
        ({"foerderart": "AGH"}, "Die Förderart AGH wird begleitet, aber nicht gezählt."),
        ({"foerderart": "EQ"}, "Die Förderart EQ gehört nicht zu den gezählten."),
        ({"foerderart": None}, "Die Förderart der Maßnahme ist nicht bekannt."),
        (
            {"eintritt": tag(-89)},
            "Vom 01.01.2025 bis zum 31.03.2025 sind es weniger als 91 Tage (Eintritt und Austritt mitgezählt).",
        ),
        ({"austritt": None, "geplantes_ende": None}, "Die Teilnahme läuft ohne geplantes Ende."),
        ({"austritt": None, "eintritt": date(2025, 7, 1)}, "Es ist kein Austritt eingetragen."),
    ],
)
def test_am12_warum_eine_teilnahme_nicht_gezaehlt_wird(urteil, teilnahme, satz):
    u = urteil(vereinbarungen=[EV], **teilnahme)
    assert kurz(u) == f"Nicht gezählt: {satz}"
    assert saetze(u) == []
    assert u.erfuellt_ies is None and u.gruende_ies is None


def test_am14_am20_laufende_teilnahme_sagt_was_bis_wann_fehlt(urteil):
    laufend = {"austritt": None, "austrittsgrund": None, "stichtag": tag(-15)}
    u = urteil(vereinbarungen=[EV], vermittlungen=[VV], **laufend)  # the Vermittlung lies after the reference day
    assert (u.laeuft, u.vereinbarung, u.vermittlung) == (True, "erledigt", "fehlt")
    assert kurz(u) == (
        "Noch nicht erfüllt: bis zum 31.03.2025 fehlt ein Vermittlungsvorschlag oder eine Stelleninformation."
    )
    texte = [satz.text for satz in saetze(u)]
    eingetragen = "; eingetragen ist bis zum 16.03.2025"
    assert texte[0].endswith(
        f"{eingetragen} die Eingliederungsvereinbarung E1 vom 11.03.2025, gültig bis auf Weiteres."
    )
    assert texte[1].startswith(
        "Gesucht wird ein Vermittlungsvorschlag oder eine Stelleninformation zwischen dem 31.12."
    )
    assert "und dem geplanten Ende am 31.03.2025" in texte[1]
    assert texte[1].endswith(f"{eingetragen} nichts.")
    assert kurz(urteil(**laufend)).endswith(
        "fehlen eine dann noch gültige Vereinbarung und ein Vermittlungsvorschlag oder eine Stelleninformation."
    )


def test_am20_laufende_teilnahme_mit_allem(urteil):
    u = urteil(vereinbarungen=[EV], vermittlungen=[VV], austritt=None, stichtag=tag(-5))
    assert kurz(u) == "Alles Nötige liegt vor, wenn die Teilnahme wie geplant am 31.03.2025 endet."


def test_am20_laufende_teilnahme_hinter_ihrem_geplanten_ende(urteil):
    u = urteil(vereinbarungen=[EV], austritt=None, stichtag=tag(5))
    assert kurz(u).startswith("Das geplante Ende am 31.03.2025 ist vorbei, ein Austritt fehlt; es fehlt ein Vermittl")


def test_am14_jeder_satz_nennt_fundstelle_und_lesart(urteil):
    alle = saetze(urteil())
    assert [satz.fundstelle for satz in alle] == [
        "Geschäftsanweisung, Abschnitt 2.1, dritter Punkt",
        "Geschäftsanweisung, Abschnitt 2.1, fünfter und sechster Punkt",
        "Geschäftsanweisung, Abschnitt 2.2, erster Punkt",
        "Geschäftsanweisung, Abschnitt 2.2, erster Punkt",
    ]
    assert "Austritt minus 90 Tage" in alle[0].lesart


def test_austritt_vor_dem_ersten_wert_wird_gesagt(urteil):
    frueh = urteil("goslar", eintritt=date(2014, 1, 1), austritt=date(2015, 1, 19))
    assert geltung(frueh) == "Das Regelwerk Goslar nennt Werte ab 20.01.2015; beurteilt ist nach den ersten Werten."
    assert geltung(urteil("goslar")) == ""
