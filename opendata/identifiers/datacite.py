"""DataCite metadata (schema 4.6, XML) of a record: for the registration of its DOI, and for harvesters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Max
from lxml import etree
from lxml.builder import ElementMaker

from kb.site.addresses import absolute
from opendata.facts import Facts, Teller, address_of, in_each_language, printable
from practices.models import PublicVersion
from practices.reading.citing.citations import PUBLISHER
from search.services import PublicRecord

NAMESPACE = "http://datacite.org/schema/kernel-4"
SCHEMA = "http://schema.datacite.org/meta/kernel-4.6/metadata.xsd"
SCHEMA_VERSION = "4.6"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE, "xsi": XSI})
# What DataCite's list of types has for each kind.
GENERAL_TYPES = {"study-visit": "Report", "event": "Event"}
UNKNOWN = ":unkn"  # DataCite's word for what cannot be said


def newest_versions(keys: Sequence[UUID]) -> dict[UUID, int]:
    """The number of the newest public version of each of these records that has one."""
    versions = PublicVersion.objects.filter(record__in=keys, closed_on=None)
    return dict(versions.values_list("record").annotate(Max("number")))


def resource(
    record: PublicRecord, tellers: Mapping[str, Teller], version: int | None, doi: str = ""
) -> etree._Element:
    """A record: words in each language in which there are any, the rest once, in English.

    ``doi``: one that is about to be registered; else the record's own, or, as it has none, its address.
    """
    each, english = in_each_language(record, tellers)
    dates = (("Issued", english.published), ("Updated", english.changed))
    general = GENERAL_TYPES.get(record.kind, "Text")
    parts = [
        _identifier(doi or english.citation.doi, record.key),
        E.creators(E.creator(E.creatorName(english.author, nameType="Organizational"))),
        E.titles(
            *(_title(code, facts, first=code == next(iter(each))) for code, facts in each.items())
        ),
        E.publisher(PUBLISHER, {XML_LANG: "en"}),
        E.publicationYear(_year(english)),
        E.resourceType(english.kind_label, resourceTypeGeneral=general),
        E.subjects(*_subjects(english)),
        E.dates(*(E.date(day.date().isoformat(), dateType=what) for what, day in dates if day)),
        E.language(record.original),
        E.alternateIdentifiers(
            E.alternateIdentifier(address_of(record.key), alternateIdentifierType="URL")
        ),
        *([E.version(str(version))] if version else []),
        E.rightsList(*_rights(english)),
        E.descriptions(
            *(
                E.description(facts.summary, {XML_LANG: code, "descriptionType": "Abstract"})
                for code, facts in each.items()
                if facts.summary
            )
        ),
        E.geoLocations(*_places(english)),
    ]
    return _resource(parts)


def tombstone(doi: str, key: UUID, year: int) -> etree._Element:
    """What is left of a record that is no longer public: that there was one. No word of it."""
    return _resource(
        [
            _identifier(doi, key),
            E.creators(E.creator(E.creatorName(PUBLISHER, nameType="Organizational"))),
            E.titles(E.title("This record is no longer public", {XML_LANG: "en"})),
            E.publisher(PUBLISHER, {XML_LANG: "en"}),
            E.publicationYear(str(year)),
            E.resourceType(UNKNOWN, resourceTypeGeneral="Text"),
        ]
    )


def written(found: etree._Element) -> bytes:
    """The metadata as a file."""
    text: bytes = etree.tostring(found, xml_declaration=True, encoding="UTF-8")
    return text


def _resource(parts: list[etree._Element]) -> etree._Element:
    # Of the optional ones those that hold nothing are left out.
    found = E.resource(*(part for part in parts if part.text or len(part)))
    found.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    return found


def _identifier(doi: str, key: UUID) -> etree._Element:
    if doi:
        return E.identifier(doi, identifierType="DOI")
    return E.identifier(address_of(key), identifierType="URL")


def _title(code: str, facts: Facts, *, first: bool) -> etree._Element:
    how = {XML_LANG: code} if first else {XML_LANG: code, "titleType": "TranslatedTitle"}
    return E.title(printable(facts.title) or UNKNOWN, how)


def _year(facts: Facts) -> str:
    return str(facts.published.year) if facts.published else facts.citation.year


def _subjects(facts: Facts) -> list[etree._Element]:
    own = absolute("/vocabulary")
    return [
        E.subject(
            label,
            {"subjectScheme": PUBLISHER, "schemeURI": own, "valueURI": f"{own}#{facet}-{code}"},
        )
        for facet, codes, labels in (
            ("theme", facts.themes, facts.theme_labels),
            ("audience", facts.audiences, facts.audience_labels),
        )
        for code, label in zip(codes, labels, strict=True)
    ]


def _rights(facts: Facts) -> list[etree._Element]:
    if not facts.licence_label:
        return []
    return [E.rights(facts.licence_label, rightsURI=facts.licence_url)]


def _places(facts: Facts) -> list[etree._Element]:
    if not facts.city_label:
        return []
    place = [E.geoLocationPlace(f"{facts.city_label}, {facts.country_label}")]
    if facts.latitude is not None and facts.longitude is not None:
        place.append(
            E.geoLocationPoint(
                E.pointLongitude(str(facts.longitude)), E.pointLatitude(str(facts.latitude))
            )
        )
    return [E.geoLocation(*place)]
