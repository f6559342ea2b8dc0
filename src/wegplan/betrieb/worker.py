"""`wegplan worker`: works off what was put into the queue, as wegplan_dienst."""

GEDULD = 10  # seconds for running jobs when asked to stop; then the queue gives them to the next worker


def main(argv: list[str]) -> int:
    """Runs until SIGTERM or Ctrl-C. `--einmal` ends when the queue is empty."""
    if argv and argv != ["--einmal"]:
        print("Aufruf: wegplan worker [--einmal]\nArbeitet Aufträge ab; --einmal endet, wenn keiner mehr wartet.")
        return 0 if argv[0] in ("-h", "--help") else 2
    from django.core.management import call_command

    from wegplan.befehle import django_bereit

    from .kind import an_aufsicht_binden

    an_aufsicht_binden()
    django_bereit("dienst")
    einmal = ["--one-shot"] if argv else []
    angaben = ["--concurrency=1", f"--shutdown-graceful-timeout={GEDULD}", *einmal]
    call_command("procrastinate", "worker", *angaben, verbosity=0)
    return 0
