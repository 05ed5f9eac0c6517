"""What pages of results have so many of that a template would be slow: boxes, marked words, levels."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from search.answer.results import Evidence, FacetOption, Fragment
from search.request.addresses import address
from search.request.request import SearchRequest

register = template.Library()


@register.simple_tag
def facet_options(options: Iterable[FacetOption]) -> SafeString:
    """The check boxes of a facet, as ``<div class="facet__list">``.

    In Python, because a page has more than a hundred of them and a template took two thirds of the time
    of the whole page for them.
    """
    parts = []
    for option in options:
        name, code, id_ = escape(option.facet), escape(option.code), escape(option.id)
        parts.append(
            f'<div class="facet__option facet__option--depth-{option.depth:d}">'
            f'<input type="checkbox" name="{name}" value="{code}" id="{id_}"'
            f"{' checked' if option.selected else ''}>"
            f'<label for="{id_}">{escape(option.label)} <span class="facet__count">'
            f'<span aria-hidden="true">{option.count:d}</span>'
            f'<span class="visually-hidden">{escape(option.count_text)}</span></span></label></div>'
        )
    return mark_safe(f'<div class="facet__list">{"".join(parts)}</div>')


@register.simple_tag
def choosing_url(search: SearchRequest, key: str) -> str:
    """The address of the same page with one record more put aside, or one less."""
    return address(search.choosing(key))


@register.filter
def marked(fragment: Fragment) -> SafeString:
    """A text with ``<mark>`` around the typed words. In Python, because a page has hundreds of pieces."""
    return mark_safe(
        "".join(
            f"<mark>{escape(text)}</mark>" if found else escape(text) for text, found in fragment
        )
    )


@register.simple_tag
def evidence_level(evidence: Evidence | None) -> SafeString:
    """A level of evidence in words, under as many filled steps; what is not known says so.

    In Python, because a table has one in each row.
    """
    if evidence is None:
        unknown = escape(_("Not stated"))
        return mark_safe(f'<span class="evidence evidence--unknown">{unknown}</span>')
    steps = "".join(
        f'<span class="evidence__step{" evidence__step--reached" if step < evidence.level else ""}">'
        "</span>"
        for step in range(evidence.levels)
    )
    return mark_safe(
        f'<span class="evidence"><span class="evidence__steps" aria-hidden="true">{steps}</span>'
        f"{escape(evidence.label)}</span>"
    )
