"""Files for readers to take away: reports, leaflets, slides."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from kb.attachments.formats import FORMATS, Format
from kb.attachments.guard import CleanedFile, cleaned_file


class CleanedFieldFile(FieldFile):
    """A stored file. Storing one that was not taken in yet takes it in, whoever asks for it."""

    instance: Attachment

    def save(self, name: str | None, content: File, save: bool = True) -> None:
        """Store the cleaned file under its cleaned name. Raises ``ValidationError``."""
        if not isinstance(content, CleanedFile):
            content.name = name or content.name
            content = cleaned_file(content)
        self.instance.text = content.text
        self.instance.text_is_whole = content.whole
        self.instance.pages = list(content.pages)
        super().save(content.name or "", content, save)
        content.stored_as = self.name or ""


class CleanedFileField(models.FileField):
    """A file that has been through ``kb.attachments.guard``."""

    attr_class = CleanedFieldFile


class Attachment(AbstractDocument):
    """A file that readers can take away. Wagtail's document model of this site.

    No file is stored that ``kb.attachments.guard`` has not written anew, whichever form, command or shell it
    comes from. ``text`` holds its words for the guard over persons and for the search; it is shown nowhere.
    ``pages``: where in it each page begins, and where the last ends; empty where the file has no pages, None
    where it came in before they were read.
    """

    file = CleanedFileField(_("file"), upload_to="documents")
    language = models.CharField(
        _("language of the file"), max_length=10, blank=True, help_text=_("A code such as “da”.")
    )
    rights = models.CharField(
        _("rights"),
        max_length=300,
        blank=True,
        help_text=_(
            "Whose it is and what others may do with it, such as “City of Aarhus, CC BY 4.0”."
        ),
    )
    text = models.TextField(editable=False, blank=True)
    text_is_whole = models.BooleanField(editable=False, default=True)
    pages = models.JSONField(editable=False, null=True)

    admin_form_fields = ("title", "file", "language", "rights", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    @property
    def format(self) -> Format | None:
        """The kind of file; None of one that was stored before this guard was there."""
        return FORMATS.get(self.file_extension.lower())

    @property
    def content_type(self) -> str:
        """The media type; never one that a browser would show as a page."""
        return self.format.media_type if self.format else "application/octet-stream"

    @property
    def content_disposition(self) -> str:
        """Always to be saved, never shown in the site's own name."""
        return str(content_disposition_header(as_attachment=True, filename=self.filename))

    @property
    def shown_kind(self) -> str:
        """What readers call the kind: PDF, DOCX."""
        return self.file_extension.upper()

    def clean(self) -> None:
        """Take the file in. Raises ``ValidationError`` on the field ``file``."""
        super().clean()
        try:
            self.take_in()
        except ValidationError as refused:
            raise ValidationError({"file": refused}) from refused

    def take_in(self) -> None:
        """Put the cleaned file in the place of a new one. Raises ``ValidationError``."""
        if self._has_new_file and not isinstance(self.file.file, CleanedFile):
            self.file = cleaned_file(self.file.file)

    @property
    def _has_new_file(self) -> bool:
        # Django's own word for a file that has not been stored yet.
        return bool(self.file) and not getattr(self.file, "_committed", True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it; a file that comes without a form is taken in here."""
        self.take_in()
        if self._has_new_file:
            self._set_document_file_metadata()
        super().save(*args, **kwargs)
