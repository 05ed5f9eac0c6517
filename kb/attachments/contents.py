"""What a file is by its content: how it begins, and for an archive, what its own table of contents says.

Programs name the parts of Office files as they like; Word Online calls the main one ``word/document2.xml``.
Which part is what stands in ``[Content_Types].xml``, and which is the main one in ``_rels/.rels``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from posixpath import normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element
from zipfile import ZipFile, ZipInfo

from defusedxml.ElementTree import fromstring

from kb.attachments.archive import unpacked
from kb.attachments.formats import (
    FARTHEST_HEAD,
    FORMATS,
    ODF,
    OLD_OFFICE,
    OOXML,
    PDF_HEAD,
    Fault,
    Format,
    Refused,
)

ARCHIVE = b"PK\x03\x04"
# How Office stores a file with a password: this name in the list of a file of the old kind.
LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
PICTURES = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8|II\*\x00|MM\x00\*|\xd7\xcd\xc6\x9a|VCLMTF"
    rb"|RIFF.{4}WEBP|BM.{4}\x00{4}|\x01\x00{3}.{36} EMF|.{4}ftyp(?:he|mif1|avi)",
    re.DOTALL,
)
RICH_TEXT = b"{\\rtf"
TYPES = "[Content_Types].xml"
MANIFEST = "META-INF/manifest.xml"
APPLE = re.compile(r"(?:.*/)?(?:Index/.*\.iwa|Index\.zip|index\.apxl)")
MACRO_TYPES = re.compile(r"macro|vba|activex|ms-excel\.intlmacrosheet", re.IGNORECASE)
# A template, a slide show that starts by itself, a drawing of Visio.
OTHER_OFFICE = re.compile(r"\.template\.main\+xml|slideshow\.main\+xml|ms-visio")
MAIN_RELATION = "/officeDocument"
# What all names of types begin and end with.
TYPE_FRAME = re.compile(
    r"application/(?:vnd\.(?:openxmlformats-(?:officedocument|package)\.)?)?|\+xml$"
)
BY_MAIN_TYPE = {
    f"{kind.media_type}.main+xml".lower(): kind
    for kind in FORMATS.values()
    if kind.media_type.startswith(OOXML)
}
BY_MEDIA_TYPE = {kind.media_type: kind for kind in FORMATS.values()}


@dataclass(frozen=True)
class Contents:
    """An archive's kind and what each of its parts is; ``types`` by part, ``endings`` for all others."""

    kind: Format
    types: dict[str, str] = field(default_factory=dict)
    endings: dict[str, str] = field(default_factory=dict)

    def role(self, name: str) -> str:
        """What a part is, such as ``wordprocessingml.comments``; empty where nothing says so."""
        named = self.types.get(name.casefold()) or self.endings.get(ending_of(name), "")
        return TYPE_FRAME.sub("", named)


def ending_of(name: str) -> str:
    """The ending of a part's name, small; empty where it has none."""
    last = name.rsplit("/", 1)[-1]
    return last.rsplit(".", 1)[-1].lower() if "." in last else ""


def is_picture(content: bytes) -> bool:
    """Whether a file begins as pictures do."""
    return PICTURES.match(content) is not None


def tree(part: bytes) -> Element:
    """A part of an archive as XML. Raises ``DefusedXmlException`` where it declares things of its own."""
    return fromstring(part, forbid_dtd=True)


def is_archive(content: bytes) -> bool:
    """Whether the file is an archive, rather than a PDF. Raises ``Refused`` where it is neither."""
    if content.startswith(OLD_OFFICE):
        raise Refused(Fault.PASSWORD if LOCKED_OFFICE in content else Fault.OLD_OFFICE)
    if content.startswith(ARCHIVE):
        return True
    if PDF_HEAD in content[: FARTHEST_HEAD + len(PDF_HEAD)]:
        return False
    if is_picture(content):
        raise Refused(Fault.PICTURE)
    raise Refused(Fault.RICH_TEXT if content.startswith(RICH_TEXT) else Fault.NOT_WHAT_IT_SAYS)


def contents_of(archive: ZipFile, members: list[ZipInfo]) -> Contents:
    """The archive's table of contents. Raises ``Refused`` where it is no kind that is taken."""
    named = {member.filename: member for member in members}
    if TYPES in named:
        return _of_office(archive, named)
    if "mimetype" in named or MANIFEST in named:
        return _of_opendocument(archive, named)
    if any(APPLE.fullmatch(name) for name in named):
        raise Refused(Fault.APPLE)
    raise Refused(Fault.ARCHIVE)


def _of_office(archive: ZipFile, named: dict[str, ZipInfo]) -> Contents:
    types: dict[str, str] = {}
    endings: dict[str, str] = {}
    for element in tree(unpacked(archive, named[TYPES])):
        of_part, of_ending = element.get("PartName"), element.get("Extension")
        said = element.get("ContentType", "").strip().lower()
        if of_part:
            types[_plain(of_part)] = said
        elif of_ending:
            endings[of_ending.lower()] = said
    present = {name.casefold() for name in named}
    said_of_parts = {
        types.get(name) or endings.get(ending_of(name), "")
        for name in present
    }  # fmt: skip
    if any(MACRO_TYPES.search(said) for said in said_of_parts):
        raise Refused(Fault.MACRO)
    main = _main_part(archive, named)
    said_of_main = types.get(main) or endings.get(ending_of(main), "")
    if OTHER_OFFICE.search(said_of_main):
        raise Refused(Fault.KIND)
    kind = BY_MAIN_TYPE.get(said_of_main)
    if kind is None or main not in present:
        raise Refused(Fault.NOT_WHAT_IT_SAYS)
    return Contents(kind, types, endings)


def _main_part(archive: ZipFile, named: dict[str, ZipInfo]) -> str:
    if "_rels/.rels" not in named:
        raise Refused(Fault.NOT_WHAT_IT_SAYS)
    for relation in tree(unpacked(archive, named["_rels/.rels"])):
        if relation.get("Type", "").endswith(MAIN_RELATION):
            return _plain(relation.get("Target", ""))
    raise Refused(Fault.NOT_WHAT_IT_SAYS)


def _plain(name: str) -> str:
    """A part's name as it is compared: from the archive's root, without regard to capitals."""
    return normpath(unquote(name).lstrip("/")).casefold()


def _of_opendocument(archive: ZipFile, named: dict[str, ZipInfo]) -> Contents:
    manifest = tree(unpacked(archive, named[MANIFEST])) if MANIFEST in named else None
    said = ""
    if "mimetype" in named:
        said = unpacked(archive, named["mimetype"]).strip().decode("ascii")
    elif manifest is not None:
        said = next((_of_whole(entry) for entry in manifest if _of_whole(entry)), "")
    if not said.startswith(ODF):
        raise Refused(Fault.ARCHIVE)
    kind = BY_MEDIA_TYPE.get(said)
    if kind is None:
        # A template, a drawing, a database.
        raise Refused(Fault.KIND)
    if manifest is not None and any(
        str(element.tag).endswith("}encryption-data") for element in manifest.iter()
    ):
        raise Refused(Fault.PASSWORD)
    if "content.xml" not in named:
        raise Refused(Fault.NOT_WHAT_IT_SAYS)
    return Contents(kind)


def _of_whole(entry: Element) -> str:
    """The kind of the whole file, where an entry of its list tells it."""
    told = {key.rsplit("}", 1)[-1]: value for key, value in entry.attrib.items()}
    return told.get("media-type", "") if told.get("full-path") == "/" else ""
