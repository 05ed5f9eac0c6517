"""The programme of an event, and what came of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from exchange.models.event import MOST_SEATS
from exchange.models.pages import EventPage
from kb.models import Attachment
from kb.models.pages import OrderedRow


class ProgrammeItem(TranslatableMixin, OrderedRow):
    """A session: when it is, what is said there, who speaks, by function.

    Times are those of the first language version of the event; the others show them with their own words.
    """

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="sessions")
    day = models.DateField(_("day"))
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    title = models.CharField(_("title"), max_length=200)
    speakers = models.CharField(
        _("speakers"), max_length=300, blank=True, help_text=_("By function, never by name.")
    )
    text = models.TextField(_("what it is about"), blank=True, max_length=1000)
    is_interpreted = models.BooleanField(_("with interpretation"), default=True)
    seats = models.PositiveIntegerField(
        _("seats of a study visit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text=_(
            "Only for a visit that the host offers: whoever registers ranks these visits and gets one seat."
        ),
    )
    document = models.ForeignKey(
        Attachment,
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    override_translatable_fields = [
        SynchronizedField("seats", overridable=False),
        SynchronizedField("document", overridable=False),
    ]

    panels = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("begins"), FieldPanel("ends")]),
        FieldPanel("title"),
        FieldPanel("speakers"),
        FieldPanel("text"),
        FieldPanel("is_interpreted"),
        FieldPanel("seats"),
        FieldPanel("document"),
    ]

    class Meta(TranslatableMixin.Meta, OrderedRow.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """From the earlier to the later; a session past midnight is two."""
        super().clean()
        if self.begins and self.ends and self.ends <= self.begins:
            raise ValidationError({"ends": _("The end lies before the start.")})


class ResultKind(models.TextChoices):
    DECLARATION = "declaration", _("Declaration adopted")
    DOCUMENT = "document", _("Document adopted")
    REPORT = "report", _("Report")
    RECORD = "record", _("Record begun there")
    RECORDING = "recording", _("Recording")


class EventResult(TranslatableMixin, OrderedRow):
    """What came of an event: a page of this site, a file or an address elsewhere."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="results")
    kind = models.CharField(_("kind"), max_length=20, choices=ResultKind.choices)
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Empty: that of the page.")
    )
    on_site = models.ForeignKey(
        Page,
        verbose_name=_("page of this site"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    document = models.ForeignKey(
        Attachment,
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    url = models.URLField(_("address"), max_length=500, blank=True)

    override_translatable_fields = [
        SynchronizedField("on_site", overridable=False),
        SynchronizedField("document", overridable=False),
        SynchronizedField("url", overridable=False),
    ]

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("title")]),
        FieldPanel("on_site"),
        FieldPanel("document"),
        FieldPanel("url"),
    ]

    class Meta(TranslatableMixin.Meta, OrderedRow.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def clean(self) -> None:
        """A title, unless the page has one."""
        super().clean()
        if not self.title and not self.on_site:
            raise ValidationError({"title": _("Name what it is, or choose a page of this site.")})
