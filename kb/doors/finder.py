"""The guided finder: five questions in plain words, each with ticks; records that fit grow beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from kb.models import Concept
from search import services as search
from search.answer.hits import Hit
from search.answer.results import Overview

# Which facet each question asks for, the question, and what helps to answer it.
QUESTIONS = (
    (
        "theme",
        _("What is your concern?"),
        _("Tick all that come near. You need not know the right words for it."),
    ),
    (
        "audience",
        _("Who is it to be for?"),
        _("Those whom the work is to reach, or those who are to do it."),
    ),
    (
        "prevention_level",
        _("How far has it gone?"),
        _("From everybody, before anything has happened, to people who want to leave."),
    ),
    ("setting", _("Where is it to take place?"), _("Tick the places in which you can work.")),
    (
        "city_size",
        _("How large is your city?"),
        _("Cities of your size will have had means like yours."),
    ),
)
NAMES = tuple(name for name, _question, _help in QUESTIONS)
SHOWN, ALMOST = 5, 3
# Fewer broad values than this would be no question; then the narrower ones are offered.
FEWEST = 3
NUMBER = "question"


@dataclass(frozen=True)
class Option:
    """An answer that can be ticked, with what it means and how many records would fit."""

    code: str
    label: str
    meaning: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Answered:
    """A question that lies behind or ahead, with what was ticked, and the address at which to change it."""

    number: int
    question: str
    answers: tuple[str, ...]
    url: str
    current: bool


Chosen = Mapping[str, tuple[str, ...]]


def finder_context(params: QueryDict, language: str) -> dict[str, Any]:
    """The page of one question; after the last one, all that fits. Any parameters give a page."""
    asked = search.parse(params, language, besides=(NUMBER,))
    chosen = {name: asked.facets[name] for name in NAMES if name in asked.facets}
    number = _number(params.get(NUMBER, ""))
    found = search.overview(
        language=language, facets=chosen, sort="founded", size=SHOWN, exact=False
    )
    done = number > len(QUESTIONS)
    context: dict[str, Any] = {
        "number": number,
        "of": len(QUESTIONS),
        "is_done": done,
        "total": found.total,
        "hits": found.hits,
        "counted_among": found.counted_among,
        "almost": _almost(chosen, found, language),
        "steps": _steps(chosen, number, language),
        "is_begun": bool(chosen),
        "search_all_url": search.url_for(facets=chosen),
    }
    if not done:
        facet, question, hint = QUESTIONS[number - 1]
        context |= {
            "facet": facet,
            "question": question,
            "hint": hint,
            "options": _options(facet, chosen, found, language),
            "kept": [(name, code) for name in chosen if name != facet for code in chosen[name]],
            "next_number": number + 1,
            "back_url": finder_url(chosen, number - 1) if number > 1 else "",
        }
    return context


def finder_url(chosen: Chosen, number: int) -> str:
    """The address of a question, with all that was answered."""
    params = [(name, code) for name, codes in chosen.items() for code in codes]
    if number > 1:
        params.append((NUMBER, str(number)))
    return reverse("doors:finder") + (f"?{urlencode(params)}" if params else "")


def _number(typed: str) -> int:
    """Which question is asked, from 1 to one behind the last."""
    number = int(typed[:3]) if typed.isascii() and typed.isdigit() else 1
    return min(max(number, 1), len(QUESTIONS) + 1)


def _options(facet: str, chosen: Chosen, found: Overview, language: str) -> list[Option]:
    """The broader values of a facet, as far as they have records beside the other answers, or are ticked."""
    known = search.terms()
    ticked = chosen.get(facet, ())
    codes = known.top_codes(facet)
    if len(codes) < FEWEST:
        above = {broad for code in known.codes(facet) for broad in known.ancestors(facet, code)}
        codes = [code for code in known.codes(facet) if code not in above]
    codes += [code for code in ticked if code not in codes]
    meanings = {
        concept.code: concept.definition(language)
        for concept in Concept.objects.filter(facet=facet, code__in=codes)
    }
    return [
        Option(
            code,
            known.label(facet, code, language),
            meanings.get(code, ""),
            found.count(facet, code),
            code in ticked,
        )
        for code in codes
        # Of very many records not all are counted: a value that none of those has may have records.
        if code in ticked or found.count(facet, code) or found.counted_among
    ]


def _steps(chosen: Chosen, number: int, language: str) -> list[Answered]:
    known = search.terms()
    return [
        Answered(
            place,
            str(question),
            tuple(known.label(facet, code, language) for code in chosen.get(facet, ())),
            finder_url(chosen, place),
            place == number,
        )
        for place, (facet, question, _hint) in enumerate(QUESTIONS, 1)
    ]


def _almost(chosen: Chosen, found: Overview, language: str) -> tuple[Hit, ...]:
    """Where few records fit all answers: the best founded of those that fit all but the last one."""
    if found.total >= SHOWN or len(chosen) < 2:
        return ()
    fewer = dict(list(chosen.items())[:-1])
    size = SHOWN + ALMOST
    known = {hit.id for hit in found.hits}
    wider = search.overview(language=language, facets=fewer, sort="founded", size=size, exact=False)
    return tuple(hit for hit in wider.hits if hit.id not in known)[:ALMOST]
