"""Pictures of a record, in its newest version."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from kb.accounts.rights import collection_of
from kb.models import Photo
from kb.photos.services import add_photo
from practices.models import RecordPage, RecordPhoto
from practices.submission.writing.drafts import newest, store

MOST_PICTURES = 8


def no_more(record: RecordPage) -> str:
    """Why a record takes no further picture; empty where it does."""
    if record.photos.count() >= MOST_PICTURES:
        return _("A record shows at most eight pictures.")
    return ""


@transaction.atomic
def add_picture(
    record: RecordPage,
    user: Any,
    *,
    file: UploadedFile,
    description: str,
    caption: str,
    credit: str,
    consent: bool,
) -> None:
    """Clean a picture, keep it in the city's collection and show it at the record's end.

    Raises ``ValidationError`` with what is to be done.
    """
    Page.objects.select_for_update().get(pk=record.pk)
    now = newest(record)
    if full := no_more(now):
        raise ValidationError(full)
    if now.city is None or not consent:
        raise ValidationError(_("Everybody who can be recognised has to agree."))
    collection = collection_of(now.city.city)
    photo = add_photo(
        file, collection=collection, user=user, description=description, credit=credit
    )
    now.photos.add(RecordPhoto(photo=photo, caption=caption, sort_order=now.photos.count()))
    store(now, user)


def picture_at(record: RecordPage, place: int) -> RecordPhoto | None:
    """The picture at a place (from 1) of the newest version."""
    shown = list(newest(record).photos.all())
    return shown[place - 1] if 1 <= place <= len(shown) else None


def is_public(photo: Photo) -> bool:
    """Whether readers see a picture: then what it shows is said anew only with a new picture."""
    return photo.shown_in.filter(page__live=True).exists()


@transaction.atomic
def change_words(
    record: RecordPage, user: Any, place: int, *, caption: str, description: str = ""
) -> bool:
    """Another caption in the newest version, and another text for those who do not see the picture, where
    no reader sees it yet; False where there is no picture at this place.
    """
    Page.objects.select_for_update().get(pk=record.pk)
    now = newest(record)
    shown = list(now.photos.all())
    if not 1 <= place <= len(shown):
        return False
    item = shown[place - 1]
    item.caption = caption
    if description and not is_public(item.photo):
        item.photo.description = description
        item.photo.save(update_fields=["description"])
    now.photos = shown
    store(now, user)
    return True


@transaction.atomic
def remove_picture(record: RecordPage, user: Any, place: int) -> bool:
    """Take the picture at a place (from 1) out of the newest version; False where there is none."""
    Page.objects.select_for_update().get(pk=record.pk)
    now = newest(record)
    shown = list(now.photos.all())
    if not 1 <= place <= len(shown):
        return False
    now.photos = [item for number, item in enumerate(shown, start=1) if number != place]
    store(now, user)
    return True
