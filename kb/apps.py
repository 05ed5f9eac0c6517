"""App configuration of the knowledge base."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KbConfig(AppConfig):
    name = "kb"
    verbose_name = _("Knowledge base")

    def ready(self) -> None:
        from kb import checks, facets, signal_handlers  # noqa: F401  (registering is their effect)

        facets.register()
        signal_handlers.register()
