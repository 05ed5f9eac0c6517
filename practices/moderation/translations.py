"""wagtail-localize's ways of publishing, held to the rule of two persons."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.convert import convert_to_alias as localize_convert_to_alias
from wagtail_localize.views.update_translations import (
    UpdateTranslationsForm,
    UpdateTranslationsView,
)

from practices.models import RecordPage
from practices.permissions import can_moderate_record, can_publish_record, is_original_public
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
    """Publishing by the admin's API; the page's permissions say who may."""

    def execute(self, instance: Page, data: Any) -> Any:
        """Write down an editor's own small change, as their button does."""
        page, user = instance.specific, self.request.user
        change = None
        if isinstance(page, RecordPage) and not can_publish_record(user, page):
            change = own_small_change(user, page)
        done = super().execute(instance, data)
        if change is not None:
            note_small_change(RecordPage.objects.get(pk=page.pk), user, change)
        return done


class PagesOfTwoPersons(PagesAdminAPIViewSet):
    """The admin's API of pages."""

    actions = {**PagesAdminAPIViewSet.actions, "publish": PublishRecordAction}


def convert_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let a translation show its original's words again, where those words are public.

    wagtail-localize copies the newest version of the original and makes it public at once, be it a draft
    that one person wrote (upstream: ``sync_alias`` with ``get_latest_revision``).
    """
    record = RecordPage.objects.filter(pk=page_id).first()
    if record is not None:
        original = _original_of(record)
        if not can_moderate_record(request.user, record.specific) or (
            original is None
            or not original.live
            or original.live_revision_id != original.latest_revision_id
        ):
            raise PermissionDenied
    answer: HttpResponse = localize_convert_to_alias(request, page_id)
    return answer


def _original_of(record: RecordPage) -> Page | None:
    source = TranslationSource.objects.filter(
        object_id=record.translation_key, translations__target_locale=record.locale_id
    ).first()
    found: Page | None = source.get_source_instance() if source else None
    return found


def refusal(request: HttpRequest, page: Page) -> str:
    """Why the publish button of wagtail-localize's editor is refused; empty where it is not."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return ""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    return reason_not_to_publish(request.user, translation) if translation else ""
