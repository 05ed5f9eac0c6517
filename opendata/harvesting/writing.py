"""OAI-PMH answers as XML: the envelope, headers, and records as Dublin Core or as DataCite has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from lxml import etree
from lxml.builder import ElementMaker

from opendata.facts import Teller, address_of, in_each_language, printable
from opendata.harvesting.provider import identifier_of, sets_of
from opendata.harvesting.requests import DATACITE
from opendata.identifiers.datacite import SCHEMA_VERSION, XML_LANG, XSI, resource
from search.services import Change, PublicRecord

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DATACITE = "http://schema.datacite.org/oai/oai-1.1/"
DC = "http://purl.org/dc/elements/1.1/"
E = ElementMaker(namespace=OAI, nsmap={None: OAI, "xsi": XSI})
_dc = ElementMaker(namespace=DC, nsmap={"dc": DC})
_oai_datacite = ElementMaker(namespace=OAI_DATACITE, nsmap={None: OAI_DATACITE, "xsi": XSI})
_oai_dc = ElementMaker(namespace=OAI_DC, nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})


def moment(value: datetime) -> str:
    """A moment as the protocol writes it."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def envelope(
    base: str, arguments: dict[str, str], now: datetime, content: Iterable[etree._Element]
) -> bytes:
    """An answer: when, to which question, and what."""
    known = {name: printable(value) for name, value in arguments.items()}
    root = E("OAI-PMH", E.responseDate(moment(now)), E.request(base, **known), *content)
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {OAI}OAI-PMH.xsd")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def error(code: str, sentence: str) -> etree._Element:
    """What the protocol has for a question that cannot be answered."""
    return E.error(sentence, code=code)


def header(change: Change) -> etree._Element:
    """Which record, when it changed, and whether it is gone."""
    found = E.header(
        E.identifier(identifier_of(change.key)),
        E.datestamp(moment(change.at)),
        *(E.setSpec(name) for name in sets_of(change)),
    )
    if change.record is None:
        found.set("status", "deleted")
    return found


@dataclass(frozen=True)
class Writer:
    """Writes records in one form; ``versions``: the numbers of their newest public versions."""

    form: str
    tellers: Mapping[str, Teller]
    versions: Mapping[UUID, int]

    def record(self, change: Change) -> etree._Element:
        """A record, or only that it is gone."""
        found = E.record(header(change))
        if change.record is not None:
            write = self._datacite if self.form == DATACITE else self._dublin_core
            found.append(E.metadata(write(change.record)))
        return found

    def _dublin_core(self, shown: PublicRecord) -> etree._Element:
        return _dublin_core(shown, self.tellers)

    def _datacite(self, shown: PublicRecord) -> etree._Element:
        metadata = resource(shown, self.tellers, self.versions.get(shown.key))
        found = _oai_datacite(
            "oai_datacite",
            _oai_datacite.datacentreSymbol(settings.DATACITE_REPOSITORY),
            _oai_datacite.schemaVersion(SCHEMA_VERSION),
            _oai_datacite.payload(metadata),
        )
        found.set(f"{{{XSI}}}schemaLocation", f"{OAI_DATACITE} {OAI_DATACITE}oai.xsd")
        return found


def _dublin_core(shown: PublicRecord, tellers: Mapping[str, Teller]) -> etree._Element:
    """Title, summary and subjects in each language in which they are written; the rest once, in English."""
    each, english = in_each_language(shown, tellers)
    parts = [
        *(_in(code, "title", facts.title) for code, facts in each.items()),
        _dc.creator(english.author),
        *(
            _in(code, "subject", label)
            for code, facts in each.items()
            for label in (*facts.theme_labels, *facts.audience_labels)
        ),
        *(_in(code, "description", facts.summary) for code, facts in each.items()),
        _dc.publisher("Alliance Exchange"),
        *([_dc.date(english.changed.date().isoformat())] if english.changed else []),
        _dc.type(english.kind_label),
        _dc.format("text/html"),
        _dc.identifier(address_of(shown.key)),
        *(_dc.language(code) for code in english.languages),
        *(_dc.coverage(label) for label in (english.city_label, english.country_label) if label),
        *(_dc.rights(part) for part in (english.licence_label, english.licence_url) if part),
    ]
    found = _oai_dc("dc", *(part for part in parts if part.text))
    found.set(
        f"{{{XSI}}}schemaLocation", f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
    )
    return found


def _in(language: str, name: str, text: str) -> etree._Element:
    found = _dc(name, printable(text))
    found.set(XML_LANG, language)
    return found
