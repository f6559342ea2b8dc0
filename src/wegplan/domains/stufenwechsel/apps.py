from django.apps import AppConfig


class StufenwechselConfig(AppConfig):
    name = "wegplan.domains.stufenwechsel"
    label = "stufenwechsel"

    def ready(self) -> None:
        """The overview of a file names what is open here."""
        from wegplan.domains.akte.anstehend import quellen

        from .anstehend import warnungen

        quellen.extend([warnungen])
