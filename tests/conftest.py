"""Fixtures of the tests that cross areas."""

import pytest

from .welt import Welt, welt_bauen


@pytest.fixture
def welt(als_dienst) -> Welt:
    """The cast of tests/welt.py, made as wegplan_dienst."""
    with als_dienst():
        return welt_bauen()
