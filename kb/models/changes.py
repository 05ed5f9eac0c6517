"""What has changed of that which everybody may read: the clock of the pages kept ready."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicChange(models.Model):
    """One row per change, written in the transaction that makes it (see ``kb.site.page_cache``).

    Rows are only ever added, so that two editors who publish at the same moment do not wait for each
    other; how many there are and the last number tell together whether anything is new.
    """

    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("public change")
        verbose_name_plural = _("public changes")

    def __str__(self) -> str:
        return str(self.pk)
