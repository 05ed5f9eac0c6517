"""Links of records: to other records here, with what was adapted from what; to addresses elsewhere.

What came of asking the latter is kept too.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from kb.models.pages import OrderedRow
from practices.models.record import Record
from practices.models.record_page import RecordPage


class RecordLink(TranslatableMixin, OrderedRow):
    """Another record of this site that belongs to this one; of an adaptation also what was made of it.

    Which record, holds in all languages; the words are translated with the record. A record that is deleted
    leaves the row and its words.
    """

    class Relation(models.TextChoices):
        ADAPTED_FROM = "adapted-from", _("adapted from")
        TRAINING_FOR = "training-for", _("training for")
        SEEN_DURING = "seen-during", _("seen during")
        USES_BLOCK = "uses-block", _("uses a building block of")
        RELATED = "related", _("related to")

    WORDS = ("kept", "changed", "reason", "outcome")

    page = ParentalKey(RecordPage, on_delete=models.CASCADE, related_name="links")
    relation = models.CharField(
        _("relation"), max_length=20, choices=Relation.choices, default=Relation.RELATED
    )
    target = models.ForeignKey(
        Record,
        verbose_name=_("record"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="linked_from",
    )
    block = models.UUIDField(
        _("building block"),
        null=True,
        blank=True,
        help_text=_("Which building block of that record is used."),
    )
    kept = models.TextField(_("what was kept"), blank=True, max_length=1000)
    changed = models.TextField(_("what was changed"), blank=True, max_length=1000)
    reason = models.TextField(_("why it was changed"), blank=True, max_length=1000)
    outcome = models.TextField(_("what came of it"), blank=True, max_length=1000)

    override_translatable_fields = [
        SynchronizedField("relation", overridable=False),
        SynchronizedField("target", overridable=False),
        SynchronizedField("block", overridable=False),
    ]

    panels = [
        FieldPanel("relation"),
        FieldPanel("target"),
        *(FieldPanel(name) for name in WORDS),
    ]

    class Meta(TranslatableMixin.Meta, OrderedRow.Meta):
        verbose_name = _("linked record")
        verbose_name_plural = _("linked records")

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.target or ''}".strip()

    def clean(self) -> None:
        """Not the record itself; what was kept and changed is said of adaptations alone."""
        super().clean()
        page = getattr(self, "page", None)
        if page is not None and self.target_id and self.target_id == page.record_id:
            raise ValidationError({"target": _("That is this record itself.")})
        if self.relation != self.Relation.ADAPTED_FROM and any(self.words.values()):
            raise ValidationError(
                {"relation": _("What was kept and changed is said of adaptations: “adapted from”.")}
            )

    @property
    def words(self) -> dict[str, str]:
        """What was kept, what was changed, why, what came of it."""
        return {name: getattr(self, name) for name in self.WORDS}


class Adaptation(models.Model):
    """One work was adapted from another, as the public version of its original says, or said last.

    Written as that version is published; it stays when either is taken from its readers, so that what
    was adapted from that in turn keeps its place. Who shows it asks which of both anybody may read.
    """

    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="adapted_from_rows", verbose_name=_("record")
    )
    origin = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="adapted_as_rows", verbose_name=_("origin")
    )

    class Meta:
        verbose_name = _("adaptation")
        verbose_name_plural = _("adaptations")
        constraints = [
            models.UniqueConstraint(fields=["record", "origin"], name="one_adaptation_each"),
            models.CheckConstraint(
                condition=~models.Q(record=models.F("origin")), name="no_adaptation_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.origin_id}"


class LinkState(models.TextChoices):
    """What came of asking an address."""

    UNKNOWN = "unknown", _("Not asked yet")
    WORKS = "works", _("Works")
    UNCLEAR = "unclear", _("Does not let us look")
    GONE = "gone", _("There is nothing at this address")
    FAILS = "fails", _("The server reports a fault")
    NO_ANSWER = "no-answer", _("Nobody answers")
    CLOSED = "closed", _("Not a public address")


BROKEN = (LinkState.GONE, LinkState.FAILS, LinkState.NO_ANSWER, LinkState.CLOSED)


class WatchedLink(models.Model):
    """One address, however many records name it. ``since``: from when on it has been as it is."""

    key = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the address"))
    url = models.TextField(_("address"))
    state = models.CharField(
        _("state"), max_length=10, choices=LinkState.choices, default=LinkState.UNKNOWN
    )
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    since = models.DateTimeField(_("since"), null=True)
    asked_at = models.DateTimeField(_("last asked"), null=True, db_index=True)

    class Meta:
        verbose_name = _("watched link")
        verbose_name_plural = _("watched links")
        indexes = [models.Index(fields=["state", "since"], name="link_state_since")]

    def __str__(self) -> str:
        return self.url


class LinkUse(models.Model):
    """A public record names an address."""

    link = models.ForeignKey(WatchedLink, on_delete=models.CASCADE, related_name="uses")
    record = models.ForeignKey(
        "practices.RecordPage", on_delete=models.CASCADE, related_name="watched_links"
    )

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        constraints = [models.UniqueConstraint(fields=["record", "link"], name="one_use_each")]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.link_id}"
