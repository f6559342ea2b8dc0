"""`wegplan worker`: works off what was put into the queue, as wegplan_dienst."""

GEDULD = 10  # seconds for running jobs when asked to stop; then the queue gives them to the next worker


def main(argv: list[str]) -> int:
    """Runs until SIGTERM or Ctrl-C. `--einmal` ends when the queue is empty."""
    if argv and argv != ["--einmal"]:
        print("Aufruf: wegplan worker [--einmal]\nArbeitet Aufträge ab; --einmal endet, wenn keiner mehr wartet.")
        return 0 if argv[0] in ("-h", "--help") else 2
    from wegplan.befehle import django_bereit

    from .kind import an_aufsicht_binden

    an_aufsicht_binden()
    django_bereit("dienst")

    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as arbeiter:  # type: ignore[attr-defined]
        arbeiter.run_worker(concurrency=1, wait=not argv, shutdown_graceful_timeout=GEDULD)
    return 0
