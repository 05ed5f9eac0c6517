"""The site's frame: what every page shares, the home page and the information pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from kb.rich_text import SafeRichTextField

# What a long text may hold. Links and lists are enough to read well; nothing here can carry a script.
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]

validate_code = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Lower-case letters, digits and single hyphens only.")
)


class BasePage(Page):
    """What every page of the site shares.

    ``indexed_kind`` says how the page takes part in the public search: the code of its kind, or None
    for a page type that is left out on purpose. The search app's checks ask that each type says so.
    """

    indexed_kind: str | None = None
    # wagtail-localize would offer the address for translation; words in it are never needed.
    override_translatable_fields = [SynchronizedField("slug", overridable=True)]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["content_language"] = self.locale.language_code
        return context

    @property
    def has_running_text(self) -> bool:
        """Whether a reader of another language misses something when this page is not translated."""
        return True


def check_code_is_free(page: Any) -> None:
    """A code names one city or one document, in all its languages and for ever.

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

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from kb.services import home_context

        context = super().get_context(request, *args, **kwargs)
        context.update(home_context(request))
        return context


class InformationPage(BasePage):
    """A plain page of text: about, accessibility, privacy, how to search."""

    indexed_kind = None
    parent_page_types = ["kb.HomePage", "kb.InformationPage"]

    body = SafeRichTextField(_("text"), features=TEXT_FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
