"""OAI-PMH answers as XML: the envelope, headers, and records as Dublin Core (``oai_dc``)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from lxml import etree
from lxml.builder import ElementMaker

from opendata.facts import Teller, address_of, printable
from opendata.harvesting.provider import identifier_of, sets_of
from search.services import Change, PublicRecord

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
E = ElementMaker(namespace=OAI, nsmap={None: OAI, "xsi": XSI})
_dc = ElementMaker(namespace=DC, nsmap={"dc": DC})
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


def record(change: Change, tellers: dict[str, Teller]) -> etree._Element:
    """A record, or only that it is gone."""
    found = E.record(header(change))
    if change.record is not None:
        found.append(E.metadata(_dublin_core(change.record, tellers)))
    return found


def _dublin_core(shown: PublicRecord, tellers: dict[str, Teller]) -> etree._Element:
    """Title, summary and subjects in each language in which they are written; the rest once, in English."""
    # The language in which it was written comes first.
    texts = sorted(shown.data["texts"], key=lambda code: (code != shown.original, code))
    each = {code: tellers[code].facts(shown) for code in texts}
    english = each.get("en") or tellers["en"].facts(shown)
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
