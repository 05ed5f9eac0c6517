"""Files of a record, in its newest version."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page

from kb.accounts.rights import collection_of
from kb.attachments.guard import CleanedFile, cleaned_file
from kb.attachments.services import add_attachment, discard_unused
from kb.models import Attachment
from kb.uploads.quota import check_room
from practices.models import RecordAttachment, RecordPage
from practices.records.files import attachments_of
from practices.submission.writing.drafts import newest, store

MOST_FILES = 10
MOST_BYTES = 40 * 1024 * 1024


def no_more(record: RecordPage) -> str:
    """Why a record takes no further file; empty where it does."""
    sizes = [file.file_size or 0 for file in attachments_of(record)]
    if len(sizes) >= MOST_FILES:
        return _("A record offers at most ten files.")
    if sum(sizes) >= MOST_BYTES:
        return _("The files of this record are as large together as they may be (40 MB).")
    return ""


def add_file(
    record: RecordPage, user: Any, *, file: UploadedFile, title: str, language: str, rights: str
) -> None:
    """Take in a file, keep it in the city's collection and offer it at the record's end.

    Raises ``ValidationError`` with what is to be done. The file is read before the database is locked.
    """
    collection = _collection_of(record)
    _check(newest(record), collection)
    cleaned = cleaned_file(file)
    try:
        _keep(record, user, cleaned, collection, title=title, language=language, rights=rights)
    except Exception:
        # The database forgets by itself what was not finished, the disk does not.
        if cleaned.stored_as:
            Attachment._meta.get_field("file").storage.delete(cleaned.stored_as)
        raise


@transaction.atomic
def _keep(
    record: RecordPage, user: Any, file: CleanedFile, collection: Collection, **words: str
) -> None:
    Page.objects.select_for_update().get(pk=record.pk)
    now = newest(record)
    _check(now, collection)
    attachment = add_attachment(file, collection=collection, user=user, **words)
    now.attachments.add(RecordAttachment(attachment=attachment, sort_order=now.attachments.count()))
    store(now, user)


def _collection_of(record: RecordPage) -> Collection:
    if record.city is None:
        raise ValidationError(_("This record belongs to no city."))
    return collection_of(record.city.city)


def _check(record: RecordPage, collection: Collection) -> None:
    if full := no_more(record):
        raise ValidationError(full)
    check_room(collection)


def file_of(record: RecordPage, number: int) -> Attachment | None:
    """One of the files of a record's newest version."""
    return next((file for file in attachments_of(newest(record)) if file.pk == number), None)


@transaction.atomic
def remove_file(record: RecordPage, user: Any, number: int) -> bool:
    """Take a file out of the newest version; False where it is not there.

    The file itself is deleted where nothing that is stored offers it; what readers see keeps it until the
    new version is published.
    """
    Page.objects.select_for_update().get(pk=record.pk)
    now = newest(record)
    offered = list(now.attachments.all())
    kept = [item for item in offered if item.attachment_id != number]
    if len(kept) == len(offered):
        return False
    now.attachments = kept
    store(now, user)
    found = Attachment.objects.filter(pk=number).first()
    if found is not None:
        discard_unused(found)
    return True
