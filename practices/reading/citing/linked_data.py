"""JSON-LD (schema.org) of a record: what search engines and catalogues read in its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.utils.safestring import SafeString, mark_safe

from kb.site.addresses import absolute, language_path
from practices.models import RecordPage, TrainingDate
from practices.models.parts.choices import Licence
from practices.reading.citing.citations import PUBLISHER, Citation
from practices.reading.citing.signposting import TYPES

# What ends a block of data in a page, or begins another, written so that it does not.
_INERT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def linked_data(
    record: RecordPage, citation: Citation, sessions: Sequence[TrainingDate] = ()
) -> SafeString:
    """The record as one node, in the language of its text; no person and no contact is in it."""
    kind = TYPES.get(record.kind, "CreativeWork")
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": citation.address,
        "url": absolute(language_path(record)),
        "name": citation.title,
        **({"headline": citation.title} if kind in ("Article", "Report") else {}),
        "description": citation.abstract,
        "inLanguage": citation.language,
        "identifier": [str(record.translation_key), *_doi(citation)],
        "sameAs": citation.link if citation.doi else "",
        "datePublished": citation.published,
        "dateModified": citation.changed,
        "license": Licence(record.licence).url,
        "author": _organisation(citation.author),
        "publisher": _organisation(PUBLISHER),
        ("provider" if kind == "Course" else "spatialCoverage"): _place(record, kind),
        "about": [
            {
                "@type": "DefinedTerm",
                "name": concept.label(citation.language),
                "termCode": concept.code,
                "inDefinedTermSet": absolute(f"/vocabulary#{concept.facet}"),
            }
            for concept in record.concepts.all()
        ],
        "hasCourseInstance": [_instance(one) for one in sessions] if kind == "Course" else [],
        "isAccessibleForFree": True,
    }
    text = orjson.dumps({name: value for name, value in found.items() if value}).decode()
    for sign, written in _INERT.items():
        text = text.replace(sign, written)
    return mark_safe(text)


def _doi(citation: Citation) -> list[dict[str, str]]:
    found = {"@type": "PropertyValue", "propertyID": "DOI", "value": citation.doi}
    return [found] if citation.doi else []


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _place(record: RecordPage, kind: str) -> dict[str, Any]:
    """The city where it is done; of a course, which has no place, who gives it."""
    if record.city is None:
        return {}
    name = record.city.name_in(record.locale.language_code)
    if kind == "Course":
        return _organisation(name)
    return {
        "@type": "City",
        "name": name,
        "address": {"@type": "PostalAddress", "addressCountry": record.city.country_code},
    }


def _instance(session: TrainingDate) -> dict[str, Any]:
    found = {
        "@type": "CourseInstance",
        "startDate": session.starts_on,
        "endDate": session.ends_on,
        "location": session.place,
        "courseMode": session.mode,
    }
    return {name: value for name, value in found.items() if value}
