"""What DataCite asks of metadata (schema 4.6), as far as we write any: elements, attributes, closed lists."""

from __future__ import annotations

import re

from lxml import etree

NAMESPACE = "{http://datacite.org/schema/kernel-4}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
REQUIRED = ("identifier", "creators", "titles", "publisher", "publicationYear", "resourceType")
# Each may be there once: what it holds, or None where that is text.
CHILDREN = {
    **dict.fromkeys(("identifier", "publisher", "publicationYear", "resourceType", "language", "version")),
    "creators": "creator", "titles": "title", "subjects": "subject", "dates": "date",
    "alternateIdentifiers": "alternateIdentifier", "rightsList": "rights",
    "descriptions": "description", "geoLocations": "geoLocation",
}  # fmt: skip
# Attributes: those that have to be there, and those that may.
ATTRIBUTES: dict[str, tuple[set[str], set[str]]] = {
    "identifier": ({"identifierType"}, set()),
    "creatorName": (set(), {"nameType", LANG}),
    "title": (set(), {"titleType", LANG}),
    "publisher": (
        set(),
        {"publisherIdentifier", "publisherIdentifierScheme", "schemeURI", LANG},
    ),
    "resourceType": ({"resourceTypeGeneral"}, set()),
    "subject": (set(), {"subjectScheme", "schemeURI", "valueURI", "classificationCode", LANG}),
    "date": ({"dateType"}, {"dateInformation"}),
    "alternateIdentifier": ({"alternateIdentifierType"}, set()),
    "rights": (
        set(),
        {"rightsURI", "rightsIdentifier", "rightsIdentifierScheme", "schemeURI", LANG},
    ),
    "description": ({"descriptionType"}, {LANG}),
}
CLOSED = {
    "nameType": {"Organizational", "Personal"},
    "titleType": {"AlternativeTitle", "Subtitle", "TranslatedTitle", "Other"},
    "descriptionType": {
        "Abstract", "Methods", "SeriesInformation", "TableOfContents", "TechnicalInfo", "Other",
    },
    "dateType": {
        "Accepted", "Available", "Collected", "Copyrighted", "Coverage", "Created", "Issued", "Other",
        "Submitted", "Updated", "Valid", "Withdrawn",
    },
    # Of some thirty those that a record may be.
    "resourceTypeGeneral": {"Event", "Other", "Report", "Text"},
}  # fmt: skip
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def faults(written: bytes) -> list[str]:
    """What is not as the schema has it; none if all is well."""
    root = etree.fromstring(written)
    if root.tag != f"{NAMESPACE}resource":
        return [root.tag]
    names = [_name(child) for child in root]
    found = [f"{name} is missing" for name in REQUIRED if name not in names]
    found += [f"{name} is there twice" for name in CHILDREN if names.count(name) > 1]
    for child in root:
        name, holds = _name(child), CHILDREN.get(_name(child), "nothing that is known")
        if holds is None:
            found += _text(child)
        elif not len(child) or {_name(part) for part in child} != {holds}:
            found.append(f"{name} has to hold {holds}")
        for part in child:
            found += _place(part) if holds == "geoLocation" else _part(part)
        found += _attributes(child)
    return found


def _name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(NAMESPACE)


def _part(part: etree._Element) -> list[str]:
    if _name(part) == "creator":
        named = [_name(one) for one in part] == ["creatorName"]
        return [*_text(part[0]), *_attributes(part[0])] if named else ["a creator has one name"]
    found = [*_text(part), *_attributes(part)]
    if _name(part) == "date" and not DATE.fullmatch(part.text or ""):
        found.append(f"{part.text} is no date")
    return found


def _text(element: etree._Element) -> list[str]:
    text = element.text or ""
    found = [] if text.strip() and not len(element) else [f"{_name(element)} is empty"]
    if _name(element) == "publicationYear" and not re.fullmatch(r"\d{4}", text):
        found.append(f"{text} is no year")
    if _name(element) == "language" and not re.fullmatch(
        r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", text
    ):
        found.append(f"{text} is no language")
    return found


def _place(place: etree._Element) -> list[str]:
    found = []
    for part in place:
        if _name(part) == "geoLocationPlace":
            found += _text(part)
        elif _name(part) == "geoLocationPoint":
            numbers = {_name(one): float(one.text or "nan") for one in part}
            within = (
                -180 <= numbers.pop("pointLongitude") <= 180
                and -90 <= numbers.pop("pointLatitude") <= 90
            )
            found += [] if within and not numbers else ["no point of the earth"]
        else:
            found.append(f"{_name(part)} is unknown")
    return found


def _attributes(element: etree._Element) -> list[str]:
    needed, possible = ATTRIBUTES.get(_name(element), (set(), set()))
    given = {str(name) for name in element.attrib}
    found = [f"{_name(element)} lacks {name}" for name in needed - given]
    found += [f"{_name(element)} has {name}" for name in given - needed - possible]
    return found + [
        f"{name} is {value}"
        for name, value in element.attrib.items()
        if name in CLOSED and value not in CLOSED[str(name)]
    ]
