"""The web server of `wegplan start`: granian, bound to the supervisor. (In earnest granian runs by itself.)"""

import os
import sys

from wegplan.betrieb.kind import an_aufsicht_binden
from wegplan.kit.database.einbettung import anmelden


def main(port: int) -> None:
    """Serve 127.0.0.1:port until SIGTERM."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    an_aufsicht_binden()
    anmelden()
    os.environ["WEGPLAN_DB_ROLLE"] = "app"
    Server(
        "wegplan.config.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=min(2, os.cpu_count() or 1),  # a long export leaves the other free
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
