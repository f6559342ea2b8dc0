"""The kinds of Vorgang and which results each takes. Rule files name them as proofs: `vorgang:gespraech_fg` (VF-06)."""

from django.db import models


class Vorgangsart(models.TextChoices):
    GESPRAECH_EG = "gespraech_eg", "Erstgespräch"
    GESPRAECH_FG = "gespraech_fg", "Folgegespräch"
    GESPRAECH_TELEFON = "gespraech_telefon", "Gespräch am Telefon"
    GESPRAECH_ARBEITGEBER = "gespraech_arbeitgeber", "Gespräch mit dem Arbeitgeber"
    GESPRAECH_TRAEGER = "gespraech_traeger", "Gespräch mit dem Träger"
    EINLADUNG = "einladung", "Einladung"
    UEBERGABE_BOV = "uebergabe_bov", "Übergabe an die bewerberorientierte Vermittlung"
    UEBERGABE_AGS = "uebergabe_ags", "Übergabe an den Arbeitgeber-Service"
    UEBERGABE_BB = "uebergabe_bb", "Übergabe an die Berufsberatung"
    UEBERGABE_IFK_BAE = "uebergabe_ifk_bae", "Übergabe an die Fachkraft für BaE"
    UEBERGABE_IFK = "uebergabe_ifk", "Rückgabe an die Integrationsfachkraft"
    PROFIL = "profil", "Bewerberprofil aktualisiert"
    STANDORT = "standort", "Beratungsvermerk mit Standortbestimmung"
    FOERDERCHECK = "foerdercheck", "Förder-Check"
    STELLENSUCHLAUF = "stellensuchlauf", "Stellensuchlauf"
    EIGENBEMUEHUNGEN_ANGEFORDERT = "eigenbemuehungen_angefordert", "Eigenbemühungen angefordert"
    EIGENBEMUEHUNGEN_GEPRUEFT = "eigenbemuehungen_geprueft", "Eigenbemühungen geprüft"
    MOBILITAET = "mobilitaet", "Mobilitätserklärung"
    SCHADENSERSATZ = "schadensersatz", "Schadensersatz geprüft"
    BERICHT = "bericht", "Bericht eingegangen"
    ERGEBNISBOGEN = "ergebnisbogen", "Ergebnisbogen eingegangen"
    BUCHUNG = "buchung", "Im Fachverfahren gebucht"
    VERBLEIB = "verbleib", "Verbleib erhoben"


class Vorgangsergebnis(models.TextChoices):
    ERSCHIENEN = "erschienen", "erschienen"
    NICHT_ERSCHIENEN_MIT_GRUND = "nicht_erschienen_mit_grund", "nicht erschienen, mit wichtigem Grund"
    NICHT_ERSCHIENEN_OHNE_GRUND = "nicht_erschienen_ohne_grund", "nicht erschienen, ohne wichtigen Grund"
    TREFFER = "treffer", "mit Treffern"
    NEGATIV = "negativ", "ohne Treffer"
    AUSREICHEND = "ausreichend", "ausreichend"
    NICHT_AUSREICHEND = "nicht_ausreichend", "nicht ausreichend"
    REGIONAL = "regional", "regional"
    UEBERREGIONAL = "ueberregional", "überregional"
    JA = "ja", "ja, zu vertreten"
    NEIN = "nein", "nein, nicht zu vertreten"
    OFFEN = "offen", "noch offen"


A, E = Vorgangsart, Vorgangsergebnis

# a kind that is missing here takes no result
ERGEBNISSE: dict[Vorgangsart, tuple[Vorgangsergebnis, ...]] = {
    A.EINLADUNG: (E.ERSCHIENEN, E.NICHT_ERSCHIENEN_MIT_GRUND, E.NICHT_ERSCHIENEN_OHNE_GRUND),
    A.STELLENSUCHLAUF: (E.TREFFER, E.NEGATIV),
    A.EIGENBEMUEHUNGEN_GEPRUEFT: (E.AUSREICHEND, E.NICHT_AUSREICHEND),
    A.MOBILITAET: (E.REGIONAL, E.UEBERREGIONAL),
    A.SCHADENSERSATZ: (E.JA, E.NEIN, E.OFFEN),
}
# what the form asks for; elsewhere "Ergebnis"
FRAGEN: dict[Vorgangsart, str] = {
    A.EINLADUNG: "Ist die Person gekommen?",
    A.EIGENBEMUEHUNGEN_GEPRUEFT: "Sind die Eigenbemühungen ausreichend?",
    A.MOBILITAET: "Wo kann die Person arbeiten?",
    A.SCHADENSERSATZ: "Hat die Person das vorzeitige Ende zu vertreten?",
}
# the order in which people choose
GRUPPEN: tuple[tuple[str, tuple[Vorgangsart, ...]], ...] = (
    (
        "Gespräche",
        (A.GESPRAECH_EG, A.GESPRAECH_FG, A.GESPRAECH_TELEFON, A.GESPRAECH_ARBEITGEBER, A.GESPRAECH_TRAEGER),
    ),
    ("Einladung", (A.EINLADUNG,)),
    ("Übergaben", (A.UEBERGABE_BOV, A.UEBERGABE_AGS, A.UEBERGABE_BB, A.UEBERGABE_IFK_BAE, A.UEBERGABE_IFK)),
    ("Profil und Beratung", (A.PROFIL, A.STANDORT, A.FOERDERCHECK)),
    (
        "Eigenbemühungen und Suche",
        (A.STELLENSUCHLAUF, A.EIGENBEMUEHUNGEN_ANGEFORDERT, A.EIGENBEMUEHUNGEN_GEPRUEFT, A.MOBILITAET),
    ),
    ("Berichte und Abschluss", (A.BERICHT, A.ERGEBNISBOGEN, A.BUCHUNG, A.VERBLEIB, A.SCHADENSERSATZ)),
)


def ergebnisse(art: str) -> tuple[Vorgangsergebnis, ...]:
    """The results that a kind takes; none for most kinds and for an unknown one."""
    return ERGEBNISSE.get(Vorgangsart(art), ()) if art in Vorgangsart.values else ()


def darf_bevorstehen(art: str) -> bool:
    """Whether its day may lie ahead: of an invitation it is the day of the appointment (PX-02)."""
    return art == Vorgangsart.EINLADUNG


def ergebnis_pflicht(art: str) -> bool:
    """Whether it is recorded with its result only: a search or a check without one proves nothing.

    An invitation stays open until the person came or did not."""
    return bool(ergebnisse(art)) and art != Vorgangsart.EINLADUNG
