"""Row 6 of the speed table: 1,000 Entwicklungsberichte as PDF/UA in one ZIP, as the worker sets them (JPS-53).

Rival: bare typst compile of the same data with the same template, one warm compiler, each file written to disk. In
turns, the best of `--laeufe`. Reach: at most 1.5 times its time.

    python -m benchmarks.berichte [--teil 0.1] [--laeufe 3]
"""

import argparse
import json
import os
import sys
import tempfile
import time
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ANZAHL, ZIEL = 1000, 1.5
TAG = date(2026, 9, 30)
TEXT = "Arbeitet sorgfältig und fragt nach, wenn etwas unklar ist. Braucht Zeit beim Lesen längerer Aufgaben. " * 4


def inhalt(nr: int) -> dict[str, Any]:
    """What the file of a made-up participant says."""
    tage = [(TAG - timedelta(days=7 * n)).isoformat() for n in range(12)]
    zahlen = {"soll": 100 + nr % 40, "fehltage": nr % 30, "unentschuldigt": nr % 3, "prozent": f"{nr % 30}.0"}
    return {
        "kopf": {
            "name": f"Muster{nr}, Kim",
            "kundennummer": f"K{nr:06}",
            "projekt": "M-1 Lager und Logistik",
            "beginn": "2026-01-05",
            "geplantes_ende": "2026-12-31",
            "austritt": None,
            "stufe": "QAB-K",
            "stelle": "Jobcenter Auenmark",
            "traeger": "Bildungswerk Auenmark",
        },
        "fehlzeiten": {
            "bis": TAG.isoformat(),
            "zeilen": [{"ort": ort, **zahlen} for ort in ("beim BDL", "im Praktikum", "gesamt")],
            "eintraege": zahlen["soll"],
            "offene_monate": [],
        },
        "praktika": {
            "zeilen": [
                {
                    "quelle": f"P{nr}",
                    "unternehmen": "Bäckerei Korn",
                    "von": "2026-08-03",
                    "bis": "2026-08-28",
                    "taetigkeit": "Verkauf",
                    "selbst_gesucht": True,
                    "ausgewertet": True,
                    "einschaetzung": TEXT,
                }
            ]
        },
        "foerderung": {
            "zeilen": [
                {"quelle": f"L{n}", "art": "stuetzunterricht", "tag": tag, "inhalt": "Mathematik", "minuten": 90}
                for n, tag in enumerate(tage)
            ]
        },
        "zertifikate": {
            "zeilen": [
                {"quelle": "Z1", "bezeichnung": "Staplerschein", "am": "2026-07-01", "mit_zertifikat": True},
                {"quelle": "Z2", "bezeichnung": "Erste Hilfe", "am": None, "mit_zertifikat": None},
            ]
        },
        "plan": {"fassung": None, "vom": None, "zeilen": []},
    }


def bericht(nr: int) -> Any:
    """A released report that is in no database."""
    from wegplan.domains.bericht.dokument import TEXTE
    from wegplan.domains.bericht.models import Entwicklungsbericht
    from wegplan.domains.organisation.models import Nutzer

    leer = dict.fromkeys((*TEXTE, "arbeitgeber", "qualifizierungsziel", "kenntnis_grund"), "")
    texte = leer | dict.fromkeys(TEXTE[:5], TEXT)
    nein = dict.fromkeys(("ziel_gefaehrdet", "vorzeitiger_austritt", "stufenwechsel"), False)
    zeit = {"quartal": date(2026, 7, 1), "von": date(2026, 7, 1), "bis": TAG, "freigegeben_am": TAG}
    wer = {"freigegeben_von": Nutzer(username="leitung"), "kenntnisnahme": "einverstanden", "kenntnis_am": TAG}
    rahmen = {"fassung": 1, "stand": "freigegeben", "ort": "Auenmark", "inhalt": inhalt(nr)}
    return Entwicklungsbericht(pk=nr, **zeit, **wer, **rahmen, **texte, **nein)


def unsere(berichte: list[Any], ordner: Path) -> float:
    """The way of the worker, without reading from the database and without its notes of progress."""
    from wegplan.domains.bericht.auftraege import packen

    beginn = time.perf_counter()
    with zipfile.ZipFile(ordner / f"{time.time_ns()}.zip", "x", zipfile.ZIP_DEFLATED) as archiv:
        packen(archiv, berichte, lambda *_: None)
    return time.perf_counter() - beginn


def fremde(daten: list[dict[str, Any]], ordner: Path) -> float:
    """Typst alone."""
    import typst

    from wegplan.domains.bericht.dokument import VORLAGE
    from wegplan.kit.documents.satz import PAKET, SCHRIFTEN

    beginn = time.perf_counter()
    setzer = typst.Compiler(PAKET / VORLAGE, root=PAKET, font_paths=[SCHRIFTEN], ignore_system_fonts=True)
    for nr, d in enumerate(daten):
        setzer.compile(
            output=str(ordner / f"{nr}.pdf"),
            format="pdf",
            sys_inputs={"daten": json.dumps(d, ensure_ascii=False)},
            pdf_standards=["a-3a", "ua-1"],
        )
    return time.perf_counter() - beginn


def main(argv: list[str] | None = None) -> int:
    """Exit code 1 when the reach is missed (at full size)."""
    leser = argparse.ArgumentParser()
    leser.add_argument("--teil", type=float, default=1.0, help="Anteil der vollen Größe")
    leser.add_argument("--laeufe", type=int, default=3)
    angaben = leser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegplan.config.settings.dev")
    import django

    django.setup()  # no database: the reports are made in memory
    from wegplan.domains.bericht.dokument import dokumentdaten

    berichte = [bericht(nr) for nr in range(int(ANZAHL * angaben.teil))]
    daten = [dokumentdaten(b, b.inhalt) for b in berichte]
    paare = []
    with tempfile.TemporaryDirectory(prefix="wegplan-bench-") as ordner:
        for _ in range(angaben.laeufe):
            paare.append((unsere(berichte, Path(ordner)), fremde(daten, Path(ordner))))
    wir, typst_allein = (min(zeiten) for zeiten in zip(*paare, strict=True))
    print(f"Berichte n={len(berichte)}: {wir:.2f} s, typst allein {typst_allein:.2f} s, "
          f"Verhältnis {wir / typst_allein:.2f} (≤ {ZIEL})")  # fmt: skip
    return int(angaben.teil >= 1 and wir / typst_allein > ZIEL)


if __name__ == "__main__":
    sys.exit(main())
