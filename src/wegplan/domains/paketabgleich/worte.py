"""What people wrote, before it is stored: words of participants, questions between offices."""

from wegplan.domains.frage.models import Frage
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.paketform.anhang import Anhang

from .bestandspruefung import Bestandspruefung

OHNE_FASSUNG = "Diese Fassung des Förderplans gibt es weder im Paket noch unterschrieben in Wegplan."
OHNE_BERICHT = "Diesen Bericht gibt es weder im Paket noch freigegeben in Wegplan."
SCHON_OFFEN = "Zu diesem Bezug gibt es schon ein offenes Wort; ein neues folgt erst, wenn es jemand gelesen hat."
DRITTE_STELLE = "Zu einer Frage schreiben nur die beiden Stellen, zwischen denen sie steht."
# by kind of word: table of the package with what it is about, SQL of the column `bezug` from a row `f` of it
WOVON = {
    "plan": ("foerderplaene", "f.nummer::text", OHNE_FASSUNG),
    "bericht": ("entwicklungsberichte", "concat(to_char(f.quartal, 'YYYY-MM-DD'), '/', f.fassung)", OHNE_BERICHT),
}


def eigenworte_pruefen(bestand: Bestandspruefung, anhang: Anhang) -> None:
    """An answer is about a version or report, stored or in the package; and only one word about a thing is open."""
    bezug = anhang.bezug("bezug")
    if bezug is None:
        return
    von = "from ziel_eigenworte z join roh_eigenworte r using (nr)"
    for art, (tabelle, wort, satz) in WOVON.items():
        geladen = bestand.stand.tabellen.get(tabelle)
        if tabelle in bestand.stand.unlesbar or (geladen and not geladen.gelesen.vollstaendig):
            continue
        im_paket = ""
        if geladen:
            im_paket = (
                f" and not exists (select from roh_{tabelle} f where f.teilnahme_id = r.teilnahme_id"
                f" and {wort} = z.bezug)"
            )
        bestand.finden(
            anhang.name,
            "bezug",
            satz,
            f"select z.nr, z.bezug as wert {von} where z.gut and z.art = '{art}'"
            f" and {bezug.schreiben} is null{im_paket}",
        )
    bestand.finden(
        anhang.name,
        "bezug",
        SCHON_OFFEN,
        f"select z.nr, z.bezug as wert {von} where z.gut and z.erledigt_am is null and ("
        " exists (select from ziel_eigenworte y join roh_eigenworte s using (nr) where y.nr < z.nr and y.gut"
        "  and s.teilnahme_id = r.teilnahme_id and y.art = z.art and y.bezug = z.bezug and y.erledigt_am is null)"
        f" or exists (select from {anhang.db} b where b.teilnahme_id = z.teilnahme_id and b.art = z.art"
        f"  and b.bezug = {bezug.schreiben} and b.erledigt_am is null"
        "  and not exists (select from ziel_eigenworte y where y.id = b.id)))",
    )


def beitraege_pruefen(bestand: Bestandspruefung) -> None:
    """Only the two offices of a question write to it, a stored one or one of the package."""
    stelle = Organisation._meta.db_table
    fragen = (
        f"select f.frage_id, s.kennung from {Frage._meta.db_table} f join {stelle} s on s.id in"
        " (f.von_stelle_id, f.an_stelle_id)"
    )
    if "fragen" in bestand.stand.tabellen:
        fragen += (
            " where f.frage_id not in (select frage_id from roh_fragen)"
            " union all select frage_id, unnest(array[von_stelle, an_stelle]) from roh_fragen"
        )
    bestand.finden(
        "fragebeitraege",
        "stelle",
        DRITTE_STELLE,
        f"with stellen as ({fragen}) select z.nr, z.stelle as wert from ziel_fragebeitraege z where z.gut"
        " and exists (select from stellen f where f.frage_id = z.frage_id)"
        " and not exists (select from stellen f where f.frage_id = z.frage_id and f.kennung = z.stelle)",
    )
