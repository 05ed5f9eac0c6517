"""What the pages of an offline site say of records, cities and documents, out of the lines of a bag."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_countries import countries

from kb.texts.capitals import capitalised
from opendata.whole import KINDS
from practices.facets import KIND_LABELS
from practices.models.parts.choices import Licence
from practices.reading.citing.citations import RESOLVER

TAGS = {"a", "b", "blockquote", "br", "em", "h3", "h4", "i", "li", "ol", "p", "strong", "ul"}


class Names:
    """What codes are called, read once: cities and concepts are few beside records."""

    def __init__(self, cities: dict[str, dict[str, str]], concepts: dict[str, dict[str, str]]):
        self.cities, self.concepts = cities, concepts
        self._kinds = {model.indexed_kind: model for model in KIND_LABELS}

    def city(self, code: str, language: str) -> str:
        """The city in a language, or in English."""
        return _in(self.cities.get(code, {}), language, code)

    def concept(self, code: str, language: str) -> str:
        """The concept in a language, or in English."""
        return _in(self.concepts.get(code, {}), language, code)

    def kind(self, code: str) -> str:
        """What one record of a kind is called, in the active language."""
        model = self._kinds.get(code)
        return capitalised(str(model._meta.verbose_name)) if model else code


def _in(named: dict[str, str], language: str, otherwise: str) -> str:
    return named.get(language) or named.get("en") or otherwise


def country(code: str) -> str:
    """A country in the active language."""
    return str(countries.name(code) or code)


def clean(html: str) -> SafeString:
    """Text with paragraphs, lists and links to the web alone: a bag may come from anywhere."""
    return mark_safe(
        nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"})
    )


def web_address(text: str) -> str:
    """An address that a link may have; empty for any other."""
    return text if urlsplit(text).scheme in ("http", "https") else ""


def beside(told: dict[str, Any], names: Names, language: str) -> str:
    """The line below a title: kind, city, country, themes and audiences."""
    codes = told["codes"]
    parts = [names.kind(told["kind"]["code"])]
    if told["city"]:
        parts.append(names.city(told["city"]["code"], language))
    parts += [country(code) for code in codes.get("country", [])[:1]]
    parts += [
        names.concept(code, language)
        for facet in ("theme", "audience")
        for code in told["own_codes"].get(facet, [])
    ]
    return " · ".join(parts)


def record(told: dict[str, Any], names: Names, language: str) -> dict[str, Any]:
    """All that a record's page shows, in a language in which it has a text."""
    text = told["texts"][language]
    original = text["translated_from"] or language
    model = KINDS.get(told["kind"]["code"])
    parts = [
        {
            "heading": capitalised(str(model._meta.get_field(name).verbose_name)),  # type: ignore[union-attr]
            "html": clean(html),
            "how": text["untranslated"].get(name, ""),
            "language": original if text["untranslated"].get(name) == "all" else language,
        }
        for name, html in text["parts"].items()
        if model is not None and name in model.parts
    ]
    codes = told["own_codes"]
    licences = {one.value: (str(one.label), one.url) for one in Licence}
    return {
        "title": text["title"],
        "summary": text["summary"],
        "parts": parts,
        "original": original,
        "by_machine": text["by_machine"],
        "kind": names.kind(told["kind"]["code"]),
        "editors_summary": told["editors_summary"],
        "archived_on": told["archived_on"],
        "city": told["city"] and told["city"]["code"],
        "city_name": told["city"] and names.city(told["city"]["code"], language),
        "country": told["country"] and country(told["country"]["code"]),
        "years": _years(told),
        "themes": [(code, names.concept(code, language)) for code in codes.get("theme", [])],
        "audiences": [names.concept(code, language) for code in codes.get("audience", [])],
        "points": [
            (answer["code"], point_file(answer["code"]), answer["sentences"].get(language, ""))
            for answer in told["provisions"]
        ],
        "sources": [{**one, "url": web_address(one["url"])} for one in told["sources"]],
        "author": told["author"],
        "licence": licences.get((told["licence"] or {}).get("code", ""), ("", "")),
        "changed": (text["changed"] or told["published"] or "")[:10],
        "address": told["address"],
        "doi": told.get("doi", ""),
        "doi_address": f"{RESOLVER}{told['doi']}" if told.get("doi") else "",
    }


def _years(told: dict[str, Any]) -> str:
    first, last = told["year_from"], told["year_to"]
    if first is None:
        return ""
    if last is None:
        return _("since %(year)s") % {"year": first}
    return str(first) if first == last else f"{first}–{last}"


def point_file(code: str) -> str:
    """The file among the documents that lists the records that answer a point."""
    return f"{code.replace('/', '--')}.html"


def point(told: dict[str, Any], language: str) -> dict[str, Any]:
    """A point of a document in a language, or in the first that it has."""
    shown = language if language in told["texts"] else next(iter(told["texts"]), "")
    text = told["texts"].get(shown, {"heading": "", "text": ""})
    return {
        "code": told["code"],
        "file": point_file(told["code"]),
        "number": told["number"],
        "heading": text["heading"],
        "html": clean(text["text"]),
        "language": shown,
    }
