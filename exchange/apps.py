"""App configuration of the exchange between cities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = _("Exchange")

    def ready(self) -> None:
        from exchange import personal_data, signal_handlers
        from exchange.developments import search_source as developments_in_search
        from exchange.developments.guard import DevelopmentPermissions
        from exchange.developments.listing import development_context, list_context
        from exchange.events import page_views, search_source
        from exchange.models import (
            DevelopmentIndexPage,
            DevelopmentPage,
            EventIndexPage,
            EventPage,
            SelectionIndexPage,
        )
        from exchange.permissions import EventPermissions
        from exchange.questions import reading as questions
        from exchange.selections import reading as selections
        from exchange.trainings import views as training_views
        from kb.accounts.personal_data import registry
        from kb.admin.doors import Rule, register_doors
        from kb.admin.page_permissions import LastingPagePermissions, register_page_permissions
        from kb.site.page_views import register_page_context
        from practices.facets import register_kind

        register_page_permissions(EventIndexPage, LastingPagePermissions)
        register_page_permissions(EventPage, EventPermissions)
        register_page_permissions(SelectionIndexPage, LastingPagePermissions)
        register_page_permissions(DevelopmentIndexPage, LastingPagePermissions)
        register_page_permissions(DevelopmentPage, DevelopmentPermissions)
        register_kind(EventPage, _("Events"))
        register_kind(DevelopmentPage, _("Developments in law and security"))
        register_page_context(DevelopmentIndexPage, list_context)
        register_page_context(DevelopmentPage, development_context)
        developments_in_search.register()
        page_views.register()
        training_views.register()
        selections.register()
        search_source.register()
        questions.register()
        signal_handlers.register()
        registry.register(personal_data.HOLDINGS)
        register_doors(
            Rule.SECRETARIAT,
            "events_office:answer attendance badges cancel list registrations",
        )
        register_doors(
            Rule.REVIEW,
            "exchange_office:note note_translations notes offer offers question question_translations "
            "questions",
        )
