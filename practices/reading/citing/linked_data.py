"""JSON-LD (schema.org) of a record: what search engines and catalogues read in its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString

from kb.site.addresses import absolute, language_path
from kb.site.linked_data import city_node, data_block, organisation_node
from practices.models import RecordPage, TrainingDate
from practices.models.parts.choices import Licence
from practices.reading.citing.citations import PUBLISHER, Citation
from practices.reading.citing.signposting import TYPES


def linked_data(
    record: RecordPage, citation: Citation, sessions: Sequence[TrainingDate] = ()
) -> SafeString:
    """The record as one node, in the language of its text; no person and no contact is in it."""
    kind = TYPES.get(record.kind, "CreativeWork")
    found: dict[str, Any] = {
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
        "author": organisation_node(citation.author),
        "publisher": organisation_node(PUBLISHER),
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
    return data_block(found)


def _doi(citation: Citation) -> list[dict[str, str]]:
    found = {"@type": "PropertyValue", "propertyID": "DOI", "value": citation.doi}
    return [found] if citation.doi else []


def _place(record: RecordPage, kind: str) -> dict[str, Any]:
    """The city where it is done; of a course, which has no place, who gives it."""
    if record.city is None:
        return {}
    name = record.city.name_in(record.locale.language_code)
    if kind == "Course":
        return organisation_node(name)
    return city_node(name, record.city.country_code)


def _instance(session: TrainingDate) -> dict[str, Any]:
    found = {
        "@type": "CourseInstance",
        "startDate": session.starts_on,
        "endDate": session.ends_on,
        "location": session.place,
        "courseMode": session.mode,
    }
    return {name: value for name, value in found.items() if value}
