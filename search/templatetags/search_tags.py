"""What pages of results have so many of that a template would be slow: boxes, marked words, levels."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from search.answer.hits import Evidence, Fragment
from search.answer.results import FacetOption
from search.map.names import radius_of
from search.map.shapes import ResultMap
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
def map_dots(drawn: ResultMap) -> SafeString:
    """The dots and names of a map. In Python, because there are some for each step of nearness.

    Each is drawn in pixels around its place; the style sheet says which step is shown, and what a pixel is.
    """
    parts = ['<g class="result-map__dots" aria-hidden="true">']
    for dot in drawn.merged:
        steps = " ".join(f"s{step:d}" for step in dot.steps)
        several = len(dot.cities) > 1
        title = ", ".join(f"{city.label}: {city.count:d}" for city in dot.cities[:6])
        parts.append(
            f'<a class="{steps}" href="{escape(dot.url)}#map-panel" tabindex="-1" data-place'
            f' transform="translate({dot.first.x:g} {dot.first.y:g})"><g class="in-pixels">'
            f"<title>{escape(title)}{' …' if len(dot.cities) > 6 else ''}</title>"
            f'<circle class="result-map__hit" r="13"/>'
            f'<circle class="result-map__dot{" result-map__dot--merged" * several}" '
            f'r="{radius_of(dot):g}"/>'
        )
        if several:
            parts.append(f'<text class="result-map__number" y="4">{_short(dot.count)}</text>')
        parts.append("</g></a>")
    parts.append("</g>")
    for step, names in enumerate(drawn.names):
        texts = "".join(
            f'<g transform="translate({name.x:g} {name.y:g})"><text class="in-pixels"'
            f' x="{name.right:g}" y="{name.down:g}" text-anchor="{name.anchor}">'
            f"{escape(name.label)}</text></g>"
            for name in names
        )
        parts.append(f'<g class="result-map__names s{step}" aria-hidden="true">{texts}</g>')
    return mark_safe("".join(parts))


def _short(number: int) -> str:
    """A number that fits into a dot."""
    return f"{number:d}" if number < 1000 else f"{number // 1000:d}k"


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
