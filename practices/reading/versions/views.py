"""Views of public versions: the list, one of them with what changed, its citation as a file."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kb.site.addresses import absolute, language_path
from kb.site.views import readers_language
from kb.texts.capitals import capitalised
from kb.texts.current_language import current_language
from practices.models import PublicVersion, RecordPage
from practices.models.parts.choices import Licence
from practices.reading.citing.citations import permanent_address
from practices.reading.citing.reference_files import REFERENCE_FILES
from practices.reading.citing.styles import in_styles
from practices.reading.presentation import field_label
from practices.reading.versions.changes import changes, fact_value
from practices.reading.versions.services import (
    MOST_LISTED,
    before,
    shown_in,
    version_address,
    version_citation,
    version_rows,
    versions_of,
)
from practices.reading.views import gone_or_missing
from search import services as search
from search.contract import facets


@require_safe
def version_list(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """All versions of a record, the newest first."""
    versions = list(versions_of(key)[:MOST_LISTED])
    if not versions:
        return gone_or_missing(request, key)
    language = current_language()
    shown = shown_in(versions[0], language)
    return render(
        request,
        "practices/versions/list.html",
        {
            **_about(shown, language),
            "title": _title(shown),
            "versions": version_rows(versions),
        },
    )


@require_safe
def version(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """One version as it was read then, and what it changed; 400 for what it cannot be compared with."""
    found = versions_of(key).filter(number=number).first()
    if found is None:
        return gone_or_missing(request, key)
    if found.closed_on:
        return render(
            request, "practices/versions/closed.html", {"number": number, "key": key}, status=410
        )
    language = current_language()
    shown = shown_in(found, language)
    earlier = _compared_with(request, found)
    if isinstance(earlier, HttpResponse):
        return earlier
    page = shown.page.specific
    terms = search.terms()
    citation = version_citation(found, shown)
    response = TemplateResponse(
        request,
        "practices/versions/version.html",
        {
            **_about(shown, language),
            "version": found,
            "shown": shown,
            "words": shown.words,
            "parts": [
                {
                    "heading": field_label(page, name),
                    "html": shown.words["parts"][name],
                    "name": name,
                    "language": _language_of(shown, name),
                }
                for name in page.parts
                if name in shown.words["parts"]
            ],
            "facts": _facts(page, shown.words, language),
            "earlier": earlier,
            "changes": changes(found.page.specific, earlier.words, found.words, terms, language)
            if earlier
            else [],
            "change_language": found.page.locale.language_code,
            "citation_styles": in_styles(citation),
            "citation_files": [
                (name, reverse("record_version_citation", args=[key, number, name]))
                for name in REFERENCE_FILES
            ],
            "address": citation.address,
        },
    )
    response.headers["Link"] = ", ".join(
        [
            f'<{version_address(found, language)}>; rel="cite-as"',
            f'<{permanent_address(page, language)}>; rel="latest-version"',
            f'<{absolute(reverse("record_versions", args=[key]))}>; rel="version-history"',
        ]
    )
    return response


@require_safe
def version_in_any_language(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """The same address without a language leads to the browser's own."""
    with override(readers_language(request)):
        response: HttpResponse
        if versions_of(key).filter(number=number).exists():
            response = HttpResponseRedirect(reverse("record_version", args=[key, number]))
        else:
            response = gone_or_missing(request, key)
            if isinstance(response, TemplateResponse):
                response.render()
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def version_citation_file(
    request: HttpRequest, key: uuid.UUID, number: int, style: str
) -> HttpResponse:
    """The citation of a version as a file for reference managers."""
    found = versions_of(key).filter(number=number, closed_on=None).first()
    if style not in REFERENCE_FILES or found is None:
        raise Http404
    language = current_language()
    citation = version_citation(found, shown_in(found, language))
    form = REFERENCE_FILES[style]
    response = HttpResponse(
        form.write(citation), content_type=f"{form.content_type}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{form.ending}"'
    return response


def _compared_with(
    request: HttpRequest, found: PublicVersion
) -> PublicVersion | HttpResponse | None:
    """The version before it in its language, or the earlier one that is asked for."""
    asked = request.GET.get("since", "")
    if "since" not in request.GET:
        return before(found)
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
    earlier = versions_of(found.record_id).filter(page=found.page_id, closed_on=None)
    one = earlier.filter(number=number, number__lt=found.number).first()
    if one is None:
        sentence = _("With this version it cannot be compared.")
        return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=400)
    return one


def _about(shown: PublicVersion, language: str) -> dict[str, Any]:
    page = shown.page
    return {
        "page": page,
        "record_url": language_path(page, language),
        "versions_url": reverse("record_versions", args=[page.translation_key]),
        "content_language": page.locale.language_code,
        "is_foreign": page.locale.language_code != language,
    }


def _language_of(shown: PublicVersion, part: str) -> str:
    """Of a part that nobody had translated, that of its original."""
    borrowed = shown.words["untranslated"].get(part) == "all"
    return (shown.words["source_language"] if borrowed else "") or shown.page.locale.language_code


def _title(shown: PublicVersion) -> str:
    return str(shown.words.get("title") or shown.page.title)


def _facts(page: RecordPage, words: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """Facts and subjects as they were, with today's labels."""
    terms = search.terms()
    rows = [
        (capitalised(field_label(page, name)), fact_value(page, name, value))
        for name, value in words["facts"].items()
        if name != "licence"
    ]
    rows += [
        (str(facet.label), "; ".join(terms.label(facet.name, code, language) for code in codes))
        for facet in facets()
        if (codes := words["codes"].get(facet.name))
    ]
    licence = {one.value: str(one.label) for one in Licence}.get(words["facts"].get("licence", ""))
    return [*rows, (_("Licence of the text"), licence)] if licence else rows
