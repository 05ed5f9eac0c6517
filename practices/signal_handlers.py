"""What records must hear of: who wrote a translation, when its words are public, what is no longer shown."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationLog

from kb.accounts.personal_data.registry import rights_ended
from kb.attachments.services import discard_unused
from kb.models import Attachment, City, CityPage, User
from practices.models import (
    Record,
    RecordAttachment,
    RecordPage,
    RecordPhoto,
    TranslationHandover,
    TranslationWriter,
)
from practices.models.parts.one_row import city_above
from practices.records.adaptations import note_adaptations
from practices.records.originals import choose_original_again, note_original
from practices.records.public_versions import note_version
from practices.records.touched import record_changed
from practices.records.translated_parts import describe_public_translation, note_outdated
from practices.submission.people.coauthors import withdraw_unbacked
from search import services as search

WORDS = {"data", "data_json"}


def text_translated(sender: Any, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Somebody wrote a text of a translation, by hand, from a file or with a machine.

    What of it is public, says the public version of the page.
    """
    unchanged = update_fields is not None and not WORDS & set(update_fields)
    if unchanged or instance.context is None or instance.last_translated_by_id is None:
        return
    TranslationWriter.objects.update_or_create(
        record_key=instance.context.object_id,
        locale_id=instance.locale_id,
        user_id=instance.last_translated_by_id,
        defaults={"written_at": timezone.now()},
    )


def translation_published(
    sender: Any, instance: RecordPage, revision: Revision | None = None, **kwargs: Any
) -> None:
    """A revision that wagtail-localize made before is public now."""
    if revision and TranslationLog.objects.filter(revision=revision).exists():
        _read(instance, revision)


def version_published(sender: Any, instance: RecordPage, **kwargs: Any) -> None:
    """What is public now says which is the original, how far it is translated, what it adapts."""
    note_original(instance)
    describe_public_translation(instance)
    note_outdated(instance.record)
    note_adaptations(instance)
    note_version(instance)
    TranslationHandover.objects.filter(page_id=instance.pk).delete()


def translation_saved(sender: Any, instance: TranslationLog, **kwargs: Any) -> None:
    """wagtail-localize notes what it made; its own button has published that already."""
    page = RecordPage.objects.filter(live_revision=instance.revision_id).first()
    if instance.revision_id and page is not None:
        _read(page, instance.revision)


def _read(page: RecordPage, revision: Revision) -> None:
    """Texts that went into the public revision were read; the next ones have writers of their own."""
    TranslationWriter.objects.filter(
        record_key=page.translation_key,
        locale_id=page.locale_id,
        written_at__lte=revision.created_at,
    ).delete()


def translation_begun(sender: Any, instance: Translation, **kwargs: Any) -> None:
    """An alias that becomes a translation is a draft first: texts kept from before were not read."""
    aliases = RecordPage.objects.live().filter(
        translation_key=instance.source.object_id,
        locale_id=instance.target_locale_id,
        alias_of__isnull=False,
    )
    for alias in aliases if instance.enabled else ():
        alias.specific.unpublish()


def rights_have_ended(sender: Any, user: User, gone: bool = False, **kwargs: Any) -> None:
    """A link to a record that nobody has accepted goes with the rights of who sent it."""
    withdraw_unbacked(user, gone=gone)


def no_longer_shown(sender: Any, instance: RecordAttachment | RecordPhoto, **kwargs: Any) -> None:
    """Who may see a picture or a file is read from Wagtail's index of references.

    It is written when a page is saved, which is before the rows that the page has lost are deleted.
    """
    page = RecordPage.objects.filter(pk=instance.page_id).first()
    # While a whole page is being deleted, the row of its own kind is gone already.
    found = page.specific_class.objects.filter(pk=page.pk).first() if page else None
    if found is not None:
        ReferenceIndex.create_or_update_for_object(found)
        search.mark([found.translation_key])


def file_changed(sender: Any, instance: Attachment, created: bool, **kwargs: Any) -> None:
    """Records are found by the words of their files, and results name the file."""
    if not created:
        offering = RecordPage.objects.filter(attachments__attachment=instance)
        search.mark(offering.values_list("translation_key", flat=True).distinct())


