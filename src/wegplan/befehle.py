"""The command line `wegplan`. Only names and texts here; what a command needs is imported when it runs,
so that `wegplan --help` costs little more than Python itself.

A command is a module with `main(argv: list[str]) -> int`. It writes results to stdout, messages to stderr,
and calls `django_bereit()` itself if it needs the database: `--quelle` does not.
"""

import sys

# Python's own interpreter start is most of the time of a short command: import as little as possible here
BEFEHLE = {
    "start": ("wegplan.betrieb.start", "startet Wegplan und richtet vorher ein, was fehlt [--port 8000]"),
    "einrichten": ("wegplan.betrieb.einrichten", "richtet Datenbank und statische Dateien ein, ohne zu starten"),
    "migrieren": ("wegplan.betrieb.migrieren", "bringt die Datenbank auf den Stand dieser Fassung"),
    "worker": ("wegplan.betrieb.worker", "arbeitet Aufträge im Hintergrund ab"),
    "demo": ("wegplan.domains.programmdemo.befehl", "erzeugt eine erfundene Region zum Ausprobieren"),
    "daten": ("wegplan.domains.datenpaket.befehl", "liest Datenpakete ein und gibt sie aus"),
    "auswertung": ("wegplan.auswertungsbefehl", "rechnet Auswertungen, mit --quelle ohne Datenbank"),
    "verfahren": (
        "wegplan.domains.verfahren.befehl",
        "leitet Schritte der Verfahren ab, mit --quelle ohne Datenbank",
    ),
    "anwesenheit": (
        "wegplan.domains.anwesenheit.befehl",
        "zählt Fehlzeiten, mit --quelle ohne Datenbank",
    ),
    "sicherung": ("wegplan.betrieb.sicherung", "schreibt eine Sicherung der eingebetteten Datenbank"),
    "wiederherstellung": ("wegplan.betrieb.wiederherstellung", "spielt eine Sicherung ein"),
    "verwaltung": ("wegplan.betrieb.verwaltung", "reicht an die Befehle von Django weiter"),
}


def hilfe() -> str:
    """What `wegplan --help` prints."""
    zeilen = [f"  {name:<18} {text}" for name, (_, text) in BEFEHLE.items()]
    return "\n".join(
        ["Aufruf: wegplan BEFEHL [ANGABEN]", "", *zeilen, "", "wegplan BEFEHL --help erklärt einen Befehl."]
    )


def main(argv: list[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 refused with a sentence on stderr, 2 wrong call."""
    argumente = sys.argv[1:] if argv is None else argv
    if not argumente or argumente[0] in ("-h", "--help", "hilfe"):
        print(hilfe(), file=sys.stdout if argumente else sys.stderr)
        return 0 if argumente else 2
    name, *rest = argumente
    if name not in BEFEHLE:
        print(f"Den Befehl {name} gibt es nicht.\n\n{hilfe()}", file=sys.stderr)
        return 2
    return _ausfuehren(BEFEHLE[name][0], rest)


def _ausfuehren(modul: str, argumente: list[str]) -> int:
    """Turn what people can do something about into a sentence, and a signal into a clean end.

    SIGTERM would end Python without its exit functions and leave the embedded server running."""
    import os
    import signal
    from importlib import import_module

    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError

    from wegplan.kit.database.fehler import ServerFehler

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return int(import_module(modul).main(argumente))
    except (ServerFehler, ImproperlyConfigured) as e:
        print(e, file=sys.stderr)
        return 1
    except OperationalError as e:
        print(f"Die Datenbank ist nicht erreichbar: {e}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def django_bereit(rolle: str = "dienst") -> None:
    """Make Django usable in this process: join or start the embedded server, set it up if it is new, and
    sign in as wegplan_<rolle>. With DATABASE_URL nothing is started or set up.

    Raises ServerFehler with a German sentence."""
    import os

    from wegplan.betrieb.stand import datenbank_einrichten
    from wegplan.kit.database.einbettung import anmelden

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegplan.config.settings.dev")
    os.environ["WEGPLAN_DB_ROLLE"] = rolle
    halter = anmelden()
    if halter is not None:
        datenbank_einrichten(halter)

    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
