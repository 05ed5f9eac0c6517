"""JSON-LD (schema.org): a block of data in a page, which search engines and catalogues read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.utils.safestring import SafeString, mark_safe

# What ends a block of data in a page, or begins another, written so that it does not.
_INERT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def data_block(found: Mapping[str, Any]) -> SafeString:
    """One node as the content of a ``script`` element; what is empty is left out."""
    node = {"@context": "https://schema.org", **found}
    text = orjson.dumps({name: value for name, value in node.items() if value}).decode()
    for sign, written in _INERT.items():
        text = text.replace(sign, written)
    return mark_safe(text)


def city_node(name: str, country: str) -> dict[str, Any]:
    """A city as a place: its name and the code of its country."""
    return {
        "@type": "City",
        "name": name,
        "address": {"@type": "PostalAddress", "addressCountry": country},
    }


def organisation_node(name: str) -> dict[str, str]:
    """Who has written or published something: a city, the editors."""
    return {"@type": "Organization", "name": name}
