"""One point of a document as a page: its words, what it asks, the records that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from declarations.facets import public_documents
from declarations.models import DocumentPage, Provision, ProvisionKind
from declarations.services import point_in_words
from kb.site.addresses import language_path
from kb.texts.current_language import current_language
from search import services as search
from search.answer.results import Link, SearchResults
from search.request.request import SearchRequest

RECORDS = 10
# So many records can be paged through; the search has the others.
REACHABLE = 5_000

ASKS = {
    ProvisionKind.RECITAL: _("It says why the document was adopted, and asks for nothing."),
    ProvisionKind.STATEMENT: _("It says what those who adopted the document hold to be right."),
    ProvisionKind.REQUEST: _("It asks others, such as governments, to do something."),
    ProvisionKind.COMMITMENT: _("It says what those who adopted the document undertake to do."),
    ProvisionKind.ENDORSEMENT: _(
        "It supports something that exists already or was adopted before."
    ),
    ProvisionKind.PROPOSAL: _("It proposes something that is to be set up or done."),
    ProvisionKind.INVITATION: _("It invites others to take part."),
    ProvisionKind.ACTION: _("It names a measure that is to be carried out."),
    ProvisionKind.HEADING: _("It only names the points below it."),
}


@dataclass(frozen=True)
class Point:
    """A provision among the others of its document. ``page`` is the version whose words are shown."""

    page: DocumentPage
    provision: Provision
    parent: Provision | None
    children: tuple[Provision, ...]
    before: Provision | None
    after: Provision | None

    @property
    def asks(self) -> str:
        """What its kind asks, in one sentence."""
        return str(ASKS[ProvisionKind(self.provision.kind)])


def point_of(page: DocumentPage, number: str) -> Point:
    """The point with this number, in the words of the page or else of the first version that has it.

    Raises ``Http404`` where no public version has such a point.
    """
    for version in (page, *public_documents().get(page.code, [])):
        provisions = [provision for _code, provision in version.points()]
        codes = [provision.code for provision in provisions]
        if number in codes:
            place = codes.index(number)
            own = provisions[place]
            return Point(
                page=version,
                provision=own,
                parent=next((one for one in provisions if one.code == own.parent_code), None),
                children=tuple(one for one in provisions if one.parent_code == number),
                before=provisions[place - 1] if place else None,
                after=provisions[place + 1] if place + 1 < len(provisions) else None,
            )
    raise Http404("No such point.")


def point_context(page: DocumentPage, request: HttpRequest, number: str) -> dict[str, Any]:
    """What the page of a point shows: the records, best founded first, come with one question.

    Raises ``Http404`` for a point that is none, and for a page of its records that is none.
    """
    point = point_of(page, number)
    code = f"{page.code}/{number}"
    language = current_language()
    found = search.search(
        SearchRequest(
            language=language,
            facets={"provision": (code,)},
            sort="founded",
            page=search.parse(request.GET, language).page,
            size=RECORDS,
        )
    )
    if found.is_beyond_the_end:
        raise Http404("No such page of the records.")
    listed = Paginator(range(min(found.total, REACHABLE)), RECORDS)
    related = list(page.related_documents.all())
    return {
        "point": point,
        "name": point_in_words(code, search.terms(), language),
        "content_language": point.page.locale.language_code,
        "document_url": language_path(page, language),
        "official_texts": list(page.official_texts.all()),
        "found": found,
        "listed": listed.get_page(found.request.page),
        "countries": _countries(found, code, language),
        "all_url": search.url_for(facets={"provision": [code]}),
        "follows": [other for other in related if other.direction == "follows"],
        "followed_by": [other for other in related if other.direction == "followed-by"],
        "noindex": bool(request.GET),
    }


def _countries(found: SearchResults, code: str, language: str) -> list[Link]:
    """The countries of the records, most records first, each leading to the search for them."""
    terms = search.terms()
    counts = found.counts.get("country", {})
    return [
        Link(
            terms.label("country", country, language),
            search.url_for(facets={"provision": [code], "country": [country]}),
            counts[country],
        )
        for country in sorted(counts, key=lambda country: (-counts[country], country))
        if counts[country]
    ]
