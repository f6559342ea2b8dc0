"""`python -m tests.pruefungen`: prints every finding, ends with 1 if there is one."""

import sys

from . import gewohnheiten, glossar, groesse


def main() -> int:
    funde = [*groesse.funde(), *groesse.bereiche(gewohnheiten.DOMAINS), *glossar.funde(), *gewohnheiten.funde()]
    for fund in funde:
        print(fund)
    print(f"{len(funde)} findings: size, glossary, habits.", file=sys.stderr)
    return 1 if funde else 0


sys.exit(main())
