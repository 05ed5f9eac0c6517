"""Study visits that a city offers: what visitors see, for whom, in which months; never a day or a place."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.codes import CodesField
from exchange.models.shared import Reviewed
from kb.models import City, Concept
from practices.models import Record

MOST_VISITORS = 60


class WhoPays(models.TextChoices):
    VISITORS = "visitors", _("The visitors pay for travel and stay")
    STAY = "stay", _("The visitors pay for travel, the host for the stay")
    HOST = "host", _("The host pays for travel and stay")
    AGREED = "agreed", _("To be agreed between the cities")


class VisitOffer(Reviewed):  # type: ignore[django-manager-missing]
    """A city invites others to see how it works. Its words are in one language, its facts are codes."""

    # Nobody looks in the admin for what a draft of a city names.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("With the editors")
        CHANGES = "changes", _("Changes asked for")
        PUBLIC = "public", _("Published")
        WITHDRAWN = "withdrawn", _("No longer published")
        TAKEN_DOWN = "taken-down", _("Taken down")

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="visit_offers")
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("what visitors see"), max_length=1500)
    language = models.CharField(
        _("language of these words"), max_length=10, choices=settings.LANGUAGES
    )
    themes = models.ManyToManyField(
        Concept,
        verbose_name=_("themes"),
        limit_choices_to={"facet": "theme"},
        related_name="visit_offers",
    )
    months = CodesField(_("months"), max_length=40)
    languages = CodesField(_("languages of the visit"), max_length=80)
    group_size = models.PositiveSmallIntegerField(
        _("visitors at most"), validators=[MinValueValidator(1), MaxValueValidator(MOST_VISITORS)]
    )
    who_pays = models.CharField(_("who pays"), max_length=10, choices=WhoPays.choices)
    open_until = models.DateField(_("open until"), db_index=True)
    records = models.ManyToManyField(
        Record, verbose_name=_("records of what is shown"), blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)

    class Meta:
        verbose_name = _("offer of a study visit")
        verbose_name_plural = _("offers of study visits")
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["state", "open_until"], name="visit_offers_open")]

    def __str__(self) -> str:
        return self.title

    @property
    def its_themes(self) -> QuerySet[Concept]:
        return self.themes.all()

    @property
    def has_lapsed(self) -> bool:
        """Whether its last day has passed."""
        return bool(self.open_until < timezone.localdate())


# What people type of an offer, in the order of the form.
TYPED = (
    "title", "words", "language", "themes", "months", "languages", "group_size", "who_pays",
    "open_until", "records",
)  # fmt: skip
