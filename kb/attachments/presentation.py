"""Files as readers meet them: what they are, how large, in which language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from kb.models import Attachment
from kb.templatetags.kb_tags import language_name
from kb.texts.language_field import OFFERED


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
    own = [code for code, _name in settings.LANGUAGES]
    others = sorted((code for code in OFFERED if code not in own), key=language_name)
    return [(code, language_name(code)) for code in (*own, *others)]
