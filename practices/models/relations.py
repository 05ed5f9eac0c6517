"""What a record points at: partners, sources, provisions, ratings, tags."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, Tag
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from declarations.services import provision_exists
from kb.models import Attachment, City, Photo
from kb.models.pages import OrderedRow
from kb.texts.language_field import LanguageField
from practices.editing.row_panels import ProvisionPanel
from practices.models.parts.choices import (
    EvidenceDimension,
    EvidenceStrength,
    OrganisationType,
    SupportKind,
)
from practices.models.parts.fields import LocalNumberField
from practices.models.record_page import RecordPage, year


class RecordTag(ItemBase):
    """A free tag, for what the vocabulary lacks."""

    tag = models.ForeignKey(Tag, related_name="tagged_records", on_delete=models.CASCADE)
    content_object = ParentalKey(RecordPage, related_name="tagged_items", on_delete=models.CASCADE)


class Partner(OrderedRow):
    """An organisation that takes part, and what it gives."""

    page = ParentalKey(RecordPage, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("name of the organisation"), max_length=200)
    organisation_type = models.CharField(
        _("type of organisation"), max_length=20, choices=OrganisationType.choices, blank=True
    )
    support = models.CharField(
        _("kind of support"), max_length=20, choices=SupportKind.choices, blank=True
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("organisation_type"), FieldPanel("support")]),
    ]

    def __str__(self) -> str:
        return self.name


class PartnerCity(OrderedRow):
    """Another city in which the same work is done."""

    page = ParentalKey(RecordPage, on_delete=models.CASCADE, related_name="partner_cities")
    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="partnerships"
    )

    panels = [FieldPanel("city")]

    def __str__(self) -> str:
        return str(self.city)


class RecordSource(OrderedRow):
    """A public source on which the record rests."""

    page = ParentalKey(RecordPage, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(_("title"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=500)
    language = LanguageField(_("language"), max_length=10, blank=True)
    year = year(_("year"))

    panels = [
        FieldPanel("title"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("year")]),
    ]

    def __str__(self) -> str:
        return self.title or self.url


class RecordPhoto(OrderedRow):
    """A picture of the work, in the record's own language."""

    page = ParentalKey(RecordPage, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(
        Photo, verbose_name=_("picture"), on_delete=models.CASCADE, related_name="shown_in"
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)

    panels = [FieldPanel("photo"), FieldPanel("caption")]

    def __str__(self) -> str:
        return self.caption or str(self.photo)


class RecordAttachment(OrderedRow):
    """A file that readers of the record can take away."""

    page = ParentalKey(RecordPage, on_delete=models.CASCADE, related_name="attachments")
    attachment = models.ForeignKey(
        Attachment, verbose_name=_("file"), on_delete=models.CASCADE, related_name="offered_in"
    )

    panels = [FieldPanel("attachment")]

    def __str__(self) -> str:
        return str(self.attachment)


class ResultFigure(OrderedRow):
    """A number of the results: what was counted, in which year, how much, who says so.

    Rows that name the same thing in the same unit are years of one series.
    """

    WORDS = ("measure", "unit")

    page = ParentalKey(RecordPage, on_delete=models.CASCADE, related_name="figures")
    measure = models.CharField(_("what the number counts"), max_length=200)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    value = LocalNumberField(
        _("value"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(
        _("unit"), max_length=60, blank=True, help_text=_("For example: participants, per cent.")
    )
    source = models.URLField(_("source"), max_length=500, blank=True)

    panels = [
        FieldPanel("measure"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("value"), FieldPanel("unit")]),
        FieldPanel("source"),
    ]

    class Meta(OrderedRow.Meta):
        verbose_name = _("number of the results")
        verbose_name_plural = _("results in numbers")

    def __str__(self) -> str:
        return f"{self.measure} {self.year}"


class ProvisionAnswer(OrderedRow):
    """A provision that the record answers, and in one sentence how.

    ``provision`` is the provision's code, the same in all languages (``aarhus-declaration/4``), not
    a key to a row: each language version of a document has rows of its own.
    """

    page = ParentalKey(RecordPage, on_delete=models.CASCADE, related_name="provision_answers")
    provision = models.CharField(_("provision"), max_length=101, db_index=True)
    sentence = models.CharField(_("how"), max_length=300, blank=True)

    panels = [ProvisionPanel("provision"), FieldPanel("sentence")]

    def __str__(self) -> str:
        return self.provision

    def clean(self) -> None:
        super().clean()
        if not provision_exists(self.provision):
            raise ValidationError({"provision": _("There is no such provision.")})


class EvidenceRating(OrderedRow):
    """One of five separate judgements on what is known, with the reason and the date."""

    page = ParentalKey(RecordPage, on_delete=models.CASCADE, related_name="evidence_ratings")
    dimension = models.CharField(_("question"), max_length=20, choices=EvidenceDimension.choices)
    strength = models.CharField(
        _("strength"),
        max_length=20,
        choices=EvidenceStrength.choices,
        default=EvidenceStrength.NOT_KNOWN,
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    rated_on = models.DateField(_("judged on"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("dimension"), FieldPanel("strength"), FieldPanel("rated_on")]),
        FieldPanel("reason"),
    ]

    class Meta(OrderedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "dimension"], name="one_rating_per_dimension")
        ]

    def __str__(self) -> str:
        return f"{self.get_dimension_display()}: {self.get_strength_display()}"
