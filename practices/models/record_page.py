"""What all three kinds of record share. ``RecordPage`` itself is never created."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page, Workflow
from wagtail_localize.fields import SynchronizedField

from kb.models import BasePage, CityPage, Concept
from kb.models.visibility import public
from kb.site.page_views import RegisteredAddresses, page_headers, prepare_page
from kb.texts.language_field import LanguageField
from practices.models.parts.choices import (
    BudgetBand,
    LessonsBasis,
    Licence,
    OrganisationType,
    Scope,
    Scrutiny,
    Status,
    UnintendedEffects,
)
from practices.models.parts.contact import check_contact
from practices.models.parts.fields import narrative, year
from practices.models.parts.kept_addresses import KeepsItsAddresses
from practices.models.parts.one_row import SharesOneRow
from practices.models.parts.read_versions import KeepsReadVersions
from practices.models.record import Record
from practices.models.reviews import review_workflow
from search.contract import Indexed


class RecordPage(
    SharesOneRow, KeepsReadVersions, KeepsItsAddresses, RegisteredAddresses, Indexed, BasePage
):
    """A practice, a training programme or a study-visit report, below its city's page.

    Narrative parts are named fields with fixed headings, because readers compare them. A draft needs
    only a title; what publishing needs is said by :func:`practices.records.rules.missing_parts`.
    ``is_editor_summary`` marks records that an editor wrote from public sources: there an empty part
    means "not known", and every page says that the city did not submit it.
    """

    indexed_kind: str | None = None
    notes_what_it_shows = True
    is_creatable = False
    # A copy is another record.
    exclude_fields_in_copy = ["record"]
    # A record of a network, in no city of its own, stands below the list of cities itself.
    parent_page_types = ["kb.CityPage", "kb.CityIndexPage"]
    subpage_types: list[str] = []

    # What the verbs set, once for all languages; no version of the words decides it.
    # Its index is the one below.
    record = models.ForeignKey(
        Record,
        on_delete=models.PROTECT,
        related_name="pages",
        editable=False,
        serialize=False,
        db_index=False,
    )
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
    source_language = LanguageField(_("language of the work"), max_length=10, blank=True)

    is_short_note = models.BooleanField(
        _("a short note"),
        default=False,
        help_text=_("Needs fewer parts; it can grow into a full case at any time."),
    )
    is_editor_summary = models.BooleanField(
        _("an editor’s summary of public sources"), default=False
    )
    # Loaded from ``content/``; a city that takes the record over ends it with the editor's summary.
    is_demonstration = models.BooleanField(
        _("a demonstration record"), default=False, db_default=False, editable=False
    )
    scrutiny = models.CharField(
        _("scrutiny"), max_length=20, choices=Scrutiny.choices, default=Scrutiny.SUBMITTED
    )
    scrutiny_by = models.CharField(
        _("checked by"), max_length=200, blank=True, help_text=_("A function, not a name.")
    )
    scrutiny_on = models.DateField(_("checked on"), null=True, blank=True)
    scrutiny_against = models.CharField(_("checked against"), max_length=300, blank=True)

    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY
    )
    contact_office = models.CharField(_("office to contact"), max_length=200, blank=True)
    contact_email = models.EmailField(
        _("e-mail of the office"),
        blank=True,
        help_text=_("A shared mailbox of an office. Never a person’s private address."),
    )
    contact_consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    contact_expires_on = models.DateField(_("shown until"), null=True, blank=True)
    contact_consent_version = models.CharField(
        _("version of the consent"), max_length=20, blank=True, editable=False
    )
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
                "contact_consent_version",
                "internal_notes",
            )
        ),
    ]

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        # The pages of a city's records are found without reading any of them.
        indexes = (models.Index(fields=["record", "page_ptr"], name="record_pages"),)

    # The parts of the story in the order in which they are read; each kind says its own.
    parts: tuple[str, ...] = ()
    # Parts of which a reader is told that they are not known, where others are just left out.
    main_parts: tuple[str, ...] = ("description", "resources", "results", "lessons")
    # What publishing needs (practices.records.rules.missing_parts).
    required: tuple[str, ...] = ("summary", "description", "safeguards", "unintended_effects")
    required_for_summary: tuple[str, ...] = required
    # A short note: what is done, by whom, for whom, and whom to ask.
    required_for_note: tuple[str, ...] = (
        "summary",
        "lead_organisation",
        "year_from",
        "description",
        "safeguards",
        "unintended_effects",
        "contact_email",
    )
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
    def country_code(self) -> str:
        """The code of its city's country; empty for a record of a network."""
        return self.city.country_code if self.city else ""

    @cached_property
    def neighbours(self) -> list[Page]:
        """The pages of the records at which its own rows point, those that anybody may read."""
        stops = getattr(self, "stops", None)
        keys = [link.target_id for link in self.links.all()]
        keys += [stop.record_id for stop in stops.all() if stop.record_id] if stops else []
        pages = public(Page.objects.filter(translation_key__in=keys))
        return list(pages.select_related("locale").order_by("pk"))

    @property
    def has_machine_text(self) -> bool:
        """Whether words of a machine stand in the public version in this language."""
        return bool(self.translation_state and self.translation_state.by_machine)

    @cached_property
    def translation_state(self) -> Any:
        """How far the public version is translated (``PublicTranslation``); None of an original."""
        return getattr(self, "public_translation", None)

    @property
    def language_of_the_rest(self) -> str:
        """The language of the parts that nobody has translated."""
        state = self.translation_state
        return (state.source_language if state else "") or self.original_language

    @property
    def kind(self) -> str:
        """The code of the kind: practice, training or study-visit."""
        return self.indexed_kind or ""

    def clean(self) -> None:
        super().clean()
        check_contact(self)

    @property
    def required_parts(self) -> tuple[str, ...]:
        """The fields that publishing needs of a record of this size."""
        if self.is_editor_summary:
            return self.required_for_summary
        return self.required_for_note if self.is_short_note else self.required

    @property
    def has_workflow(self) -> bool:
        """Records have one wherever they stand."""
        return True

    def get_workflow(self) -> Workflow:
        """Every version of every record takes the same way."""
        return review_workflow()

    def with_content_json(self, content: dict[str, Any]) -> RecordPage:
        """Which record it is of, no version of its words decides."""
        version: RecordPage = super().with_content_json(content)
        version.record_id = self.record_id
        return version

    def serve(
        self,
        request: HttpRequest,
        view: Any = None,
        args: Any = None,
        kwargs: Any = None,
    ) -> HttpResponse:
        """The record, or what is offered below its address; of one taken down only when and why."""
        if self.is_gone:
            return self.gone_page(request)
        prepare_page(self)
        response: HttpResponse = super().serve(request, view, args, kwargs)
        if isinstance(response, TemplateResponse) and response.status_code == 200:
            for name, value in page_headers(self).items():
                response.headers[name] = value
        return response

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """One skeleton for all kinds; what is proper to a kind are its parts."""
        return "practices/record_page.html"

    def search_years(self) -> tuple[int | None, int | None]:
        """First and last year of the work; a last year of None means that it may still go on."""
        return self.year_from, self.year_to
