from django.apps import AppConfig


class FoerderplanConfig(AppConfig):
    name = "wegplan.domains.foerderplan"
    label = "foerderplan"

    def ready(self) -> None:
        """The overview of a file names what is open here."""
        from wegplan.domains.akte.anstehend import quellen

        from .anstehend import kopien

        quellen.extend([kopien])
