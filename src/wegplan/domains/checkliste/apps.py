from django.apps import AppConfig


class ChecklisteConfig(AppConfig):
    name = "wegplan.domains.checkliste"
    label = "checkliste"

    def ready(self) -> None:
        """The overview of a file names what is open here."""
        from wegplan.domains.akte.anstehend import quellen

        from .anstehend import pflichten, schritte

        quellen.extend([pflichten, schritte])
