"""The filters beside the results: what can be chosen, what is chosen, what could be dropped."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from search.answer.results import Chip, FacetGroup, FacetOption, Link
from search.answer.ways_out import WaysOut
from search.contract import Facet, facets
from search.engines.base import EngineAnswer
from search.request.addresses import address, facet_address
from search.request.circumstances import circumstances
from search.request.expert_rows import described
from search.request.query import ParsedQuery
from search.request.request import SearchRequest
from search.terms import Terms
from search.words.alphabet import name_key

MOST_BEGINNINGS = 8


def facet_group(
    facet: Facet,
    request: SearchRequest,
    answer: EngineAnswer,
    terms: Terms,
    longest: int | None = None,
) -> FacetGroup:
    """The values that have results or are chosen; trees in their order, others by number of results.

    Where there are more than ``longest``, the foremost and the chosen ones; of a tree its first level and
    what is near to the chosen ones.
    """
    counts = answer.counts.get(facet.name, {})
    chosen = set(request.facets.get(facet.name, ()))
    labels = terms.labels(facet.name, request.language)
    codes = [code for code in {**counts, **dict.fromkeys(chosen)} if code in labels]
    if facet.tree:
        codes.sort(key=lambda code: terms.place(facet.name, code))
    else:
        codes.sort(
            key=lambda code: (-counts.get(code, 0), name_key(labels[code], request.language))
        )
    shown = codes
    if longest is not None and len(codes) > longest:
        shown = (
            _branches(facet.name, codes, chosen, terms)
            if facet.tree
            else [*codes[:longest], *(code for code in codes[longest:] if code in chosen)]
        )
    return FacetGroup(
        name=facet.name,
        label=str(facet.label),
        options=tuple(
            FacetOption(
                facet=facet.name,
                code=code,
                label=labels[code],
                count=counts.get(code, 0),
                selected=code in chosen,
                depth=len(terms.place(facet.name, code)) - 1 if facet.tree else 0,
            )
            for code in shown
        ),
        collapsed=facet.collapsed,
        more=len(codes) - len(shown),
        multiple=facet.multiple,
        all_of=facet.name in request.all_of,
        url=facet_address(facet.name, request) if len(codes) > len(shown) else "",
    )


def _branches(facet: str, codes: list[str], chosen: set[str], terms: Terms) -> list[str]:
    """The tree's first level, and the whole branches in which something is chosen."""
    opened = {terms.place(facet, code)[0] for code in chosen}
    return [
        code for code in codes if len(place := terms.place(facet, code)) == 1 or place[0] in opened
    ]


def chips(request: SearchRequest, terms: Terms) -> list[Chip]:
    """The chosen values as phrases that read as a sentence, each with the address without it."""
    found: list[Chip] = []

    def add(text: str, without: SearchRequest, id_: str, joint: str) -> None:
        found.append(Chip(text, address(without), id_, joint if found else ""))

    both = _joint(both=True)
    for facet in facets():
        codes = request.facets.get(facet.name, ())
        within = _joint(both=facet.name in request.all_of)
        for code, phrase in zip(codes, _phrases(facet, request, terms), strict=True):
            joint = both if code == codes[0] else within
            add(phrase, request.without_code(facet.name, code), f"{facet.name}-{code}", joint)
    for place, row in enumerate(request.rows):
        add(described(row), request.without_row(row), f"row-{place}", both)
    if request.has_years:
        add(_years_phrase(request), request.without_years(), "years", both)
    if request.archived:
        add(_("with archived records"), request.without_archived(), "archived", both)
    return found


def in_words(request: SearchRequest, terms: Terms) -> str:
    """The words and the chips as one phrase, as the head of the results page reads."""
    phrases = [_("“%(words)s”") % {"words": request.q}] if request.q else []
    for chip in chips(request, terms):
        phrases += [chip.joint, chip.text] if chip.joint else [chip.text]
    return " ".join(phrases)


def offers(request: SearchRequest, query: ParsedQuery, terms: Terms) -> list[Link]:
    """Years and places among the typed words as filters, each in the words of its chip."""
    found = []
    for offered in circumstances(request, query):
        if offered.has_years != request.has_years:
            phrase = _years_phrase(offered)
        else:
            facet, code = next(
                (facet, code)
                for facet in facets()
                for code in offered.facets.get(facet.name, ())
                if code not in request.facets.get(facet.name, ())
            )
            label = terms.label(facet.name, code, request.language)
            phrase = str(facet.chip) % {"value": label}
        found.append(Link(phrase, address(offered)))
    return found


def _years_phrase(request: SearchRequest) -> str:
    if request.year_from is None:
        return _("until %(year)s") % {"year": request.year_to}
    if request.year_to is None:
        return _("from %(year)s on") % {"year": request.year_from}
    return _("between %(first)s and %(last)s") % {
        "first": request.year_from,
        "last": request.year_to,
    }


def droppable(request: SearchRequest, answer: EngineAnswer, terms: Terms) -> list[Link]:
    """Filters without which there would be results, in the words of their chips; most helpful first."""
    found = []
    for name, count in answer.total_without.items():
        if not count:
            continue
        phrase = _said(name, request, terms)
        found.append(Link(phrase, address(request.without(name)), count))
    return sorted(found, key=lambda link: -(link.count or 0))


def without_both(request: SearchRequest, ways: WaysOut, terms: Terms) -> list[Link]:
    """Two filters without which there would be results, where neither alone is to blame."""
    return [
        Link(
            _("“%(first)s” and “%(second)s”")
            % {"first": _said(first, request, terms), "second": _said(second, request, terms)},
            address(request.without(first).without(second)),
            number,
        )
        for first, second, number in ways.pairs
    ]


def without_all(request: SearchRequest, ways: WaysOut) -> Link | None:
    """The same words without any filter, where that would give results."""
    if not ways.without_all:
        return None
    return Link("", address(request.cleared()), ways.without_all)


def _said(name: str, request: SearchRequest, terms: Terms) -> str:
    """All that is chosen in one filter, in the words of its chips."""
    if name == "years":
        return _years_phrase(request)
    facet = next(facet for facet in facets() if facet.name == name)
    joint = " " + _joint(both=name in request.all_of) + " "
    return joint.join(_phrases(facet, request, terms))


def beginnings(request: SearchRequest, answer: EngineAnswer, terms: Terms) -> list[Link]:
    """For somebody who has asked for nothing yet: the broadest themes, those with most records first."""
    counts = answer.counts.get("theme", {})
    codes = sorted(terms.top_codes("theme"), key=lambda code: -counts.get(code, 0))
    return [
        Link(
            terms.label("theme", code, request.language),
            address(request.with_code("theme", code)),
            counts[code],
        )
        for code in codes[:MOST_BEGINNINGS]
        if counts.get(code)
    ]


def _phrases(facet: Facet, request: SearchRequest, terms: Terms) -> list[str]:
    """What is chosen in a facet, each value as the phrase of its chip."""
    return [
        str(facet.chip) % {"value": terms.label(facet.name, code, request.language)}
        for code in request.facets.get(facet.name, ())
    ]


def _joint(*, both: bool) -> str:
    """The word between two chosen values."""
    return pgettext("between filters", "and") if both else pgettext("between filters", "or")
