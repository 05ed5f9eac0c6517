"""App configuration of the documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeclarationsConfig(AppConfig):
    name = "declarations"
    verbose_name = _("Declarations and plans")

    def ready(self) -> None:
        from declarations import facets, page_views, signal_handlers
        from declarations.models import DocumentIndexPage, DocumentPage
        from kb.admin.page_permissions import LastingPagePermissions, register_page_permissions

        for model in (DocumentIndexPage, DocumentPage):
            register_page_permissions(model, LastingPagePermissions)
        facets.register()
        page_views.register()
        signal_handlers.register()
