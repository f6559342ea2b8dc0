"""Each check is seen to bite."""

from pathlib import Path

from tests.pruefungen import gewohnheiten, glossar, groesse


def _datei(ordner: Path, name: str, text: str) -> Path:
    datei = ordner / name
    datei.parent.mkdir(parents=True, exist_ok=True)
    datei.write_text(text, encoding="utf-8")
    return datei


def test_groesse_lange_funktion_und_lange_datei_fallen_auf(tmp_path: Path) -> None:
    lang = _datei(tmp_path, "lang.py", "def f():\n" + "    x = 1\n" * 60)
    riesig = _datei(tmp_path, "riesig.py", "x = 1\n" * 451)
    gut = _datei(tmp_path, "gut.py", "def f():\n" + "    x = 1\n" * 59)
    assert [f.datei for f in groesse.funde([lang, riesig, gut])] == [lang, riesig]


def test_groesse_zu_grosser_bereich_faellt_auf_ohne_seine_tests(tmp_path: Path) -> None:
    for nummer in range(7):
        _datei(tmp_path, f"gross/teil{nummer}.py", "x = 1\n" * 440)
        _datei(tmp_path, f"klein/tests/test_{nummer}.py", "x = 1\n" * 440)
    assert [f.datei.name for f in groesse.bereiche(tmp_path)] == ["gross"]


def test_glossar_fehlendes_modell_und_fehlende_aufzaehlung_fallen_auf(tmp_path: Path) -> None:
    code = _datei(
        tmp_path,
        "models.py",
        "class Basis(models.Model): ...\nclass Person(Basis): ...\nclass Art(TextChoices): ...\nclass Hilfe: ...\n",
    )
    verzeichnis = _datei(tmp_path, "glossar.md", "| **Basis** | Grundlage |\n| **Art** | |\n")
    assert [f.satz.split()[0] for f in glossar.funde([code], verzeichnis)] == ["Art", "Person"]


def test_regeln_mit_django_oder_mit_heute_fallen_auf(tmp_path: Path) -> None:
    _datei(tmp_path, "a/rules.py", "from django.db import models\n")
    _datei(tmp_path, "b/rules.py", "from datetime import date\n\ndef f():\n    return date.today()\n")
    _datei(tmp_path, "c/rules.py", "from datetime import date\n\ndef f(stichtag: date):\n    return stichtag\n")
    assert {f.datei.parent.name for f in gewohnheiten.reine_regeln(tmp_path)} == {"a", "b"}


def test_seiten_eines_anderen_bereichs_fallen_auf(tmp_path: Path) -> None:
    _datei(tmp_path, "akte/a.py", "from wegplan.domains.person import views\n")
    _datei(tmp_path, "akte/b.py", "from wegplan.domains.person.views.liste import liste\n")
    _datei(tmp_path, "akte/c.py", "from wegplan.domains.person.queries import personen\n")
    _datei(tmp_path, "person/d.py", "from wegplan.domains.person import views\n")
    assert {f.datei.name for f in gewohnheiten.fremde_seiten(tmp_path)} == {"a.py", "b.py"}


def test_unbenutzte_vorlage_faellt_auf(tmp_path: Path) -> None:
    _datei(tmp_path, "akte/templates/akte/liste.html", "")
    _datei(tmp_path, "akte/templates/akte/waise.html", "")
    _datei(tmp_path, "akte/templates/404.html", "")
    _datei(tmp_path, "akte/views.py", 'VORLAGE = "akte/liste.html"\n')
    assert [f.datei.name for f in gewohnheiten.unbenutzte_vorlagen(tmp_path)] == ["waise.html"]
