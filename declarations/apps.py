"""App configuration of the documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeclarationsConfig(AppConfig):
    name = "declarations"
    verbose_name = _("Declarations and plans")

    def ready(self) -> None:
        from declarations import facets, signal_handlers

        facets.register()
        signal_handlers.register()
