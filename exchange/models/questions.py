"""Questions to a city on one part of a record, with its answer; both in other languages too."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.shared import Reviewed
from kb.models import City, Concept
from practices.models import Record

LONGEST_QUESTION, LONGEST_REPLY = 600, 2000


class Question(Reviewed):  # type: ignore[django-manager-missing]
    """Somebody asks without an account; an editor lets it through, the city answers, an editor publishes.

    ``reply`` is the city's, ``answer`` what the editors say to the city. Of whoever asks only the address is
    kept, and no longer than somebody has to be told something (:mod:`exchange.questions.retention`).
    """

    # Nobody looks in the admin for what was asked of a record.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Address not confirmed")
        ASKED = "asked", _("New")
        OPEN = "open", _("With the city")
        SENT = "sent", _("With the editors")
        CHANGES = "changes", _("Changes asked for")
        PUBLIC = "public", _("Published")
        WITHDRAWN = "withdrawn", _("No longer published")
        TAKEN_DOWN = "taken-down", _("Taken down")
        DECLINED = "declined", _("Not passed on")
        UNANSWERED = "unanswered", _("The city does not answer")

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="questions")
    # The name of a field of the record's page; empty: about all of it.
    part = models.CharField(_("part"), max_length=40, blank=True)
    words = models.TextField(_("question"), max_length=LONGEST_QUESTION)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    email = models.EmailField(_("e-mail address"), blank=True)
    reply = models.TextField(_("answer of the city"), max_length=LONGEST_REPLY, blank=True)
    reply_language = models.CharField(
        _("language of the answer"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED
    )
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("question to a city")
        verbose_name_plural = _("questions to cities")
        ordering = ["published_at", "pk"]
        indexes = [
            models.Index(fields=["record", "state"], name="questions_of_record"),
            models.Index(fields=["state", "sent_at"], name="questions_by_state"),
        ]

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else f"{self.words[:79]}…"

    @property
    def of_city(self) -> City | None:
        """Who is asked: the city whose record it is now."""
        return self.record.city

    @property
    def its_themes(self) -> QuerySet[Concept]:
        return Concept.objects.filter(facet="theme", records__record=self.record_id).distinct()


# Those that wait for somebody, with a city that may answer one day.
WAITING = (Question.State.ASKED, Question.State.OPEN, Question.State.SENT, Question.State.CHANGES)


class QuestionTranslation(models.Model):
    """Question and answer in another language, by an editor; either may be missing."""

    wagtail_reference_index_ignore = True

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    words = models.TextField(_("question"), max_length=LONGEST_QUESTION * 2, blank=True)
    reply = models.TextField(_("answer of the city"), max_length=LONGEST_REPLY * 2, blank=True)

    class Meta:
        verbose_name = _("translation of a question")
        verbose_name_plural = _("translations of questions")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["question", "language"], name="one_text_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}, {self.language}"
