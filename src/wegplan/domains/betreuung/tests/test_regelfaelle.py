"""The rule cases of measures that caseworkers can read (VF-13)."""

from datetime import date
from typing import Any

import pytest
import yaml
from django.db import connection

from wegplan.domains.betreuung.models import Massnahmebetreuung
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.verfahren.rules import REGELWERKE, massnahmentermine, verfahren, verfahren_laden
from wegplan.kit.rules.pruefen import geprueft_lesen

DATEIEN = sorted(REGELWERKE.glob("*/faelle/massnahmen/*.yaml"))
FAELLE = [
    (inhalt["regelwerk"], inhalt["bundesland"], fall)
    for inhalt in (yaml.safe_load(datei.read_text(encoding="utf-8")) for datei in DATEIEN)
    for fall in inhalt["faelle"]
]


@pytest.mark.parametrize("datei", DATEIEN, ids=lambda d: d.stem)
def test_vf13_jede_falldatei_haelt_sich_an_ihr_schema(datei: Any) -> None:
    assert geprueft_lesen(datei, REGELWERKE / "schema/massnahmenfaelle.schema.json")


def test_vf13_jeder_schritt_einer_massnahme_hat_einen_regelfall() -> None:
    gezeigt = {(kennung, zeile["schritt"]) for kennung, _, fall in FAELLE for zeile in fall["erwartet"]}
    noetig = {(k, s.schluessel) for k in verfahren() for s, _ in massnahmentermine(verfahren_laden(k))}
    assert noetig == gezeigt


@pytest.mark.django_db
@pytest.mark.parametrize(("kennung", "land", "fall"), FAELLE, ids=[f"{k}: {f['fall']}" for k, _, f in FAELLE])
def test_vf13_regelfall(kennung: str, land: str, fall: dict[str, Any], als_dienst: Any) -> None:
    angaben = fall["massnahme"]
    with als_dienst():
        with connection.cursor() as c:
            c.execute("select set_config('wegplan.heute', %s, true)", [str(fall["stichtag"])])
        stelle = Organisation.objects.create(kennung="JC", art="jobcenter", bundesland=land, regelwerk=kennung)
        massnahme = Massnahme.objects.create(
            massnahmenummer="M1", foerderart=angaben["foerderart"], beginn=angaben["beginn"], ende=angaben.get("ende")
        )
        betreuung = Massnahmebetreuung.objects.create(
            massnahme=massnahme, organisation=stelle, von=angaben["betreut_ab"]
        )
        felder = ("schluessel", "lauf", "faellig_von", "faellig_bis", "erinnerung")
        gegeben = sorted(betreuung.schritte.values_list(*felder), key=str)
    assert gegeben == sorted((_erwartet(zeile) for zeile in fall["erwartet"]), key=str)


def _erwartet(zeile: dict[str, Any]) -> tuple[Any, ...]:
    tage = (_tag(zeile.get("faellig_von")), _tag(zeile["faellig_bis"]), _tag(zeile["erinnerung"]))
    return (zeile["schritt"], zeile.get("lauf", 0), *tage)


def _tag(wert: Any) -> Any:
    return date.fromisoformat(wert) if isinstance(wert, str) else wert
