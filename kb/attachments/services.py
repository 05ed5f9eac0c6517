"""Keeping files in a city's collection."""

from __future__ import annotations

from typing import Any

from wagtail.models import Collection, ReferenceIndex

from kb.accounts.rights import is_of_a_city
from kb.attachments.guard import CleanedFile
from kb.models import Attachment
from kb.uploads.quota import take_room


def add_attachment(
    file: CleanedFile,
    *,
    collection: Collection,
    user: Any,
    title: str,
    language: str,
    rights: str,
) -> Attachment:
    """Keep a cleaned file in a collection. Raises ``ValidationError`` where its city has no room today."""
    take_room(collection, file.size)
    attachment = Attachment(
        title=title,
        language=language,
        rights=rights,
        collection=collection,
        uploaded_by_user=user,
        file=file,
    )
    attachment.save()
    return attachment


def discard_unused(attachment: Attachment) -> bool:
    """Delete a city's file for good where no page uses it any longer; says whether it is gone."""
    if not is_of_a_city(attachment.collection):
        return False
    if ReferenceIndex.get_references_to(attachment).exists():
        return False
    attachment.delete()
    return True