def no_longer_offered(sender: Any, instance: RecordAttachment, **kwargs: Any) -> None:
    """A city's file that no record offers any longer is deleted, once it is certain."""

    def discard() -> None:
        file = Attachment.objects.filter(pk=instance.attachment_id).first()
        if file is not None:
            discard_unused(file)

    transaction.on_commit(discard)


def named_city_changed(sender: Any, instance: CityPage, **kwargs: Any) -> None:
    """A page of a city that records name as their partner is public, or no longer, or stands elsewhere.

    Labels and addresses of cities are read from the vocabulary, which the city's own room renews.
    """
    # Wagtail tells of moves with pages that have lost their type.
    facts_of_named_city_changed(sender, instance.specific.city)


def facts_of_named_city_changed(sender: Any, instance: City, **kwargs: Any) -> None:
    """A record's country, size and city are its partner cities' too."""
    named = RecordPage.objects.filter(partner_cities__city=instance.pk)
    search.mark(named.values_list("translation_key", flat=True).distinct())


def record_moved(sender: Any, instance: RecordPage, **kwargs: Any) -> None:
    """It is a record of the city below whose page it stands now."""
    # Wagtail tells of moves with pages that have lost their type.
    record: RecordPage = instance.specific
    city = city_above(record.path)
    if record.record.city_id != city:
        record.record.change(city_id=city)


def state_changed(sender: Any, instance: Record, created: bool, **kwargs: Any) -> None:
    """What holds for a record in all its languages stands on each of their pages."""
    if not created:
        record_changed(instance)


def page_gone(sender: Any, instance: RecordPage, **kwargs: Any) -> None:
    """The row of a record goes with the last of its pages; while there are others, one is the original."""
    Record.objects.filter(pk=instance.record_id, pages=None).delete()
    for row in Record.objects.filter(pk=instance.record_id):
        choose_original_again(row)


def register() -> None:
    """Connect the handlers; called once when the app is ready."""
    rights_ended.connect(rights_have_ended, dispatch_uid="practices.rights_ended")
    for sender in (StringTranslation, SegmentOverride):
        post_save.connect(
            text_translated, sender=sender, dispatch_uid=f"practices.text_translated.{sender}"
        )
    post_save.connect(
        translation_begun, sender=Translation, dispatch_uid="practices.translation_begun"
    )
    post_save.connect(
        translation_saved, sender=TranslationLog, dispatch_uid="practices.translation_saved"
    )
    for kind in RecordPage.__subclasses__():
        page_published.connect(
            translation_published, sender=kind, dispatch_uid=f"practices.published.{kind}"
        )
        page_published.connect(
            version_published, sender=kind, dispatch_uid=f"practices.version_published.{kind}"
        )
    # Before a city is deleted, with the last of its pages: its rows in records go with it.
    for signal in (page_published, page_unpublished, post_page_move, pre_delete):
        signal.connect(
            named_city_changed, sender=CityPage, dispatch_uid=f"practices.named_city.{id(signal)}"
        )
    for signal in (post_save, pre_delete):
        signal.connect(
            facts_of_named_city_changed,
            sender=City,
            dispatch_uid=f"practices.facts_of_named_city.{id(signal)}",
        )
    for kind in RecordPage.__subclasses__():
        post_page_move.connect(record_moved, sender=kind, dispatch_uid=f"practices.moved.{kind}")
    post_save.connect(state_changed, sender=Record, dispatch_uid="practices.state_changed")
    post_delete.connect(page_gone, sender=RecordPage, dispatch_uid="practices.page_gone")
    for model in (RecordAttachment, RecordPhoto):
        post_delete.connect(
            no_longer_shown,
            sender=model,
            dispatch_uid=f"practices.no_longer_shown.{model.__name__}",
        )
    post_save.connect(file_changed, sender=Attachment, dispatch_uid="practices.file_changed")
    post_delete.connect(
        no_longer_offered, sender=RecordAttachment, dispatch_uid="practices.no_longer_offered"
    )
