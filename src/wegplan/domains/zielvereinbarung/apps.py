from django.apps import AppConfig


class ZielvereinbarungConfig(AppConfig):
    name = "wegplan.domains.zielvereinbarung"
    label = "zielvereinbarung"

    def ready(self) -> None:
        """Areas further left learn the deadlines that projects agreed on."""
        from wegplan.domains.massnahme.fristen import vereinbarte_fristen_von

        from .queries import fristverlaeufe

        vereinbarte_fristen_von(fristverlaeufe)
