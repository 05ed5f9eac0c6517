"""Ways from the search to the doors: a page for each theme, audience, country and size of city."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.doors.services import ADDRESS_OF, door_url
from search import services
from search.request.request import SearchRequest

register = template.Library()


@register.simple_tag
def door_of(search: SearchRequest) -> SafeString | str:
    """A link to the page of the one value by which a search is narrowed, where it has one."""
    if search.filter_count != 1 or search.has_words:
        return ""
    for facet, codes in search.facets.items():
        if facet in ADDRESS_OF:
            label = services.terms().label(facet, codes[0], search.language)
            return format_html(
                '<p class="search__door"><a href="{}">{}</a></p>',
                door_url(facet, codes[0]),
                _("%(value)s at a glance: what it is about, and the best founded records")
                % {"value": label},
            )
    return ""


@register.simple_tag
def door_beside(facet: str) -> SafeString | str:
    """A link from all values of a facet to the pages of these values, where they have some."""
    if facet not in ADDRESS_OF:
        return ""
    url = f"{reverse('doors:doors')}#{ADDRESS_OF[facet]}"
    return format_html('<p><a href="{}">{}</a></p>', url, _("Each of them has a page of its own"))
