from django.apps import AppConfig


class FrageConfig(AppConfig):
    name = "wegplan.domains.frage"
    label = "frage"

    def ready(self) -> None:
        """The overview of a file names what is open here."""
        from wegplan.domains.akte.anstehend import quellen

        from .anstehend import offene_fragen

        quellen.extend([offene_fragen])
