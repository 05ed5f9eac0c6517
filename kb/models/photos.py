"""Pictures, with what may not be missing: whose they are, what they show, that nobody is shown unasked."""

from __future__ import annotations

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from kb.uploads.file_names import safe_stem


class Photo(AbstractImage):
    """A picture. ``description`` (Wagtail's) is the text for those who do not see it."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    consent = models.BooleanField(
        _("everybody who can be recognised has agreed, and no minor is shown"), default=False
    )

    admin_form_fields = ("title", "file", "description", "credit", "consent", "collection", "tags")

    def get_upload_to(self, filename: str) -> str:
        """Where the file is stored: under its name in its own script, which Wagtail would spell in ASCII."""
        path = PurePath(filename)
        stem = safe_stem(filename, otherwise="picture")
        return f"original_images/{stem}{path.suffix.lower()}"

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class PhotoRendition(AbstractRendition):
    """A picture in one of the sizes that pages use."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="kb_one_rendition"
            )
        ]
