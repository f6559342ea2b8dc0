"""Files that an Auftrag works on: below VAR, under a random name, for our account alone, gone after the work."""

import os
import re
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

NAME = re.compile(r"[0-9a-f]{32}")


def eingang() -> Path:
    """The folder of all that waits."""
    ordner = settings.VAR / "eingang"
    ordner.mkdir(mode=0o700, parents=True, exist_ok=True)
    return ordner


def neue_ablage() -> str:
    """Make an empty folder, also for a result; gives its name. One that nobody waits for is gone after a day."""
    name = secrets.token_hex(16)
    (eingang() / name).mkdir(mode=0o700)
    return name


def ablegen(dateien: Iterable[UploadedFile]) -> str:
    """Store uploaded files under their own names in a new folder; gives the folder's name."""
    name = neue_ablage()
    ordner = eingang() / name
    try:
        for nummer, datei in enumerate(dateien):
            with open(ordner / _dateiname(datei.name or "", nummer), "xb", opener=_nur_eigner) as f:
                for stueck in datei.chunks():
                    f.write(stueck)
    except BaseException:
        shutil.rmtree(ordner)
        raise
    return name


def abgelegt(name: str) -> Path:
    """The folder of this name. Raises ValueError for a name that ablegen() did not give."""
    if not NAME.fullmatch(name):
        raise ValueError("kein Name einer Ablage")
    return eingang() / name


def wegwerfen(name: str) -> None:
    """Delete the folder; harmless when it is gone."""
    if name:
        shutil.rmtree(abgelegt(name), ignore_errors=True)


def _dateiname(name: str, nummer: int) -> str:
    """The last part of the name as given, or a plain one where it is unusual (it comes from outside)."""
    blatt = re.split(r"[/\\]", name)[-1]
    if re.fullmatch(r"[\w()][\w .()+-]{0,99}", blatt):
        return blatt
    endung = Path(blatt).suffix.lower()
    return f"datei-{nummer + 1}{endung if re.fullmatch(r'[.][a-z0-9]{1,5}', endung) else ''}"


def _nur_eigner(pfad: str, flaggen: int) -> int:
    return os.open(pfad, flaggen, 0o600)
