"""Exports for programs: JSON Lines and GeoJSON, with codes beside the labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from opendata.exports.listing import Listing
from opendata.facts import Facts


def jsonl(listing: Listing) -> Iterator[bytes]:
    """A line for the head, one for each record, one for the end."""
    yield _line({"type": "head", **_head(listing)})
    for facts in listing:
        yield _line({"type": "record", **as_json(facts)})
    yield _line({"type": "end", **_end(listing)})


def geojson(listing: Listing) -> Iterator[bytes]:
    """A collection of features at the places of their cities; records of no city have no place (RFC 7946)."""
    head = orjson.dumps({"type": "FeatureCollection", "head": _head(listing)})
    yield head[:-1] + b',"features":['
    between = b"\n"
    for facts in listing:
        place = None
        if facts.latitude is not None and facts.longitude is not None:
            place = {"type": "Point", "coordinates": [facts.longitude, facts.latitude]}
        feature = {
            "type": "Feature",
            "id": str(facts.key),
            "geometry": place,
            "properties": as_json(facts),
        }
        yield between + orjson.dumps(feature)
        between = b",\n"
    yield b'\n],"end":' + orjson.dumps(_end(listing)) + b"}\n"


def as_json(facts: Facts) -> dict[str, Any]:
    """A record for programs: English names, codes that never change, labels in the language of the list."""
    return {
        "id": str(facts.key),
        "address": facts.address,
        "doi": facts.citation.doi,
        "kind": _labelled(facts.kind, facts.kind_label),
        "title": facts.title,
        "summary": facts.summary,
        "text_language": facts.text_language,
        "original_language": facts.original_language,
        "languages": list(facts.languages),
        "city": _labelled(facts.city, facts.city_label),
        "country": _labelled(facts.country, facts.country_label),
        "latitude": facts.latitude,
        "longitude": facts.longitude,
        "year_from": facts.year_from,
        "year_to": facts.year_to,
        "themes": _all_labelled(facts.themes, facts.theme_labels),
        "audiences": _all_labelled(facts.audiences, facts.audience_labels),
        "author": facts.author,
        "licence": {"code": facts.licence, "url": facts.licence_url} if facts.licence else None,
        "published": facts.published,
        "changed": facts.changed,
        "archived": facts.archived,
    }


def _labelled(code: str, label: str) -> dict[str, str] | None:
    return {"code": code, "label": label} if code else None


def _all_labelled(codes: tuple[str, ...], labels: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"code": code, "label": label} for code, label in zip(codes, labels, strict=True)]


def _head(listing: Listing) -> dict[str, Any]:
    head = listing.head
    return {
        "title": head.title,
        "query": head.query,
        "address": head.address,
        "date": head.day,
        "language": listing.language,
        "records": head.total,
        "licence": head.licence,
        "note": head.relaxed,
    }


def _end(listing: Listing) -> dict[str, Any]:
    return {
        "records": listing.given,
        "whole": listing.whole,
        "said": listing.end(),
        "note": listing.note(),
    }


def _line(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
