from django.apps import AppConfig


class GespraechConfig(AppConfig):
    name = "wegplan.domains.gespraech"
    label = "gespraech"

    def ready(self) -> None:
        """The overview of a file names what is open here."""
        from wegplan.domains.akte.anstehend import quellen

        from .anstehend import absprachen

        quellen.extend([absprachen])
