from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "wegplan.domains.organisation"
    label = "organisation"
    verbose_name = "Stellen und Konten"
