"""Wagtail's form of a picture in the admin, with the site's own rule on room."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from wagtail.images.forms import BaseImageForm

from kb.disk import check_disk


class PhotoForm(BaseImageForm):
    """Refuses a picture for which the disk has no room, before a byte of it is stored."""

    def clean_file(self) -> UploadedFile | None:
        """The upload. Raises ``ValidationError``."""
        file: UploadedFile | None = self.cleaned_data.get("file")
        if file is not None and "file" in self.changed_data:
            check_disk(file.size or 0)
        return file
