"""The site's frame: what every page shares, the home page and the information pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

from kb.models.visibility import public
from kb.site.page_forms import PageForm
from kb.site.page_views import page_context
from kb.texts.rich_text import SafeRichTextField

# What a long text may hold. Links and lists are enough to read well; nothing here can carry a script.
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]

P = TypeVar("P", bound=Page)

validate_code = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Lower-case letters, digits and single hyphens only.")
)


def in_order_of_languages(versions: Iterable[Page]) -> dict[str, Page]:
    """Language versions of a page by their languages, in the site's order."""
    found = {version.locale.language_code: version for version in versions}
    return {code: found[code] for code, _name in settings.LANGUAGES if code in found}


def by_translation_key(pages: Iterable[P]) -> dict[UUID, list[P]]:
    """Pages by the key that language versions share, each key's in the order given; none for other keys."""
    found: dict[UUID, list[P]] = defaultdict(list)
    for page in pages:
        found[page.translation_key].append(page)
    return found


def version_in(language: str | None, versions: Sequence[P]) -> P:
    """Of language versions, at least one: that in a language, else the first."""
    own = (version for version in versions if version.locale.language_code == language)
    return next(own, versions[0])


class SharesRow:
    """A page with a key to the row of all its language versions, which holds what is typed once.

    ``shared_row`` names the key. The key of the row is the translation key of the pages.
    """

    shared_row: str
    translation_key: Any

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The first page stores the row as well; those in other languages share it."""
        name = self.shared_row
        if getattr(self, f"{name}_id") != self.translation_key or getattr(self, name)._state.adding:
            self._keep_row()
        super().save(*args, **kwargs)  # type: ignore[misc]

    def _keep_row(self) -> None:
        rows: Any = self._meta.get_field(self.shared_row).related_model  # type: ignore[attr-defined]
        known = rows.objects.filter(pk=self.translation_key).first()
        if known is None:
            known = getattr(self, self.shared_row)
            known.pk = self.translation_key
            known.full_clean()
            known.save(force_insert=True)
        setattr(self, self.shared_row, known)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """An older version of the page does not bring back older facts."""
        page = super().with_content_json(content)  # type: ignore[misc]
        setattr(page, self.shared_row, getattr(self, self.shared_row))
        return page


class OrderedRow(Orderable):
    """A row of a page, in the order in which it was put; of rows without a place the one written first.

    Forms give each row its place, code need not. Without the second key a database gives such rows as they
    lie, and PostgreSQL moves each that is changed to the end.
    """

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["sort_order", "pk"]


class BasePage(Page):
    """What every page of the site shares.

    ``indexed_kind`` says how the page takes part in the public search: the code of its kind, or None
    for a page type that is left out on purpose. The search app's checks ask that each type says so.
    """

    indexed_kind: str | None = None
    base_form_class = PageForm
    # Known of a page that was read together with all that could restrict it (:func:`with_access`).
    is_unrestricted = False
    # Whether all that it shows of records comes by doors of the search that note it, or is noted by its room
    # (``search.services.note_records``). Else its kept copy is dropped whenever any record changes.
    notes_what_it_shows = False
    # wagtail-localize would offer the address for translation; words in it are never needed.
    override_translatable_fields = [SynchronizedField("slug", overridable=True)]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["content_language"] = self.locale.language_code
        context.update(page_context(self, request))
        return context

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """What keeps readers out; not asked again of a page of which it is known that nothing does."""
        if self.is_unrestricted:
            return PageViewRestriction.objects.none()
        restrictions: QuerySet[PageViewRestriction] = super().get_view_restrictions()
        own = PageViewRestriction.objects.filter(page=self.pk)
        if self.alias_of_id and own.exists():
            # Wagtail asks its source instead; all versions have the same, and its view can end its own only.
            restrictions = restrictions.exclude(page=self.alias_of_id) | own
        return restrictions

    @cached_property
    def public_versions(self) -> dict[str, Page]:
        """This page in all languages in which anybody may read it, in the site's order of languages."""
        versions = public(self.get_translations(inclusive=True)).select_related("locale")
        return in_order_of_languages(versions)

    def kept_query(self, params: QueryDict, language: str) -> str:
        """What stays of the address's query when the reader changes to ``language``; with its ``?``."""
        return ""

    @property
    def has_running_text(self) -> bool:
        """Whether a reader of another language misses something when this page is not translated."""
        return True


def check_code_is_free(page: Any) -> None:
    """A code names one document, in all its languages and for ever.

    No database constraint can say this, because each language version is a row of its own. Raises
    ``ValidationError`` where another page of the same type has the code.
    """
    others = type(page).objects.filter(code=page.code)
    if others.exclude(translation_key=page.translation_key).exists():
        raise ValidationError({"code": _("Another page has this code already.")})


class HomePage(BasePage):
    """The front door: what this is, the search box, and the doors into the base."""

    indexed_kind = None
    max_count = None
    parent_page_types = ["wagtailcore.Page"]

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=600, help_text=_("Two or three sentences.")
    )

    carriers = models.TextField(
        _("who stands behind it"),
        blank=True,
        default="",
        db_default="",
        max_length=600,
        help_text=_("Two or three sentences: who runs this site, with whom, since when."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("carriers"),
    ]

    class Meta:
        verbose_name = _("home page")


class InformationPage(BasePage):
    """A plain page of text: about, accessibility, privacy, how to search."""

    indexed_kind = None
    notes_what_it_shows = True
    parent_page_types = ["kb.HomePage", "kb.InformationPage"]

    body = SafeRichTextField(_("text"), features=TEXT_FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
