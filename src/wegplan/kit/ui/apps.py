from django.apps import AppConfig
from django.forms import Field


class UiConfig(AppConfig):
    name = "wegplan.kit.ui"
    label = "ui"

    def ready(self) -> None:
        # Django's German text ("zwingend erforderlich") says what is wrong, ours how to mend it
        Field.default_error_messages["required"] = "Bitte machen Sie hier eine Angabe."
