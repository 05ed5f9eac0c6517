"""Files as readers meet them: what they are, how large, in which language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel import Locale
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language

from kb.models import Attachment

# Official languages of Europe's countries and the largest ones spoken in its cities.
LANGUAGES = (
    "ar", "az", "be", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi",
    "fr", "ga", "gl", "hr", "hu", "hy", "is", "it", "ka", "ku", "lb", "lt", "lv", "mk", "mt", "nl", "no",
    "pl", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "tr", "uk", "ur",
)  # fmt: skip


def shown_attachments(attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """What a list of files shows of each; the size in the reader's number format."""
    return [
        {
            "number": attachment.pk,
            "title": attachment.title,
            "url": attachment.url,
            "kind": attachment.shown_kind,
            "media_type": attachment.content_type,
            "size": filesizeformat(attachment.file_size) if attachment.file_size else "",
            "language": attachment.language,
            "rights": attachment.rights,
            "is_new": False,
        }
        for attachment in attachments
    ]


def languages_of_files() -> list[tuple[str, str]]:
    """Languages to choose from, named in the reader's: those of the site first."""
    names = Locale(get_language() or settings.LANGUAGE_CODE).languages
    own = [code for code, _name in settings.LANGUAGES]
    others = sorted((code for code in LANGUAGES if code not in own), key=lambda code: names[code])
    return [(code, names[code]) for code in (*own, *others)]
