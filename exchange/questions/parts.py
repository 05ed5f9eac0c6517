"""The parts of a record on which a city can be asked: those with a text, by their headings."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.models.visibility import public
from kb.texts.capitals import capitalised
from practices.models import Record, RecordPage
from practices.reading.story import HARM


def public_page(record: Record | str, language: str = "") -> RecordPage | None:
    """The record's page that anybody may read: in a language (the reader's), else its original, else any."""
    wanted = language or get_language() or ""
    pages = public(RecordPage.objects.filter(record=record)).select_related(
        "locale", "record__city"
    )
    found = sorted(
        pages,
        key=lambda page: (
            page.locale.language_code != wanted,
            page.locale.language_code != page.record.original_language,
            page.pk,
        ),
    )
    return found[0].specific if found else None


def part_choices(page: RecordPage) -> list[tuple[str, str]]:
    """What can be asked about: the whole record, and each of its parts that has a text."""
    told = [name for name in page.parts if getattr(page, name) or name in HARM]
    return [("", _("The whole record")), *((name, part_heading(page, name)) for name in told)]


def part_heading(page: RecordPage, part: str) -> str:
    """What a part is called above its text; the whole record where there is none of that name."""
    if part not in page.parts:
        return _("The whole record")
    return str(capitalised(str(page._meta.get_field(part).verbose_name)))  # type: ignore[union-attr]
