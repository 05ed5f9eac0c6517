"""What was loaded from ``content/``, so that a second run knows what has changed since."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedItem(models.Model):
    """One thing that ``load_content`` made from a file.

    ``digest`` is that of the file's item; ``stored_digest`` that of what stood in the database after loading,
    by which an edit made in the admin since is recognised and kept.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    digest = models.CharField(_("digest of the file’s item"), max_length=64)
    stored_digest = models.CharField(_("digest of what was stored"), max_length=64)

    class Meta:
        verbose_name = _("loaded item")
        verbose_name_plural = _("loaded items")

    def __str__(self) -> str:
        return self.key
