from django.apps import AppConfig


class ProfilingConfig(AppConfig):
    name = "wegplan.domains.profiling"
    label = "profiling"
