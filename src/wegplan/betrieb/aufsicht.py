"""The supervisor: starts processes, starts them again when they die, stops them all."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from wegplan.kit.database.einbettung import ServerHalter
from wegplan.kit.database.fehler import ServerFehler

from .kind import LEITUNG

TAKT = 0.5  # seconds between two looks
FRIST = 12.0  # seconds for the processes to stop by themselves
ZU_OFT = 5  # deaths in a row without a minute of life: it will not get better


@dataclass
class Kind:
    """A process under supervision, in a session of its own so that Ctrl-C reaches the supervisor alone."""

    name: str
    argumente: list[str]
    prozess: subprocess.Popen[bytes] | None = None
    begonnen: float = 0.0
    tode: int = 0
    wieder_ab: float = field(default=0.0)

    def signal(self, nummer: int) -> None:
        """To the whole group; children of a killed process are still in it."""
        if self.prozess is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.prozess.pid, nummer)


class Aufsicht:
    """Holds the writing end of a pipe; its processes notice by the other end when it is gone."""

    def __init__(self, halter: ServerHalter | None) -> None:
        self.halter = halter
        self.kinder: list[Kind] = []
        self._ende = False
        self._lesen, self._schreiben = os.pipe()

    def kind(self, name: str, argumente: list[str]) -> None:
        """Add a process: arguments for Python."""
        self.kinder.append(Kind(name, argumente))

    def laufen(self, begruessen: Callable[[], None], bereit: Callable[[], bool]) -> int:
        """Until Ctrl-C, SIGTERM or SIGHUP. `begruessen` once `bereit` says yes. Gives the exit code."""
        for nummer in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(nummer, self._beenden)
        code = 0
        try:
            for kind in self.kinder:
                self._starten(kind)
            while not self._ende:
                if begruessen is not None and bereit():
                    begruessen()
                    begruessen = None  # type: ignore[assignment]
                time.sleep(TAKT)
                self._nachsehen()
        except ServerFehler as e:
            print(e, file=sys.stderr)
            code = 1
        finally:
            self._anhalten()
        return code

    def _beenden(self, *_: object) -> None:
        if self._ende:  # asked twice: at once
            for kind in self.kinder:
                kind.signal(signal.SIGKILL)
        self._ende = True

    def _starten(self, kind: Kind) -> None:
        kind.prozess = subprocess.Popen(
            [sys.executable, *kind.argumente],
            stdin=subprocess.DEVNULL,
            env=os.environ | {LEITUNG: str(self._lesen)},
            pass_fds=(self._lesen,),
            start_new_session=True,
        )
        kind.begonnen = time.monotonic()

    def _nachsehen(self) -> None:
        """Bring back what died: first the database, on which the others depend."""
        if self.halter is not None and self.halter.postmaster is None:
            print("Die Datenbank ist nicht mehr da und wird wieder gestartet …", file=sys.stderr)
            self.halter.wiederbeleben()
        jetzt = time.monotonic()
        for kind in self.kinder:
            if kind.prozess is not None and kind.prozess.poll() is not None:
                self._vermerken(kind, jetzt)
            if kind.prozess is None and jetzt >= kind.wieder_ab:
                self._starten(kind)

    def _vermerken(self, kind: Kind, jetzt: float) -> None:
        """A process died: kill its orphans, wait longer after each death, give up when it never lives."""
        assert kind.prozess is not None
        kind.signal(signal.SIGKILL)
        kind.tode = 1 if jetzt - kind.begonnen > 60 else kind.tode + 1
        if kind.tode >= ZU_OFT:
            raise ServerFehler(f"{kind.name} endet immer wieder (zuletzt mit {kind.prozess.returncode}); siehe oben.")
        print(f"{kind.name} ist unerwartet zu Ende gegangen und wird wieder gestartet …", file=sys.stderr)
        kind.wieder_ab = jetzt + 2.0 ** (kind.tode - 1) - 1
        kind.prozess = None

    def _anhalten(self) -> None:
        """Ask all to stop, kill who does not; then let go of the database."""
        laufend = [k for k in self.kinder if k.prozess is not None]
        for kind in laufend:
            assert kind.prozess is not None
            kind.prozess.terminate()
        frist = time.monotonic() + FRIST
        for kind in laufend:
            assert kind.prozess is not None
            with contextlib.suppress(subprocess.TimeoutExpired):
                kind.prozess.wait(max(0.1, frist - time.monotonic()))
            kind.signal(signal.SIGKILL)
            kind.prozess.wait()
        if self.halter is not None:
            self.halter.abmelden()
        print("Wegplan ist beendet.", file=sys.stderr)
