"""App configuration of open data."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class OpenDataConfig(AppConfig):
    name = "opendata"
    verbose_name = _("Open data")

    def ready(self) -> None:
        from kb.accounts.personal_data.registry import register
        from kb.admin.doors import Rule, register_doors
        from opendata import personal_data
        from opendata.collecting.office import ensure_rights
        from opendata.collecting.services import sources_changed
        from opendata.exports import plan
        from opendata.identifiers import checks  # noqa: F401  (checks register by import)
        from opendata.models import CollectedSource
        from opendata.progress import report, views
        from search.contract import register_spread

        register(personal_data.HOLDINGS)
        register_spread(("provision",), report.PLACES, report.BY)
        plan.register()
        views.register()
        for signal in (post_save, post_delete):
            signal.connect(
                sources_changed, sender=CollectedSource, dispatch_uid="opendata.sources_changed"
            )
        post_migrate.connect(ensure_rights, dispatch_uid="opendata.rights")
        register_doors(
            Rule.MODEL,
            "sources:add copy delete edit history history_results index index_results usage",
        )
