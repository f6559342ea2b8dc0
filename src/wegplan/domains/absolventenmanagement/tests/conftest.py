"""Compiled statements of the tests are kept in a folder of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def eigene_ablage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as umgebung:
        ort = tmp_path_factory.mktemp("ablage")
        umgebung.setenv("XDG_CACHE_HOME", str(ort))
        yield ort
