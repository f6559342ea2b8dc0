"""Ties a process to its supervisor, so that kill -9 of the supervisor leaves nothing running."""

import os
import signal
import threading
import time

LEITUNG = "WEGPLAN_AUFSICHT"  # environment: number of the pipe's reading end
GEDULD = 15  # seconds from SIGTERM to SIGKILL


def an_aufsicht_binden() -> None:
    """Wait in the background for the end of the supervisor: then its end of the pipe closes, however it
    died, and this process group ends. Nothing without a supervisor."""
    nummer = os.environ.pop(LEITUNG, None)
    if nummer is not None:
        threading.Thread(target=_warten, args=(int(nummer),), daemon=True).start()


def _warten(leitung: int) -> None:
    os.read(leitung, 1)
    os.killpg(0, signal.SIGTERM)
    time.sleep(GEDULD)
    os.killpg(0, signal.SIGKILL)
