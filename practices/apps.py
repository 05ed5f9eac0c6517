"""App configuration of the records."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Practices, trainings and study visits")

    def ready(self) -> None:
        from practices import checks, facets, signal_handlers  # noqa: F401  (registering checks is the import's effect)

        facets.register()
        signal_handlers.register()
