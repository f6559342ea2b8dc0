"""All addresses, and the rules of those that libraries bring (DS-01)."""

from django.urls import URLPattern, URLResolver, include, path

from wegplan.domains.organisation.verwaltung import verwaltung
from wegplan.kit.access.regeln import Zugriffsregel

from .konto import KONTO_REGELN, konto_urls

FREMDE_REGELN: dict[str, Zugriffsregel] = {
    **KONTO_REGELN,
    "admin:": Zugriffsregel("regel", "stammdaten_pflegen"),
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("wegplan.domains.startseite.urls")),
    path("", include("wegplan.kit.ui.urls")),
    path("konto/", include(konto_urls)),
    path("verwaltung/", verwaltung.urls),
    path("", include("wegplan.domains.organisation.urls")),
    path("", include("wegplan.domains.akte.urls")),
    path("", include("wegplan.domains.vorschlag.urls")),
    path("planvorlagen/", include("wegplan.domains.planvorlage.urls")),
    path("", include("wegplan.domains.beleg.urls")),
    path("", include("wegplan.domains.frage.urls")),
    path("", include("wegplan.domains.pruefordner.urls")),
    path("", include("wegplan.domains.foerderplan.urls")),
    path("", include("wegplan.domains.qualifizierungsplan.urls")),
    path("", include("wegplan.domains.gespraech.urls")),
    path("", include("wegplan.domains.bericht.urls")),
    path("", include("wegplan.domains.stufenwechsel.urls")),
    path("", include("wegplan.domains.uebergang.urls")),
    path("", include("wegplan.domains.profiling.urls")),
    path("", include("wegplan.domains.zielvereinbarung.urls")),
    path("", include("wegplan.domains.verbleib.urls")),
    path("", include("wegplan.domains.einwilligung.urls")),
    path("", include("wegplan.domains.projektbericht.urls")),
    path("", include("wegplan.domains.programmbericht.urls")),
    path("seriendruck/", include("wegplan.domains.seriendruck.urls")),
    path("", include("wegplan.domains.mitsprache.urls")),
    path("", include("wegplan.domains.zugang.urls")),
    path("", include("wegplan.domains.checkliste.urls")),
    path("", include("wegplan.domains.tisch.urls")),
    path("verfahren/", include("wegplan.domains.verfahrenspflege.urls")),
    path("vorlagen/", include("wegplan.domains.vorlage.urls")),
    path("verteilung/", include("wegplan.domains.verteilung.urls")),
    path("", include("wegplan.domains.auswertung.urls")),
    path("massnahmen/", include("wegplan.domains.akte.massnahme_urls")),
    path("massnahmen/", include("wegplan.domains.betreuung.urls")),
    path("anwesenheit/", include("wegplan.domains.anwesenheit.urls")),
    path("", include("wegplan.domains.tagesmail.urls")),
    path("daten/", include("wegplan.domains.datenpaket.urls")),
    path("auftraege/", include("wegplan.kit.auftrag.urls")),
    path("entwuerfe/", include("wegplan.kit.entwurf.urls")),
]
