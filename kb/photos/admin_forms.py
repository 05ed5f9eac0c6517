"""Wagtail's form of a picture in the admin, with the site's own cleaning."""

from __future__ import annotations

from django.core.files.base import File
from wagtail.images.forms import BaseImageForm

from kb.photos.cleaning import cleaned_picture


class PhotoForm(BaseImageForm):
    """Takes in only the pixels of a picture, as the city's desk does, before a byte of it is stored."""

    def clean_file(self) -> File | None:
        """The cleaned picture where a new one was sent. Raises ``ValidationError``, also where the disk has
        no room.
        """
        file: File | None = self.cleaned_data.get("file")
        if file is not None and "file" in self.changed_data:
            return cleaned_picture(file)
        return file
