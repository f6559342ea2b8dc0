from django.apps import AppConfig


class MitspracheConfig(AppConfig):
    name = "wegplan.domains.mitsprache"
    label = "mitsprache"

    def ready(self) -> None:
        """The overview of a file names what is open here."""
        from wegplan.domains.akte.anstehend import quellen

        from .anstehend import ungelesenes

        quellen.extend([ungelesenes])
