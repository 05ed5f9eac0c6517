"""Files that a record offers: in the order of the record, for its page, its editors and the search."""

from __future__ import annotations

from typing import Any

from kb.attachments.presentation import shown_attachments
from kb.models import Attachment
from practices.models.record_page import RecordPage

# Characters of all files of a record together that the search knows.
MOST_SEARCHED = 40_000


def attachments_of(record: RecordPage) -> list[Attachment]:
    """The files of a record or of one of its versions, without their words; one query for all."""
    numbers = [item.attachment_id for item in record.attachments.all()]
    found = Attachment.objects.defer("text").in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def record_attachments(record: RecordPage, since: RecordPage | None = None) -> list[dict[str, Any]]:
    """The files of a record; with an earlier version to compare, those that it had not are marked new."""
    shown = shown_attachments(attachments_of(record))
    if since is not None:
        before = {item.attachment_id for item in since.attachments.all()}
        for file in shown:
            file["is_new"] = file["number"] not in before
    return shown


def attached_words(record: RecordPage) -> str:
    """The words of all files, as far as the search takes them."""
    words = "\n".join(item.attachment.text for item in record.attachments.all())
    return words[:MOST_SEARCHED]
