"""App configuration of the records."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Practices, trainings and study visits")

    def ready(self) -> None:
        from kb.accounts.personal_data import register
        from kb.admin.page_permissions import register_page_permissions
        from practices import checks, facets, personal_data, signal_handlers  # noqa: F401  (registering checks is the import's effect)
        from practices.models import RecordPage
        from practices.moderation import doors
        from practices.moderation.page_permissions import RecordPermissions

        register_page_permissions(RecordPage, RecordPermissions)
        doors.register()
        facets.register()
        signal_handlers.register()
        register(personal_data.HOLDINGS)
