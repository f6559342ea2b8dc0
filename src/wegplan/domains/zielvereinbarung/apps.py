from django.apps import AppConfig


class ZielvereinbarungConfig(AppConfig):
    name = "wegplan.domains.zielvereinbarung"
    label = "zielvereinbarung"

    def ready(self) -> None:
        """Areas further left learn the deadlines that projects agreed on."""
        from wegplan.domains.qualifizierungsplan.vorgaben import vereinbarte_fristen_von

        from .queries import fristen

        vereinbarte_fristen_von(fristen)
