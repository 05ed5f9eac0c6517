"""Documents with numbered provisions, and the cities that endorsed them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from declarations.forms import DocumentForm
from declarations.ordering import natural_key
from declarations.requests import ReadingRequest
from kb.models import BasePage, City
from kb.models.pages import OrderedRow, check_code_is_free, validate_code
from kb.site.page_views import RegisteredAddresses

LANGUAGE_CODE_LENGTH = 10


class DocumentIndexPage(BasePage):
    """The declarations and plans to which the records answer."""

    indexed_kind = None
    parent_page_types = ["kb.HomePage"]

    class Meta:
        verbose_name = _("list of documents")


class DocumentKind(models.TextChoices):
    DECLARATION = "declaration", _("Declaration")
    ACTION_PLAN = "action-plan", _("Action plan")


class DocumentStatus(models.TextChoices):
    IN_FORCE = "in-force", _("in force")
    COMPLETED = "completed", _("completed")
    REPLACED = "replaced", _("replaced")


class DocumentPage(RegisteredAddresses, BasePage):
    """One document in one language: the facts of its adoption and its numbered provisions.

    The language versions are parallel texts, as adopted; none is a translation of another, so editors
    enter each of them. ``code`` and the codes of the provisions are the same in all languages.
    ``is_summary`` makes every page say that the texts are ours and not the official wording.
    """

    indexed_kind = None
    notes_what_it_shows = True
    parent_page_types = ["declarations.DocumentIndexPage"]

    code = models.CharField(_("code"), max_length=80, validators=[validate_code], db_index=True)
    full_title = models.CharField(_("full title"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices)
    status = models.CharField(_("status"), max_length=20, choices=DocumentStatus.choices)
    reference = models.CharField(_("reference"), max_length=100, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_in = models.CharField(_("place of adoption"), max_length=200, blank=True)
    adopted_by = models.CharField(_("adopted by"), max_length=500, blank=True)
    period_from = models.PositiveSmallIntegerField(_("period from"), null=True, blank=True)
    period_to = models.PositiveSmallIntegerField(_("period to"), null=True, blank=True)
    is_summary = models.BooleanField(
        _("our own summary"),
        default=True,
        help_text=_("Tick while the texts are our summary and not the official wording."),
    )
    quoting_terms = models.CharField(
        _("terms of quoting"),
        max_length=300,
        blank=True,
        help_text=_(
            "Under which terms the official wording may stand on this site, with the name of who allows it. "
            "Without them no official wording is shown."
        ),
    )
    note = models.TextField(_("note"), blank=True, max_length=2000)
    numbering_note = models.TextField(_("note on numbering"), blank=True, max_length=1000)
    file = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("official text as PDF"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("code", overridable=False),
        SynchronizedField("reference", overridable=False),
    ]

    content_panels = [
        *Page.content_panels,
        FieldPanel("full_title"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind"), FieldPanel("status")]),
        MultiFieldPanel(
            [
                FieldPanel("reference"),
                FieldRowPanel([FieldPanel("adopted_on"), FieldPanel("adopted_in")]),
                FieldPanel("adopted_by"),
                FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_to")]),
            ],
            heading=_("Adoption"),
        ),
        FieldPanel("is_summary"),
        FieldPanel("quoting_terms"),
        FieldPanel("note"),
        FieldPanel("numbering_note"),
        InlinePanel("official_texts", heading=_("Official texts"), label=_("Official text")),
        FieldPanel("file"),
        InlinePanel("provisions", heading=_("Provisions"), label=_("Provision")),
        InlinePanel(
            "related_documents",
            heading=_("Predecessors and successors"),
            label=_("Related document"),
        ),
        InlinePanel("endorsements", heading=_("Endorsements by cities"), label=_("Endorsement")),
        InlinePanel("sources", heading=_("Sources"), label=_("Source")),
    ]

    base_form_class = DocumentForm

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        super().clean()
        check_code_is_free(self)

    def points(self) -> list[tuple[str, Provision]]:
        """Its provisions in the order of their numbers, each behind its full code ("aarhus/4")."""
        found = sorted(self.provisions.all(), key=lambda provision: natural_key(provision.code))
        return [(f"{self.code}/{provision.code}", provision) for provision in found]

    def kept_query(self, params: QueryDict, language: str) -> str:
        """The countries and the other language stay when the reader changes the language."""
        own = self.locale.language_code
        text_language = language if language in self.public_versions else own
        return ReadingRequest.parse(params, own).read_in(text_language).query_string


class ProvisionKind(models.TextChoices):
    RECITAL = "recital", _("Recital")
    STATEMENT = "statement", _("Statement")
    REQUEST = "request", _("Request")
    COMMITMENT = "commitment", _("Commitment")
    ENDORSEMENT = "endorsement", _("Endorsement")
    PROPOSAL = "proposal", _("Proposal")
    INVITATION = "invitation", _("Invitation")
    ACTION = "action", _("Action")
    HEADING = "heading", _("Heading")

    @property
    def asks_for_answers(self) -> bool:
        """Whether it is something that a city can answer; where nobody has, that is worth saying."""
        return self not in (ProvisionKind.RECITAL, ProvisionKind.HEADING)


class Provision(TranslatableMixin, OrderedRow):
    """One numbered point of a document. ``code`` is its number and its anchor, in all languages.

    Records name a provision by :attr:`full_code`, such as ``aarhus-declaration/4``.
    """

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="provisions")
    code = models.CharField(
        _("number"),
        max_length=20,
        validators=[
            RegexValidator(r"^[a-z0-9]+(\.[a-z0-9]+)*$", _("Digits, letters and dots only."))
        ],
    )
    parent_code = models.CharField(_("stands under"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ProvisionKind.choices)
    heading = models.CharField(_("heading"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    wording = models.TextField(
        _("official wording"),
        blank=True,
        max_length=5000,
        help_text=_(
            "Word for word in this language. It is shown where the document has terms of quoting."
        ),
    )
    lead = models.CharField(_("in charge"), max_length=200, blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    checked = models.BooleanField(
        _("checked"),
        default=False,
        help_text=_("Text and number were compared with the official document."),
    )

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("parent_code", overridable=False),
    ]

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("parent_code"), FieldPanel("kind")]),
        FieldPanel("heading"),
        FieldPanel("text"),
        FieldPanel("wording"),
        FieldPanel("lead"),
        FieldPanel("result"),
        FieldPanel("checked"),
    ]

    class Meta(TranslatableMixin.Meta, OrderedRow.Meta):
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")

    def __str__(self) -> str:
        return f"{self.code} {self.heading}"

    @property
    def full_code(self) -> str:
        """The code that records carry: the document's code, a slash, the number."""
        return f"{self.page.code}/{self.code}"

    @property
    def quotable(self) -> str:
        """The official wording, where the document says under which terms it may stand here."""
        return self.wording if self.page.quoting_terms else ""

    @property
    def below(self) -> str:
        """Its address below that of its document, in every language: ``point/2-1/``.

        An address of a page has no dots, and a number no hyphens.
        """
        return f"point/{self.code.replace('.', '-')}/"

    @property
    def depth(self) -> int:
        """How deep the number is nested: 1 for ``2``, 3 for ``2.1.5``."""
        return self.code.count(".") + 1

    @property
    def is_heading(self) -> bool:
        """Whether it only names what stands under it."""
        return self.kind == ProvisionKind.HEADING

    @property
    def asks_for_answers(self) -> bool:
        """Whether a city can answer it (see :class:`ProvisionKind`)."""
        return ProvisionKind(self.kind).asks_for_answers

    def clean(self) -> None:
        super().clean()
        if self.parent_code and self.parent_code == self.code:
            raise ValidationError({"parent_code": _("A provision cannot stand under itself.")})


