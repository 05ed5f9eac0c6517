"""App configuration of the knowledge base."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KbConfig(AppConfig):
    name = "kb"
    verbose_name = _("Knowledge base")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_migrate

        from kb import checks, converters, facets, signal_handlers  # noqa: F401  (registering is their effect)
        from kb.accounts import events, sessions
        from kb.accounts.rights import ensure_secretariat
        from kb.addresses import follow_base_url
        from kb.mail import wagtails_own
        from kb.report_exports import make_exports_safe

        post_migrate.connect(ensure_secretariat, dispatch_uid="kb.secretariat")
        post_migrate.connect(follow_base_url, sender=self, dispatch_uid="kb.follow_base_url")
        converters.register()
        facets.register()
        signal_handlers.register()
        events.connect()
        user_logged_in.connect(sessions.begin, dispatch_uid="kb.sessions.begin")
        make_exports_safe()
        wagtails_own.silence()
