"""The version that an editor reads: its revision and a hash of what it shows, named by each decision."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.models import Photo
from practices.models import RecordPage
from practices.records.files import attachments_of

SHOWN_DIGITS = 16
# Digits of a row's number in the widest of the databases.
MOST_DIGITS = 19


class ReadVersion(NamedTuple):
    """A revision's number and the hash of what stood in it, as ``1234-8f0c…``."""

    revision: int
    digest: str

    def __str__(self) -> str:
        return f"{self.revision}-{self.digest}"


def newest_version(record: RecordPage) -> ReadVersion:
    """The newest revision of a record with the hash of its words, pictures and files.

    The files are stored beside the revision: where one is exchanged, it is another version that was read.
    """
    revision = record.latest_revision
    now: RecordPage = revision.as_object()
    photos = Photo.objects.in_bulk([item.photo_id for item in now.photos.all()])
    shown = {
        "content": revision.content,
        "pictures": [
            (photo.pk, photo.file.name, photo.file_hash, photo.description, photo.credit)
            for _number, photo in sorted(photos.items())
        ],
        "files": [
            (file.pk, file.file.name, file.file_hash, file.title, file.rights)
            for file in attachments_of(now)
        ],
    }
    written = json.dumps(shown, sort_keys=True, default=str, ensure_ascii=False)
    digest = hashlib.sha256(written.encode(errors="replace")).hexdigest()
    return ReadVersion(revision.pk, digest[:SHOWN_DIGITS])


class VersionField(forms.CharField):
    """A hidden box that carries the version which the page shows."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_DIGITS + 1 + SHOWN_DIGITS, **kwargs)

    def clean(self, value: Any) -> ReadVersion:
        """The version. Raises ``ValidationError`` where the box was tampered with."""
        number, _dash, digest = super().clean(value).partition("-")
        if not (number.isascii() and number.isdecimal() and digest):
            raise ValidationError(_("Open the page anew: it does not say which version was read."))
        return ReadVersion(int(number), digest)
