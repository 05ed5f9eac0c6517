"""wagtail-localize's ways of publishing, held to the rule of two persons, and Wagtail's own API."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import (
    UpdateTranslationsForm,
    UpdateTranslationsView,
)

from practices.models import RecordPage
from practices.permissions import can_publish_record, is_original_public
from practices.services import missing_parts
from practices.submission.minor import note_small_change, own_small_change


def reason_not_to_publish(user: Any, translation: Translation) -> str:
    """Why somebody may not publish what a translation says now; empty where they may."""
    target = translation.get_target_instance()
    if not isinstance(target, Page):
        return ""
    target = target.specific
    if not isinstance(target, RecordPage):
        may = target.permissions_for_user(user).can_publish()
        return "" if may else _("You may not publish there.")
    if not is_original_public(translation.source):
        return _("Publish the original first, then synchronise its translations.")
    if not can_publish_record(user, target):
        return _("You wrote some of it, so another editor has to read and publish it.")
    return ""


class UpdateTranslations(UpdateTranslationsView):
    """Takes over a new original into its translations; publishes only what somebody else wrote."""

    def form_valid(self, form: UpdateTranslationsForm) -> HttpResponse:
        """Refuse before anything is changed."""
        refused = self._refusals(form) if form.cleaned_data["publish_translations"] else []
        if refused:
            for words in refused:
                messages.error(self.request, words)
            return self.render_to_response(self.get_context_data(), status=400)
        return super().form_valid(form)

    def _refusals(self, form: UpdateTranslationsForm) -> list[str]:
        source = self.object.get_source_instance()
        if isinstance(source, RecordPage) and form.cleaned_data.get("use_machine_translation"):
            return [_("What a machine translates has to be read first. Publish it afterwards.")]
        found = []
        for translation in self.object.translations.filter(enabled=True):
            words = reason_not_to_publish(self.request.user, translation)
            if words:
                found.append(f"{translation.target_locale.get_display_name()}: {words}")
        return found


class PublishRecordAction(PublishPageAPIAction):
    """Publishing by the admin's API, under the same rules as by its buttons."""

    def execute(self, instance: Page, data: Any) -> Any:
        """Refuse what the editor's own button would refuse."""
        page = instance.specific
        if isinstance(page, RecordPage):
            user = self.request.user
            newest = page.get_latest_revision_as_object()
            of_others = can_publish_record(user, page)
            change = None if of_others else own_small_change(user, page)
            if (not of_others and change is None) or missing_parts(newest):
                raise PermissionDenied
            done = super().execute(instance, data)
            if change is not None:
                note_small_change(RecordPage.objects.get(pk=page.pk), user, change)
            return done
        return super().execute(instance, data)


class PagesOfTwoPersons(PagesAdminAPIViewSet):
    """The admin's API of pages."""

    actions = {**PagesAdminAPIViewSet.actions, "publish": PublishRecordAction}


def refusal(request: HttpRequest, page: Page) -> str:
    """Why the publish button of wagtail-localize's editor is refused; empty where it is not."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return ""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    return reason_not_to_publish(request.user, translation) if translation else ""
