"""wagtail-localize's ways of publishing, held to the rule of two persons."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
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
from practices.records.rules import part_label
from practices.records.translated_parts import open_core
from practices.submission.sending.small_changes import note_small_change, own_small_change


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
    return words_on_open_core(target, open_core(translation))


def words_on_open_core(record: RecordPage, names: list[str]) -> str:
    """The sentence that refuses a version whose title, summary or description is not translated."""
    if not names:
        return ""
    return _("Not translated yet: %(parts)s. Nothing is published before that.") % {
        "parts": ", ".join(f"“{part_label(record, name)}”" for name in names)
    }


@transaction.atomic
def save_draft(translation: Translation, user: Any) -> None:
    """Put what is translated so far into the draft of the page; what is public stays as it is.

    wagtail-localize writes the texts of a draft over the public ones, which are put back here.
    """
    translation.save_target(user=user, publish=False)
    page = translation.get_target_instance()
    if page.live and page.live_revision is not None:
        public = page.live_revision.as_object()
        public.has_unpublished_changes = page.latest_revision_id != page.live_revision_id
        public.save(clean=False)


class UpdateTranslations(UpdateTranslationsView):
    """Takes over a new original into its translations; publishes only what somebody else wrote."""

    def form_valid(self, form: UpdateTranslationsForm) -> HttpResponse:
        """Refuse before anything is changed."""
        refused = []
        if form.cleaned_data["publish_translations"]:
            with transaction.atomic():
                # What is asked of is the new texts, which nobody may have translated yet.
                refused = self._refusals(form)
                if not refused:
                    self.object.update_from_db()
                    refused = self._refusals(form)
                transaction.set_rollback(True)
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


def translation_into(page: Page) -> Translation | None:
    """What wagtail-localize keeps of the texts of a page, while they come from its original."""
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


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
    """Why the publish button of wagtail-localize's editor is refused; empty where it is not.

    Where it is not, the texts are put into the page's draft first: that is what other rules look at. Whoever
    would be refused is not offered the button at all.
    """
    translation = translation_into(page)
    if translation is None:
        return ""
    words = reason_not_to_publish(request.user, translation)
    if request.method == "POST" and request.POST.get("action") == "publish":
        if not words and isinstance(page.specific, RecordPage):
            save_draft(translation, request.user)
            page.refresh_from_db()
        return words
    if words:
        _offer_no_publishing(page, request.user)
    return ""


def _offer_no_publishing(page: Page, user: Any) -> None:
    asked = page.permissions_for_user(user)
    asked.can_publish = lambda: False
    page.permissions_for_user = lambda user: asked
