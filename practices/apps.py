"""App configuration of the records."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Practices, trainings and study visits")

    def ready(self) -> None:
        from kb.accounts.personal_data.registry import register
        from kb.admin.moving import register_move
        from kb.admin.page_permissions import register_page_permissions
        from kb.http.read_ahead import register_reader
        from practices import checks, facets, personal_data, signal_handlers  # noqa: F401  (checks register by import)
        from practices.editing import panels, record_choice
        from practices.evidence_map import services as evidence_map
        from practices.models import RecordPage
        from practices.models.reviews import register_review_policy
        from practices.moderation import doors
        from practices.moderation.page_permissions import RecordPermissions
        from practices.permissions import can_moderate_record
        from practices.reading import page_views
        from practices.records import search_source, touched
        from practices.records.moving import move_to_city
        from practices.records.rules import origins_of_visits
        from practices.submission.guard.first_check import check_made_up_text
        from search.contract import Journeys, register_journeys, register_spread

        register_page_permissions(RecordPage, RecordPermissions)
        register_move(RecordPage, move_to_city)
        panels.install()
        record_choice.install()
        register_review_policy(can_moderate_record)
        search_source.register()
        touched.register()
        page_views.register()
        doors.register()
        facets.register()
        register_spread(evidence_map.ROW_FACETS, evidence_map.COLUMN_FACETS, evidence_map.EVIDENCE)
        register_journeys(Journeys("kind", "study-visit", origins_of_visits))
        signal_handlers.register()
        register(personal_data.HOLDINGS)
        register_reader(check_made_up_text)
