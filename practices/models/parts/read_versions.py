"""Authors of words: who wrote what stands in a revision that another person saved."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageLogEntry, Revision, TaskState


class RevisionAuthor(models.Model):
    """Somebody whose words a revision holds, though another saved it: by going back to an older version."""

    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("version"),
        on_delete=models.CASCADE,
        related_name="authors",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta:
        verbose_name = _("author of a version")
        verbose_name_plural = _("authors of versions")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "user"], name="practices_one_author_of_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.user_id}"


def keep_authors(revision: Revision, source: Revision) -> None:
    """Keep with ``revision`` who wrote the words of ``source``, from which it was made.

    A version that was public once was read by two persons: its words are nobody's any more. Of another, all
    who wrote since the last one before it that was public.
    """
    published = PageLogEntry.objects.filter(
        page_id=source.object_id, action="wagtail.publish", revision_id__lte=source.pk
    )
    last = published.order_by("-revision_id").values_list("revision_id", flat=True).first() or 0
    if last == source.pk:
        return
    written = Revision.objects.filter(
        content_type_id=source.content_type_id,
        object_id=source.object_id,
        pk__gt=last,
        pk__lte=source.pk,
    )
    users = set(written.exclude(user=None).values_list("user_id", flat=True))
    users |= set(
        RevisionAuthor.objects.filter(revision__in=written).values_list("user_id", flat=True)
    )
    RevisionAuthor.objects.bulk_create(
        [RevisionAuthor(revision=revision, user_id=user) for user in sorted(users)],
        ignore_conflicts=True,
    )


class KeepsReadVersions:
    """For pages of which two persons stand behind each public version."""

    pk: Any
    live_revision_id: int | None

    def save_revision(
        self,
        user: Any = None,
        *args: Any,
        previous_revision: Revision | None = None,
        overwrite_revision: Revision | None = None,
        **kwargs: Any,
    ) -> Revision:
        """A new version; a version that somebody may have read is never written over, by nobody.

        Wagtail's autosave asks to write over its writer's newest version, be it public, scheduled or sent.
        Who goes back to an older version takes over the words of those who wrote that one.
        """
        if overwrite_revision is not None and self._was_read(overwrite_revision):
            overwrite_revision = None
        saved: Revision = super().save_revision(  # type: ignore[misc]
            user,
            *args,
            previous_revision=previous_revision,
            overwrite_revision=overwrite_revision,
            **kwargs,
        )
        if previous_revision is not None:
            keep_authors(saved, previous_revision)
        return saved

    def _was_read(self, revision: Revision) -> bool:
        return (
            revision.pk == self.live_revision_id
            or revision.approved_go_live_at is not None
            or TaskState.objects.filter(revision=revision).exists()
        )
