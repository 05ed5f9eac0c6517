"""App configuration of the knowledge base."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KbConfig(AppConfig):
    name = "kb"
    verbose_name = _("Knowledge base")

    def ready(self) -> None:
        from allauth.account.signals import email_changed
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_migrate, post_save

        from kb import checks, facets, signal_handlers  # noqa: F401  (checks register by import)
        from kb.accounts import addresses, events, sessions
        from kb.accounts.personal_data import holdings
        from kb.accounts.personal_data import registry as personal_data
        from kb.accounts.rights import ensure_secretariat
        from kb.admin import checks as admin_checks  # noqa: F401
        from kb.admin import page_permissions, upload_policies, wagtail_doors
        from kb.cities import choice as city_choice
        from kb.cities.listing import listing_context
        from kb.cities.services import city_context
        from kb.http import converters
        from kb.lexicon import table as lexicon
        from kb.mail import tasks, wagtails_own  # noqa: F401
        from kb.models import CityIndexPage, CityPage, HomePage, InformationPage
        from kb.site.addresses import follow_base_url
        from kb.site.frame import home_context
        from kb.site.page_cache import public_pages_changed
        from kb.site.page_views import register_page_context
        from kb.texts.lines import admin as lines_admin
        from kb.texts.report_exports import make_exports_safe
        from kb.usage import fruitless
        from search.contract import register_listener, register_words
        from search.services import on_change

        page_permissions.install()
        for model in (HomePage, CityIndexPage, CityPage):
            page_permissions.register_page_permissions(
                model, page_permissions.LastingPagePermissions
            )
        page_permissions.register_page_permissions(
            InformationPage, page_permissions.MovesWithItsVersions
        )
        register_page_context(HomePage, home_context)
        register_page_context(CityIndexPage, listing_context)
        register_page_context(CityPage, city_context)
        upload_policies.install()
        lines_admin.register()
        city_choice.register()
        wagtail_doors.register()
        post_migrate.connect(ensure_secretariat, dispatch_uid="kb.secretariat")
        post_migrate.connect(follow_base_url, sender=self, dispatch_uid="kb.follow_base_url")
        converters.register()
        facets.register()
        register_words(lambda: lexicon.rows())
        register_listener(fruitless.note)
        on_change(public_pages_changed)
        signal_handlers.register()
        events.connect()
        personal_data.register(holdings.HOLDINGS)
        post_save.connect(
            addresses.keep_row, sender="kb.User", dispatch_uid="kb.site.addresses.keep_row"
        )
        email_changed.connect(addresses.address_changed, dispatch_uid="kb.site.addresses.changed")
        user_logged_in.connect(sessions.begin, dispatch_uid="kb.sessions.begin")
        make_exports_safe()
        wagtails_own.silence()
