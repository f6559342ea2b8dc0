"""All benchmarks in turn, each beside its rival: python -m benchmarks [NAME …] [--teil 0.1]."""

import subprocess
import sys

ALLE = ("ordner_auswertung", "live_auswertung", "import_datenpaket", "verfahren_ableiten", "seiten", "berichte")


def main(argv: list[str]) -> int:
    """Run the named ones, or all; options are passed on. Exit code 1 when one misses its reach."""
    namen = [wort for wort in argv if wort in ALLE] or list(ALLE)
    angaben = [wort for wort in argv if wort not in ALLE]
    codes = [subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *angaben]).returncode for name in namen]
    return int(any(codes))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
