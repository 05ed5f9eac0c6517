"""App configuration of the knowledge base."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KbConfig(AppConfig):
    name = "kb"
    verbose_name = _("Knowledge base")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from kb import checks, facets, signal_handlers  # noqa: F401  (registering is their effect)
        from kb.accounts.rights import ensure_secretariat

        post_migrate.connect(ensure_secretariat, dispatch_uid="kb.secretariat")
        facets.register()
        signal_handlers.register()
