"""What has changed of that which everybody may read: the clock of the pages kept ready."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The topic of what may show on any page.
EVERYTHING = ""
FORGOTTEN_AFTER = timedelta(hours=4)
# Old rows are looked for with one change of so many.
FORGOTTEN_EVERY = 256


class PublicChange(models.Model):
    """One row per change and topic, written in the transaction that makes it (see ``kb.site.page_cache``).

    Rows are only ever added, so that two editors who publish at the same moment do not wait for each other.
    """

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    topic = models.CharField(_("topic"), max_length=160, default=EVERYTHING, db_default=EVERYTHING)

    class Meta:
        verbose_name = _("public change")
        verbose_name_plural = _("public changes")

    def __str__(self) -> str:
        return f"{self.pk} {self.topic}"

    @staticmethod
    def write(topics: Collection[str]) -> None:
        """Write down that these topics have changed; without any, that everything may have."""
        rows = PublicChange.objects.bulk_create(
            [PublicChange(topic=topic) for topic in topics or (EVERYTHING,)]
        )
        if any(row.pk % FORGOTTEN_EVERY == 0 for row in rows):
            PublicChange.objects.filter(at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
