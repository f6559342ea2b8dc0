"""Keys of records made in the product (DS-31)."""

import pytest
from django.core.exceptions import ValidationError

from wegplan.kit.eingabe import kennzeichen
from wegplan.kit.eingabe.kennzeichen import FORM, Kennzeichenfeld, neues_kennzeichen


def test_ds31_kennzeichen_sind_verschieden_und_haben_die_form():
    kennzeichen = {neues_kennzeichen() for _ in range(1000)}
    assert len(kennzeichen) == 1000
    assert all(FORM.fullmatch(k) for k in kennzeichen)


def test_ds31_kennzeichen_sortieren_nach_der_zeit(monkeypatch):
    folge = []
    for sekunden in (1, 2, 3_000_000_000):
        monkeypatch.setattr(kennzeichen.time, "time_ns", lambda s=sekunden: s * 10**9)
        folge.append(neues_kennzeichen())
    assert folge == sorted(folge)


@pytest.mark.parametrize("wert", ["", "W", "X" * 27, "w" * 27, "WILLKUER", "W" + "0" * 25 + "I"])
def test_ds31_fremde_kennzeichen_nimmt_das_formular_nicht(wert):
    with pytest.raises(ValidationError):
        Kennzeichenfeld().clean(wert)
