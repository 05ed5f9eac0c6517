"""Whether the text that one reads is the original or a translation, whose, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from kb.site.addresses import language_path
from kb.templatetags.kb_tags import language_name
from practices.models import RecordPage
from practices.records.originals import original_of
from practices.records.translated_parts import is_outdated


def record_translation(record: RecordPage) -> dict[str, Any]:
    """State of this language version in words, and the other versions that anybody may read.

    The states: ``original``, ``human``, ``machine``, ``partial`` where parts have the words of the original,
    and ``out-of-date`` where the original was published again later than the translation. ``untranslated``
    names those parts.
    """
    own = record.locale.language_code
    versions: dict[str, Page] = record.public_versions
    original = original_of(versions.values(), record.original_language) if versions else record
    others = [
        {"code": code, "name": language_name(code), "url": language_path(page)}
        for code, page in versions.items()
        if code != own
    ]
    if original.pk == record.pk:
        return {
            "state": "original",
            "text": _("Original in %(language)s") % {"language": language_name(own)},
            "others": others,
            "untranslated": {},
        }
    # A version may be the translation of another translation.
    source = record.language_of_the_rest
    original = versions.get(source, original)
    names = {"original": language_name(source), "language": language_name(own)}
    untranslated = record.translation_state.untranslated if record.translation_state else {}
    day = _day(record.last_published_at)
    if is_outdated(record, original):
        state = "out-of-date"
        text = _(
            "Translation from %(original)s of %(day)s, out of date: "
            "the original was changed on %(changed)s"
        ) % {**names, "day": day, "changed": _day(original.last_published_at)}
    elif untranslated:
        state = "partial"
        text = (
            _("Partly translated from %(original)s, with a machine’s help, %(day)s")
            if record.has_machine_text
            else _("Partly translated from %(original)s, %(day)s")
        ) % {**names, "day": day}
    elif record.has_machine_text:
        state = "machine"
        text = _("Machine translation from %(original)s, read by an editor, of %(day)s") % {
            **names,
            "day": day,
        }
    else:
        state = "human"
        text = _("Translated from %(original)s by people, %(day)s") % {**names, "day": day}
    return {
        "state": state,
        "text": text,
        "others": others,
        "untranslated": untranslated,
        "original_language": source,
    }


def _day(moment: datetime | None) -> str:
    return date_format(moment, "DATE_FORMAT") if moment else ""
