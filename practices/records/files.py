"""Files that a record offers: in the order of the record, for its page, its editors and the search."""

from __future__ import annotations

from typing import Any

from kb.attachments.presentation import shown_attachments
from kb.models import Attachment
from practices.models.record_page import RecordPage
from search.contract import FileWords

# Characters of all files of a record together that the search knows.
MOST_SEARCHED = 40_000


def attachments_of(record: RecordPage) -> list[Attachment]:
    """The files of a record or of one of its versions, without their words; one query for all."""
    numbers = [item.attachment_id for item in record.attachments.all()]
    found = Attachment.objects.defer("text", "pages").in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def record_attachments(record: RecordPage, since: RecordPage | None = None) -> list[dict[str, Any]]:
    """The files of a record; with an earlier version to compare, those that it had not are marked new."""
    shown = shown_attachments(attachments_of(record))
    if since is not None:
        before = {item.attachment_id for item in since.attachments.all()}
        for file in shown:
            file["is_new"] = file["number"] not in before
    return shown


def attached_words(record: RecordPage, start: int) -> tuple[str, tuple[FileWords, ...]]:
    """The words of all files, as far as the search takes them, and where each begins behind ``start``."""
    words, found = "", []
    for file in (item.attachment for item in record.attachments.all()):
        taken = file.text[: MOST_SEARCHED - len(words)]
        if not taken:
            continue
        begin = start + len(words)
        *pages, paged = file.pages or [0]
        found.append(
            FileWords(
                title=file.title,
                kind=file.shown_kind,
                url=file.url,
                start=begin,
                end=begin + len(taken),
                pages=tuple(begin + page for page in pages if page < len(taken)),
                paged=begin + min(paged, len(taken)),
                language=file.language,
            )
        )
        words += taken + "\n"
    return words[:MOST_SEARCHED].rstrip("\n"), tuple(found)
