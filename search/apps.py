"""App configuration of the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from search import checks, engines, indexing, signal_handlers, states  # noqa: F401  (checks register by import)

        indexing.on_change(engines.changed)
        states.register()
        signal_handlers.register()
