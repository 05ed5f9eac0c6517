"""Atom feeds: the newest records of any search, of a city, of a point of a document."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.site.addresses import absolute
from kb.texts.current_language import current_language
from opendata.answers import refused, with_tag
from opendata.facts import EARLIEST, Facts, Teller
from opendata.requests import odd_parameters, whole_list
from search import services as search

MOST_ENTRIES = 50
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


class Feed(Atom1Feed):
    """One without entries is the same each time that it is asked for."""

    def latest_post_date(self) -> datetime:
        """When something changed last."""
        return super().latest_post_date() if self.items else EARLIEST


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest records of a search; an entry's ``updated`` is when its words changed, never a rebuild."""
    language = current_language()
    asked = search.parse(request.GET, language)
    if odd := odd_parameters(request.GET, asked):
        return refused(odd)
    asked = whole_list(asked)
    teller = Teller(language)
    own = absolute(f"{request.path}{asked.query_string}")
    words = search.in_words(asked) or _("All records")
    atom = Feed(
        title=_("Alliance Exchange: %(search)s") % {"search": words},
        link=absolute(search.address(asked)),
        description=None,
        subtitle=_("The newest records of this search. The licence is named for each."),
        language=language,
        feed_url=own,
        feed_guid=own,
        author_name="Alliance Exchange",
    )
    for record in search.newest_records(asked, MOST_ENTRIES):
        _add(atom, teller.facts(record))
    response = HttpResponse(atom.writeString("utf-8"), content_type=CONTENT_TYPE)
    return with_tag(request, response)


def _add(atom: Atom1Feed, facts: Facts) -> None:
    atom.add_item(
        title=facts.title,
        link=facts.page,
        # Readers take it for HTML.
        description=escape(facts.summary),
        author_name=facts.author,
        pubdate=facts.published,
        updateddate=facts.changed,
        unique_id=f"urn:uuid:{facts.key}",
        categories=[facts.kind_label, *facts.theme_labels],
        item_copyright=facts.licence_label or None,
    )
