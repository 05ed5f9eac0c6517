"""Texts with paragraphs, lists and links, and nothing in them that could run, deceive or disturb."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import nh3
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from kb.texts.lines.cleaning import INVISIBLE, composed_html

ALWAYS_ALLOWED = frozenset({"p", "br"})
# What each feature of Wagtail's editor may leave in the text.
TAGS_OF_FEATURE = {
    "h2": {"h2"},
    "h3": {"h3"},
    "bold": {"b", "strong"},
    "italic": {"i", "em"},
    "ol": {"ol", "li"},
    "ul": {"ul", "li"},
    "link": {"a"},
    "document-link": {"a"},
}
# linktype, id: how Wagtail stores links to pages and files, by number and not by address.
ALLOWED_ATTRIBUTES = {
    "a": {"href", "linktype", "id"},
    **{tag: {"data-block-key"} for tag in ("p", "li", "h2", "h3")},
}
ALLOWED_SCHEMES = {"http", "https", "mailto"}


def clean_html(html: str, features: Iterable[str]) -> str:
    """The same text with only what the named features of the editor can write."""
    allowed = ALWAYS_ALLOWED.union(*(TAGS_OF_FEATURE[feature] for feature in features))
    cleaned = _allowed_only(INVISIBLE.sub("", html), allowed)
    visible = composed_html(INVISIBLE.sub("", cleaned))
    # Signs that were written as "&#8203;" may have hidden what an address is.
    return cleaned if visible == cleaned else _allowed_only(visible, allowed)


def _allowed_only(html: str, allowed: frozenset[str]) -> str:
    return nh3.clean(
        html,
        tags=set(allowed),
        attributes={tag: names for tag, names in ALLOWED_ATTRIBUTES.items() if tag in allowed},
        url_schemes=ALLOWED_SCHEMES,
        clean_content_tags={"script", "style"},
        link_rel=None,
    )


class SafeRichTextField(RichTextField):
    """A rich text that is cleaned on the server whatever way it came in.

    Wagtail's own field stores what it is posted (wagtail/wagtail#14307). ``max_length`` counts letters,
    not tags, and is held here too, because Django holds it for a text field in forms only.
    """

    if TYPE_CHECKING:  # Wagtail's fields carry no types: what a record's attribute holds

        def __get__(self, instance: object, owner: Any = None) -> Any: ...

        def __set__(self, instance: object, value: str) -> None: ...

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        """The cleaned text, for forms. Raises ``ValidationError`` where it is too long."""
        html = self._clean_html(super().clean(value, model_instance))
        length = len(strip_tags(html))
        if self.max_length and length > self.max_length:
            raise ValidationError(
                _("At most %(limit)d characters; these are %(length)d."),
                code="max_length",
                params={"limit": self.max_length, "length": length},
            )
        return html

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The cleaned text, for the table: Wagtail does not validate drafts."""
        html = self._clean_html(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, html)
        return html

    def value_from_object(self, obj: models.Model) -> str:
        """The cleaned text, for revisions, which are written without asking the table."""
        return self._clean_html(super().value_from_object(obj))

    def _clean_html(self, html: str | None) -> str:
        # Models of past migrations do not know the features; they must not empty the texts.
        return html or "" if self.features is None else clean_html(html or "", self.features)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Besides Django's checks: without features nothing would be cleaned."""
        errors: list[CheckMessage] = super().check(**kwargs)
        if self.features is None:
            errors.append(
                Error(
                    f"{self} does not say what it may hold.",
                    hint="Give it features=[…], as kb.models.pages.TEXT_FEATURES.",
                    obj=self,
                    id="kb.E003",
                )
            )
        return errors
