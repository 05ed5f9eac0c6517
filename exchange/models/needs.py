"""What a city would like to hear from others: told to likely ones, talked over, ended by a public note."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.shared import Reviewed, Said
from kb.models import City, Concept, User

LONGEST_TITLE, LONGEST_NEED, LONGEST_NOTE = 120, 1500, 1500


class Need(Reviewed):  # type: ignore[django-manager-missing]
    """A city asks other cities for help. Only people of cities read it, until a note on it is published.

    What was asked and what was said goes a year after the end, the note stays
    (:mod:`exchange.needs.retention`).
    """

    # The admin's lists of uses would tell editors which city needs what.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Ended")
        SENT = "sent", _("With the editors")
        CHANGES = "changes", _("Changes asked for")
        PUBLIC = "public", _("Published")
        WITHDRAWN = "withdrawn", _("No longer published")
        TAKEN_DOWN = "taken-down", _("Taken down")

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="needs")
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    words = models.TextField(_("what you would like to know"), max_length=LONGEST_NEED, blank=True)
    language = models.CharField(
        _("language of these words"), max_length=10, choices=settings.LANGUAGES
    )
    themes = models.ManyToManyField(
        Concept,
        verbose_name=_("themes"),
        limit_choices_to={"facet": "theme"},
        related_name="needs",
    )
    told = models.ManyToManyField(City, verbose_name=_("cities asked"), related_name="+")
    note = models.TextField(_("what came of it"), max_length=LONGEST_NOTE, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    ended_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("need of a city")
        verbose_name_plural = _("needs of cities")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "published_at"], name="needs_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def its_themes(self) -> QuerySet[Concept]:
        return self.themes.all()

    @property
    def is_open(self) -> bool:
        """Whether other cities still answer."""
        return bool(self.state == self.State.OPEN)


class NeedTranslation(models.Model):
    """The note in another language, by an editor; title and note may be missing."""

    wagtail_reference_index_ignore = True

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE * 2, blank=True)
    note = models.TextField(_("what came of it"), max_length=LONGEST_NOTE * 2, blank=True)

    class Meta:
        verbose_name = _("translation of a note")
        verbose_name_plural = _("translations of notes")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["need", "language"], name="one_note_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.need_id}, {self.language}"


class NeedSide(models.TextChoices):
    ASKING = "asking", _("The city that asks")
    HELPING = "helping", _("The city that helps")
    SECRETARIAT = "secretariat", _("Secretariat")


class NeedMessage(Said):
    """A line of the conversation of the city that asks with one that helps."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="messages")
    helper = models.ForeignKey(City, on_delete=models.CASCADE, related_name="help_given")
    side = models.CharField(max_length=12, choices=NeedSide.choices)

    class Meta(Said.Meta):
        verbose_name = _("message about a need")
        verbose_name_plural = _("messages about needs")
