"""Kinds of talks, ways, outcomes and occasions (JPS-17, JPS-40), and which side records which kind."""

from django.db import models

from wegplan.domains.organisation.access import Rolle


class Gespraechsart(models.TextChoices):
    BDL_TN = "bdl_tn", "Träger mit Teilnehmerin oder Teilnehmer"
    RB_TN = "rb_tn", "Regionalbüro mit Teilnehmerin oder Teilnehmer"
    RB_BDL = "rb_bdl", "Regionalbüro mit Träger zum Projekt"
    FALLBESPRECHUNG = "fallbesprechung", "Fallbesprechung oder Helferkonferenz"
    AAJC = "aajc", "mit Agentur oder Jobcenter"
    FACHTEAM = "fachteam", "Reflexion im Fachkräfteteam"


class Gespraechsweg(models.TextChoices):
    VOR_ORT = "vor_ort", "vor Ort"
    HAUSBESUCH = "hausbesuch", "Hausbesuch"
    AUFSUCHEND = "aufsuchend", "aufsuchend"
    TELEFON = "telefon", "Telefon"
    VIDEO = "video", "Video"


class Gespraechsausgang(models.TextChoices):
    GEFUEHRT = "gefuehrt", "geführt"
    NICHT_ANGETROFFEN = "nicht_angetroffen", "nicht angetroffen"


class Gespraechsanlass(models.TextChoices):
    """Codes instead of free words: the occasion stands in lists, what was said does not."""

    REGELMAESSIG = "regelmaessig", "regelmäßig, ohne besonderen Anlass"
    FOERDERPLAN = "foerderplan", "Förderplan"
    FEHLZEITEN = "fehlzeiten", "Fehlzeiten"
    GEFAEHRDUNG = "gefaehrdung", "Erfolg gefährdet"
    PRAKTIKUM = "praktikum", "Praktikum"
    STUFENWECHSEL = "stufenwechsel", "Stufenwechsel"
    ANSCHLUSS = "anschluss", "wie es danach weitergeht"
    SONSTIGER = "sonstiger", "anderer Anlass"


A = Gespraechsart
_TRAEGER = (A.BDL_TN, A.FACHTEAM, A.FALLBESPRECHUNG, A.AAJC)
# Talks on a person by the role that records them; RB_BDL hangs on the measure, both sides record it.
ARTEN: dict[str, tuple[Gespraechsart, ...]] = {
    Rolle.BDL: _TRAEGER,
    Rolle.BDL_LEITUNG: _TRAEGER,
    Rolle.RB: (A.RB_TN, A.FALLBESPRECHUNG, A.AAJC),
}
MIT_TEILNEHMENDEN = (A.BDL_TN, A.RB_TN)
