"""What belongs to a record on its way from a city to its readers, beside the record itself."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from kb.texts.translated_names import TextsField
from practices.models.record import Record
from practices.models.record_page import RecordPage


class DeclineReason(models.TextChoices):
    """Why editors do not publish a record; words are always added."""

    NOT_LOCAL = "not-local", _("Not the work of a city or its partners")
    PERSONAL_DATA = "personal-data", _("Tells of persons who could be recognised")
    STIGMA = "stigma", _("Singles out a group of people")
    RIGHTS = "rights", _("The rights to text or pictures are not clear")
    SECURITY = "security", _("Would tell too much about methods of security")
    DUPLICATE = "duplicate", _("The same work is described already")
    TOO_THIN = "too-thin", _("Too little is known of it")


class Outcome(models.TextChoices):
    """How a submission ended otherwise than in publication."""

    OPEN = "", _("Open")
    DECLINED = "declined", _("Declined")
    MERGED = "merged", _("Merged into another record")


class Submission(models.Model):
    """A record that a city writes: what it declared, what it answered, how the editors answered.

    One for the record in all its languages, so that there is one reference and one conversation. The texts
    are Wagtail revisions of its pages and the review is a Wagtail workflow; here is only what neither holds.

    ``key`` comes from the form that began it, so that a form sent twice begins one. ``duplicate_answers`` is
    ``{record's translation key: {"answer": …, "words": …}}``, ``explanations`` ``{finding's id: words}``,
    ``last_saves`` ``{chapter: [mark of its last save, digests after it]}``.
    """

    record = models.OneToOneField(Record, on_delete=models.CASCADE, related_name="submission")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="submissions_started",
    )
    started_at = models.DateTimeField(auto_now_add=True)
    duplicate_answers = models.JSONField(default=dict)
    explanations = models.JSONField(default=dict)
    # So that a page whose answer was lost on the way knows its own words again.
    last_saves = models.JSONField(default=dict)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="submissions_sent",
    )
    sent_at = models.DateTimeField(null=True)
    # Waiting for the city's coordinator as long as there is a date; who asked is kept for the answer, and of
    # which language version.
    clearance_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    clearance_asked_at = models.DateTimeField(null=True)
    clearance_asked_for = models.ForeignKey(
        RecordPage, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # What the coordinator said when giving it back; the editors do not see it.
    clearance_words = models.TextField(blank=True, max_length=4000)
    declaration_version = models.CharField(max_length=20, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="submissions_assigned",
    )
    due_on = models.DateField(_("to be answered by"), null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, blank=True, default=Outcome.OPEN
    )
    decline_reason = models.CharField(
        _("reason"), max_length=20, choices=DeclineReason.choices, blank=True
    )
    outcome_words = models.TextField(_("in words"), blank=True, max_length=2000)
    merged_into = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="merged_submissions"
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What city and editors call it in mails and talks."""
        return f"AX-{self.pk:06d}"


class Message(models.Model):
    """One line of the conversation of a city and the editors on a submission."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_city = models.BooleanField()
    text = models.TextField(_("message"), max_length=4000)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Guidance(models.Model):
    """Help beside a field of the city's desk, in six languages; editors change it."""

    kind = models.CharField(
        _("kind of record"),
        max_length=20,
        blank=True,
        choices=[
            ("practice", _("practice")),
            ("training", _("training programme")),
            ("study-visit", _("study-visit report")),
        ],
        help_text=_("Empty: for all kinds."),
    )
    field = models.CharField(_("field"), max_length=50)
    text = TextsField(_("help"))
    good = TextsField(_("a good example"), blank=True)
    weak = TextsField(_("a weak example"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("field")]),
        FieldPanel("text"),
        FieldPanel("good"),
        FieldPanel("weak"),
    ]

    class Meta:
        verbose_name = _("help beside a field")
        verbose_name_plural = _("help beside fields")
        ordering = ["field", "kind"]
        constraints = [models.UniqueConstraint(fields=["kind", "field"], name="one_help_a_field")]

    def __str__(self) -> str:
        return f"{self.field} ({self.get_kind_display()})" if self.kind else self.field
