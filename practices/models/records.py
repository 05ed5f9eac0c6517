"""What all three kinds of record share. ``RecordPage`` itself is never created."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from kb.models import BasePage, CityPage, Concept
from kb.rich_text import SafeRichTextField
from practices.models.choices import (
    BudgetBand,
    LessonsBasis,
    Licence,
    OrganisationType,
    Scope,
    Scrutiny,
    Status,
)
from search.contract import DocumentFacts, DocumentText, Indexed

NARRATIVE_FEATURES = ["bold", "italic", "ol", "ul", "link"]


def narrative(label: Any, advice: int, help_text: Any = "") -> SafeRichTextField:
    """A part of the story: links and lists only; ``advice`` characters suggested, twice as many allowed."""
    return SafeRichTextField(
        label, blank=True, features=NARRATIVE_FEATURES, max_length=advice * 2, help_text=help_text
    )


def year(label: Any) -> models.PositiveSmallIntegerField:
    """A calendar year, not required."""
    return models.PositiveSmallIntegerField(
        label,
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )


class UnintendedEffects(models.TextChoices):
    """Whether anybody looked for harm. "None looked for" is an answer; silence is not."""

    NOT_LOOKED_FOR = "not-looked-for", _("None looked for")
    NONE_FOUND = "none-found", _("Looked for, none found")
    FOUND = "found", _("Found")


class RecordPage(Indexed, BasePage):
    """A practice, a training programme or a study-visit report, below its city's page.

    Narrative parts are named fields with fixed headings, because readers compare them. A draft needs
    only a title; what publishing needs is said by :func:`practices.services.missing_parts`.
    ``is_editor_summary`` marks records that an editor wrote from public sources: there an empty part
    means "not known", and every page says that the city did not submit it.
    """

    indexed_kind: str | None = None
    is_creatable = False
    # A record of a network, in no city of its own, stands below the list of cities itself.
    parent_page_types = ["kb.CityPage", "kb.CityIndexPage"]
    subpage_types: list[str] = []

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=300,
        help_text=_("What is done and for whom, in plain words."),
    )
    description = narrative(_("What is done"), 5000)
    results = narrative(_("Results"), 1500)
    lessons = narrative(
        _("Lessons learned"), 1500, _("Failures included: others learn most from them.")
    )
    lessons_basis = models.CharField(
        _("who says so"), max_length=10, choices=LessonsBasis.choices, blank=True
    )
    safeguards = narrative(
        _("Safeguards"),
        1000,
        _("Human rights, no stigma, data protection, a say for those concerned."),
    )
    unintended_effects = models.CharField(
        _("Unintended effects"), max_length=20, choices=UnintendedEffects.choices, blank=True
    )
    unintended_effects_text = narrative(_("Unintended effects in words"), 1000)
    resources = narrative(_("Means"), 1000, _("Staff, money, rooms; no names."))

    countries = CountryField(
        _("further countries"),
        multiple=True,
        blank=True,
        help_text=_("Besides those of the city and the partner cities."),
    )
    lead_organisation = models.CharField(_("organisation in charge"), max_length=300, blank=True)
    lead_organisation_type = models.CharField(
        _("type of organisation"), max_length=20, choices=OrganisationType.choices, blank=True
    )
    concepts = ParentalManyToManyField(
        Concept, verbose_name=_("concepts"), blank=True, related_name="records"
    )
    evidence_level = models.ForeignKey(
        Concept,
        verbose_name=_("evidence level"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        limit_choices_to={"facet": "evidence"},
        related_name="records_at_level",
        help_text=_("Set by editors, never by the submitting city."),
    )
    tags = ClusterTaggableManager(
        through="practices.RecordTag", blank=True, verbose_name=_("free tags")
    )

    status = models.CharField(
        _("state of the work"), max_length=20, choices=Status.choices, default=Status.UNKNOWN
    )
    year_from = year(_("first year"))
    year_to = year(_("last year"))
    scope = models.CharField(
        _("geographical scope"), max_length=20, choices=Scope.choices, blank=True
    )
    budget_band = models.CharField(
        _("budget"), max_length=20, choices=BudgetBand.choices, blank=True
    )
    source_language = models.CharField(
        _("language of the work"), max_length=10, blank=True, help_text=_("A code such as “da”.")
    )

    is_editor_summary = models.BooleanField(
        _("an editor's summary of public sources"), default=False
    )
    scrutiny = models.CharField(
        _("scrutiny"), max_length=20, choices=Scrutiny.choices, default=Scrutiny.SUBMITTED
    )
    scrutiny_by = models.CharField(
        _("checked by"), max_length=200, blank=True, help_text=_("A function, not a name.")
    )
    scrutiny_on = models.DateField(_("checked on"), null=True, blank=True)
    scrutiny_against = models.CharField(_("checked against"), max_length=300, blank=True)
    last_confirmed_on = models.DateField(_("confirmed by the city on"), null=True, blank=True)
    review_by = models.DateField(_("to be reviewed by"), null=True, blank=True)

    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY
    )
    contact_office = models.CharField(_("office to contact"), max_length=200, blank=True)
    contact_email = models.EmailField(
        _("e-mail of the office"),
        blank=True,
        help_text=_("A shared mailbox of an office. Never a person's private address."),
    )
    contact_consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    contact_expires_on = models.DateField(_("shown until"), null=True, blank=True)
    internal_notes = models.TextField(_("internal notes"), blank=True, max_length=4000)

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("concepts"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "source_language",
                "countries",
                "lead_organisation",
                "scrutiny_by",
                "scrutiny_against",
                "contact_office",
                "internal_notes",
            )
        ),
    ]

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")

    # The parts of the story in the order in which they are read; each kind says its own.
    parts: tuple[str, ...] = ()
    # Parts of which a reader is told that they are not known, where others are just left out.
    main_parts: tuple[str, ...] = ("description", "resources", "results", "lessons")
    # What publishing needs (practices.services.missing_parts).
    required: tuple[str, ...] = ("summary", "description", "safeguards", "unintended_effects")
    required_for_summary: tuple[str, ...] = required
    required_facets: tuple[tuple[str, Any], ...] = (
        ("theme", _("Theme")),
        ("audience", _("Audience")),
    )

    @cached_property
    def city(self) -> CityPage | None:
        """The city below whose page the record stands; None for a record of a network."""
        parent = self.get_parent().specific
        return parent if isinstance(parent, CityPage) else None

    @property
    def kind(self) -> str:
        """The code of the kind: practice, training or study-visit."""
        return self.indexed_kind or ""

    def clean(self) -> None:
        from practices.services import check_contact

        super().clean()
        check_contact(self)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """One skeleton for all kinds; what is proper to a kind are its parts."""
        return "practices/record_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from practices.presentation import record_context

        context = super().get_context(request, *args, **kwargs)
        context.update(record_context(self))
        return context

    @classmethod
    def search_batch(cls, pages: Any) -> Iterable[Page]:
        from practices.services import with_relations

        return with_relations(pages)

    def search_text(self) -> DocumentText:
        body = [
            strip_tags(getattr(self, name)).strip() for name in self.parts if getattr(self, name)
        ]
        body.append(self.lead_organisation)
        body.extend(partner.name for partner in self.partners.all())
        return DocumentText(
            title=self.title,
            summary=self.summary,
            body="\n".join(text for text in body if text),
            url=self.url or "",
            tags=tuple(sorted(item.tag.name for item in self.tagged_items.all())),
        )

    def search_facts(self) -> DocumentFacts:
        from practices.services import record_codes, record_weight

        first, last = self.search_years()
        return DocumentFacts(
            codes=record_codes(self),
            published_at=self.first_published_at,
            reviewed_on=self.scrutiny_on,
            year_from=first,
            year_to=last,
            latitude=self.city.latitude if self.city else None,
            longitude=self.city.longitude if self.city else None,
            weight=record_weight(self),
            card={
                "is_editor_summary": self.is_editor_summary,
                "city": [self.city.code] if self.city else [],
                "country": [self.city.country_code] if self.city else [],
            },
        )

    def search_years(self) -> tuple[int | None, int | None]:
        """First and last year of the work; a last year of None means that it may still go on."""
        return self.year_from, self.year_to