class OfficialText(OrderedRow):
    """Where the official wording in one language is found."""

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="official_texts")
    language = models.CharField(_("language code"), max_length=LANGUAGE_CODE_LENGTH)
    url = models.URLField(_("address"), max_length=500)

    panels = [FieldRowPanel([FieldPanel("language"), FieldPanel("url")])]

    def __str__(self) -> str:
        return f"{self.language}: {self.url}"


class RelatedDocument(OrderedRow):
    """A document that came before this one or after it; it need not be on this site."""

    class Direction(models.TextChoices):
        FOLLOWS = "follows", _("comes after")
        FOLLOWED_BY = "followed-by", _("is followed by")

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="related_documents")
    direction = models.CharField(_("relation"), max_length=20, choices=Direction.choices)
    title = models.CharField(_("title"), max_length=300)
    reference = models.CharField(_("reference"), max_length=100, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)

    panels = [
        FieldPanel("direction"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("reference"), FieldPanel("date")]),
        FieldPanel("url"),
    ]

    def __str__(self) -> str:
        return self.title


class Endorsement(OrderedRow):
    """A city that stands behind the document, since when, and who says so."""

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="endorsements")
    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="endorsements"
    )
    date = models.DateField(_("date"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.URLField(_("source"), max_length=500, blank=True)

    panels = [
        FieldPanel("city"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("source")]),
        FieldPanel("note"),
    ]

    class Meta(OrderedRow.Meta):
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")

    def __str__(self) -> str:
        return str(self.city)


class DocumentSource(OrderedRow):
    """Where the facts on this page come from."""

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(_("title"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=500)

    panels = [FieldPanel("title"), FieldPanel("url")]

    def __str__(self) -> str:
        return self.title or self.url
