"""Reads a part of an Office file: gives its words, refuses what a file for readers may not hold.

That is known by its full name, because the same word means other things elsewhere:
``<a:clrChange>`` makes a colour of a picture clear and is no tracked change, ``<comment>`` in a list of
properties is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from kb.attachments.formats import Fault, Refused

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
SHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
SLIDES = (
    "http://schemas.openxmlformats.org/presentationml/2006/main",
    "http://purl.oclc.org/ooxml/presentationml/main",
    "http://schemas.microsoft.com/office/powerpoint/2018/8/main",
)
THREADS = ("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",)
OPENDOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
ODF_OFFICE = (f"{OPENDOCUMENT}:office:1.0",)
ODF_TEXT = (f"{OPENDOCUMENT}:text:1.0",)
ODF_TABLE = (f"{OPENDOCUMENT}:table:1.0",)
ODF_DRAWING = (f"{OPENDOCUMENT}:drawing:1.0",)
ODF_SCRIPT = (f"{OPENDOCUMENT}:script:1.0",)
ODF_SLIDES = (f"{OPENDOCUMENT}:presentation:1.0",)


def _named(spaces: tuple[str, ...], *names: str) -> frozenset[str]:
    return frozenset(f"{{{space}}}{name}" for space in spaces for name in names)


COMMENTS = (
    _named(WORD, "comment")
    | _named(SHEET, "comment")
    | _named(THREADS, "threadedComment")
    | _named(SLIDES, "cm")
    | _named(ODF_OFFICE, "annotation")
)
TRACKED = (
    _named(
        WORD,
        "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange", "pPrChange",
        "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange",
        "numberingChange", "delText", "delInstrText", "moveFromRangeStart", "moveToRangeStart",
        "customXmlInsRangeStart", "customXmlDelRangeStart", "customXmlMoveFromRangeStart",
        "customXmlMoveToRangeStart",
    )
    | _named(SHEET, "rrc", "rm", "ris", "rcc", "rfmt", "rdn", "rcft", "rcmt")
    | _named(ODF_TEXT, "changed-region")
    | _named(ODF_TABLE, "cell-content-change", "insertion", "deletion", "movement")
)  # fmt: skip
FIELD_CODES = _named(WORD, "instrText", "delInstrText")
SIMPLE_FIELDS = _named(WORD, "fldSimple")
FIELDS_ELSEWHERE = re.compile(r"\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b", re.I)
SHEETS = _named(SHEET, "sheet")
# As programs call a sheet that nobody gave a name.
UNNAMED = re.compile(r"(?:Sheet|Tabelle|Feuil|Feuille|Foglio|Лист|Sayfa)\s?\d*")
LISTENERS = _named(ODF_SCRIPT, "event-listener")
SLIDE_LISTENERS = _named(ODF_SLIDES, "event-listener")
PROGRAM_ACTIONS = {"execute", "execute-macro"}
PLAYED = _named(ODF_DRAWING, "plugin", "applet", "floating-frame") | _named(
    (*ODF_OFFICE, *ODF_TEXT), "dde-source", "dde-connection-decl"
)
SHOWN = _named(ODF_DRAWING, "image", "object", "object-ole", "fill-image") | _named(
    ODF_TABLE, "table-source"
)
OUT_OF_THE_FILE = re.compile(r"\s*(?:[a-z][\w+.-]*:|//|\.\./)", re.I)


LONG_NUMBER = re.compile(r"\d{8,}")
ON_PAPER = {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}


def paragraphs(part: bytes, *, speaks: bool, is_opendocument: bool) -> Iterator[str]:
    """The paragraphs of a part; of one that readers do not see (not ``speaks``) none.

    It is read from end to end either way. Raises ``Refused`` for what may not be in it.
    """
    said: list[str] = []
    for _event, element in iterparse(BytesIO(part), events=("end",), forbid_dtd=True):
        _refuse_mark(element)
        local = element.tag.rsplit("}", 1)[-1]
        if not speaks:
            element.clear()
        elif is_opendocument:
            if local in ("p", "h", "desc", "title"):
                yield " ".join(element.itertext())
                element.clear()
        else:
            _collect(local, element, said)
            yield from _told_apart(local, element)
            if local in ("p", "si", "is"):
                yield "".join(said)
                said = []
                element.clear()
            elif local in ("c", "row"):
                element.clear()
    yield "".join(said)


def _collect(local: str, element: Element, said: list[str]) -> None:
    if local == "t" and element.text:
        said.append(element.text)
    elif local in ("tab", "br", "cr"):
        said.append(" ")
    elif local == "noBreakHyphen":
        said.append("-")


def _told_apart(local: str, element: Element) -> Iterator[str]:
    """Words in no paragraph: numbers and results of a table, its sheets' names, what pictures show."""
    if local == "v" and element.text and LONG_NUMBER.fullmatch(element.text):
        yield element.text
    elif local == "c" and element.get("t") == "str":
        yield " ".join(value.text or "" for value in element if value.tag.endswith("}v"))
    elif local in ON_PAPER and element.text:
        yield element.text
    elif local in ("docPr", "cNvPr") and element.get("descr"):
        yield element.get("descr", "")
    elif element.tag in SHEETS and not UNNAMED.fullmatch(element.get("name", "")):
        yield element.get("name", "")


def _refuse_mark(element: Element) -> None:
    tag = element.tag
    if tag in COMMENTS or tag in TRACKED:
        raise Refused(Fault.COMMENTS)
    if tag in LISTENERS or (
        tag in SLIDE_LISTENERS
        and element.get(f"{{{ODF_SLIDES[0]}}}action") in PROGRAM_ACTIONS
    ):  # fmt: skip
        raise Refused(Fault.MACRO)
    if (
        (tag in FIELD_CODES and FIELDS_ELSEWHERE.match(element.text or ""))
        or (tag in SIMPLE_FIELDS and any(map(FIELDS_ELSEWHERE.match, element.attrib.values())))
        or tag in PLAYED
        or (tag in SHOWN and any(map(OUT_OF_THE_FILE.match, _addresses(element))))
    ):
        raise Refused(Fault.FROM_ELSEWHERE)


def _addresses(element: Element) -> list[str]:
    return [value for key, value in element.attrib.items() if key.endswith("}href")]
