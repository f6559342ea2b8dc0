from django.apps import AppConfig


class BerichtConfig(AppConfig):
    name = "wegplan.domains.bericht"
    label = "bericht"

    def ready(self) -> None:
        """Reports without progress are a warning sign (JPS-61)."""
        from wegplan.domains.stufenwechsel.zeichen import berichtsquellen

        from .queries import gefaehrdungen

        berichtsquellen.append(gefaehrdungen)
