"""App configuration of the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from search import checks, engines, signal_handlers  # noqa: F401  (checks register by import)
        from search.table import state as states
        from search.table import writing as indexing

        indexing.on_change(engines.changed)
        states.register()
        signal_handlers.register()
