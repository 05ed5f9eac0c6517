"""Office files: looked through before anything is unpacked, written anew without notes of their makers."""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from kb.attachments.formats import OOXML, Fault, Format, Reading, Refused, Words
from kb.attachments.pictures import without_notes

MOST_MEMBERS = 5_000
MOST_UNPACKED = 150 * 1024 * 1024
# A large table packs to a fiftieth; what packs better and is large was made to hurt.
MOST_RATIO = 100
FREE_OF_RATIO = 20 * 1024 * 1024
LONGEST_NAME = 240

ENCRYPTED_FLAG = 0x1
XML = ("xml", "rels", "rdf")
PICTURES = (
    "png", "jpg", "jpeg", "jpe", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg", "webp", "wdp",
)  # fmt: skip
OTHERS = ("vml", "odttf", "fntdata", "ttf", "otf")
NO_ENDING = re.compile(
    r"mimetype|layout-cache|(?:.*/)?ObjectReplacements/[^/]+|(?:.*/)?_rels/\.rels"
)
PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"%PDF")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
# The printer's settings; the window's buttons, which old LibreOffice stores as empty parts.
LEFT_OUT = re.compile(r"xl/printerSettings/[^/]+\.bin|Configurations2/.*")
MACRO_NAMES = re.compile(
    r"vba|macrosheets|(?:^|/)(?:basic|scripts|dialogs)/|activex|customui", re.IGNORECASE
)
MACRO_TYPES = re.compile(r"macro|vba|activex|ms-excel\.intlmacrosheet", re.IGNORECASE)
TRACKED = re.compile(r"ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change")
COMMENTS = {"comment", "threadedComment", "cm", "changed-region", "cell-content-change"}
NOTE_OF_ODF = "opendocument:xmlns:office:1.0}annotation"
FIELDS_ELSEWHERE = re.compile(r"\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b", re.I)
# Relationships that may lead out of the file: only what a reader follows by a click.
FOLLOWED_BY_CLICK = ("/hyperlink",)
# Named without need: the maker's template, the printer.
DROPPED_RELATIONS = ("/attachedTemplate", "/printerSettings")
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""")

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
APP = "http://schemas.openxmlformats.org/officeDocument/2006/"
EMPTIED = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{CORE}"/>',
    "docProps/app.xml": f'<Properties xmlns="{APP}extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{APP}custom-properties"/>',
    "word/people.xml": '<w:people xmlns:w="http://schemas.microsoft.com/office/word/2012/wordml"/>',
    "xl/persons/person.xml": "<personList "
    'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>',
    "ppt/commentAuthors.xml": "<p:cmAuthorLst "
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>',
    "ppt/authors.xml": "<p:authorLst "
    'xmlns:p="http://schemas.microsoft.com/office/powerpoint/2018/8/main"/>',
}
META_OF_ODF = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'office:version="1.3"><office:meta/></office:document-meta>'
)
# What tells of the maker's machine, by part and pattern.
TELLING = (
    (re.compile(r"word/settings\.xml"), re.compile(rb"<w:attachedTemplate\b[^>]*/>"), b""),
    (re.compile(r"xl/workbook\.xml"), re.compile(rb'(absPath\b[^>]*?\burl=")[^"]*'), rb"\1"),
    (re.compile(r"xl/workbook\.xml"), re.compile(rb'(\buserName=")[^"]*'), rb"\1"),
    (
        re.compile(r"xl/(?:work|chart)sheets/[^/]+\.xml"),
        re.compile(rb'(<pageSetup\b[^>]*?)\s+r:id="[^"]*"'),
        rb"\1",
    ),
    (
        re.compile(r"(?:.*/)?settings\.xml"),
        re.compile(rb'(config:name="Printer(?:Name|Setup)"[^>]*>)[^<]*'),
        rb"\1",
    ),
)
TEXT_PARTS = re.compile(
    r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml|ppt/(?:slides|notesSlides)/[^/]+\.xml"
    r"|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml|(?:xl|ppt|word)/(?:charts|diagrams|drawings)/[^/]+\.xml"
    r"|(?:.*/)?(?:content|styles)\.xml"
)
LONG_NUMBER = re.compile(r"\d{8,}")
register_namespace("", "http://schemas.openxmlformats.org/package/2006/relationships")


def cleaned_office(content: bytes, kind: Format) -> Reading:
    """The file, written anew, with its words. Raises ``Refused``."""
    if not content.startswith(b"PK\x03\x04"):
        raise Refused(Fault.NOT_WHAT_IT_SAYS)
    words = Words()
    fresh = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = _checked(archive, len(content))
            _check_kind(archive, members, kind)
            with ZipFile(fresh, "w") as written:
                for member in members:
                    part = _part(member.filename, _unpacked(archive, member), kind, words)
                    if part is not None:
                        _write(written, member.filename, part)
    except (BadZipFile, EOFError, NotImplementedError, zlib.error, UnicodeError) as torn:
        raise Refused(Fault.BROKEN) from torn
    except DefusedXmlException as hostile:
        raise Refused(Fault.BROKEN) from hostile
    except (ParseError, LookupError, ValueError) as malformed:
        raise Refused(Fault.BROKEN) from malformed
    return Reading(fresh.getvalue(), words.text, words.whole)


def _checked(archive: ZipFile, size: int) -> list[ZipInfo]:
    """The members, if names and sizes are those of an honest file; nothing is unpacked for it."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise Refused(Fault.UNPACKS_TOO_FAR)
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or (unpacked > FREE_OF_RATIO and unpacked > MOST_RATIO * size):
        raise Refused(Fault.UNPACKS_TOO_FAR)
    names: set[str] = set()
    kept = []
    for member in members:
        name = member.filename
        if member.flag_bits & ENCRYPTED_FLAG:
            raise Refused(Fault.PASSWORD)
        if (
            member.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
            or name.casefold() in names
            or len(name) > LONGEST_NAME
            or _leads_out(member)
        ):
            raise Refused(Fault.BROKEN)
        names.add(name.casefold())
        if MACRO_NAMES.search(name):
            raise Refused(Fault.MACRO)
        if not member.is_dir():
            kept.append(member)
    return kept


def _leads_out(member: ZipInfo) -> bool:
    name = member.orig_filename
    steps = name.split("/")
    return (
        name.startswith("/")
        or ".." in steps
        or any(mark in name for mark in ("\\", ":", "\x00"))
        or stat.S_ISLNK(member.external_attr >> 16)
    )


def _unpacked(archive: ZipFile, member: ZipInfo) -> bytes:
    # zipfile gives no more than the size that was declared, and the sizes have been added up.
    with archive.open(member) as part:
        return part.read()


def _check_kind(archive: ZipFile, members: list[ZipInfo], kind: Format) -> None:
    names = {member.filename for member in members}
    if kind.main_part not in names:
        raise Refused(Fault.NOT_WHAT_IT_SAYS)
    if kind.is_opendocument:
        if "mimetype" not in names or archive.read("mimetype").strip() != kind.media_type.encode():
            raise Refused(Fault.NOT_WHAT_IT_SAYS)
        if "META-INF/manifest.xml" in names:
            manifest = _tree(archive.read("META-INF/manifest.xml"))
            if any(_local(element) == "encryption-data" for element in manifest.iter()):
                raise Refused(Fault.PASSWORD)
        return
    if "[Content_Types].xml" not in names:
        raise Refused(Fault.NOT_WHAT_IT_SAYS)
    types = [
        (element.get("PartName", ""), element.get("ContentType", ""))
        for element in _tree(archive.read("[Content_Types].xml")).iter()
    ]
    if any(MACRO_TYPES.search(named) for _part_name, named in types):
        raise Refused(Fault.MACRO)
    main = f"{OOXML}{kind.media_type.removeprefix(OOXML)}.main+xml"
    if (f"/{kind.main_part}", main) not in types:
        raise Refused(Fault.NOT_WHAT_IT_SAYS)


def _write(written: ZipFile, name: str, part: bytes) -> None:
    # A date that tells nothing; an OpenDocument's type has to stand there unpacked.
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
    written.writestr(info, part)


def _part(name: str, part: bytes, kind: Format, words: Words) -> bytes | None:
    """One part as it is kept; None where it is left out."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name.rsplit("/", 1)[-1] else ""
    if LEFT_OUT.fullmatch(name):
        return None
    if part.startswith(PACKED) or (part.startswith(PROGRAMS) and ending not in PICTURES):
        raise Refused(Fault.OTHER_FILES)
    if ending in XML:
        return _xml(name, part, kind, words)
    if ending == "svg":
        _refuse_scripts(part)
    if ending in PICTURES:
        return without_notes(part)
    if ending in OTHERS or NO_ENDING.fullmatch(name):
        return part
    raise Refused(Fault.OTHER_FILES)


def _refuse_scripts(drawing: bytes) -> None:
    for element in _tree(drawing).iter():
        values = [value.strip().lower() for value in element.attrib.values()]
        if (
            _local(element) in ("script", "foreignObject")
            or any(key.lower().startswith("on") for key in element.attrib)
            or any(value.startswith(("javascript:", "data:text")) for value in values)
        ):
            raise Refused(Fault.MACRO)


def _xml(name: str, part: bytes, kind: Format, words: Words) -> bytes:
    said = ENCODING.match(part)
    if b"\x00" in part[:4] or (said and said[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
        raise Refused(Fault.BROKEN)
    if kind.is_opendocument and name.rsplit("/", 1)[-1] == "meta.xml":
        return META_OF_ODF.encode()
    if name in EMPTIED:
        return EMPTIED[name].encode()
    if name.endswith(".rels"):
        return _relations(part, words)
    if name.startswith(("xl/externalLinks/", "xl/connections", "xl/queryTables/")):
        raise Refused(Fault.FROM_ELSEWHERE)
    for where, pattern, instead in TELLING:
        if where.fullmatch(name):
            part = pattern.sub(instead, part)
    for paragraph in _paragraphs(name, part, kind):
        words.add(paragraph)
    return part


def _relations(part: bytes, words: Words) -> bytes:
    """What a part points at, written anew: links that a reader follows, and parts of the same file."""
    tree = _tree(part)
    for relation in list(tree):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if kind.endswith(DROPPED_RELATIONS):
            tree.remove(relation)
        elif relation.get("TargetMode", "").strip().lower() == "external":
            if not kind.endswith(FOLLOWED_BY_CLICK):
                raise Refused(Fault.FROM_ELSEWHERE)
            address = target.strip().lower()
            if not address.startswith(("http://", "https://", "mailto:", "#")):
                # Somebody's own disk, or a program: the words stay, the way is gone.
                relation.set("Target", "about:blank")
            elif address.startswith("mailto:"):
                words.add(target.strip()[7:])
    return bytes(tostring(tree, encoding="utf-8", xml_declaration=True))


def _tree(part: bytes) -> Element:
    return fromstring(part, forbid_dtd=True)


def _local(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _paragraphs(name: str, part: bytes, kind: Format) -> Iterator[str]:
    """Reads a part from end to end, refuses what may not be in it, and gives its paragraphs."""
    speaks = TEXT_PARTS.fullmatch(name) is not None
    said: list[str] = []
    for _event, element in iterparse(BytesIO(part), events=("end",), forbid_dtd=True):
        local = _local(element)
        _refuse(local, element, name, kind)
        if not speaks:
            element.clear()
        elif kind.is_opendocument:
            if local in ("p", "h", "desc", "title"):
                yield " ".join(element.itertext())
                element.clear()
        else:
            if local == "t" and element.text:
                said.append(element.text)
            elif local in ("tab", "br"):
                said.append(" ")
            elif local == "v" and element.text and LONG_NUMBER.fullmatch(element.text):
                yield element.text
            elif local in ("docPr", "cNvPr") and element.get("descr"):
                yield element.get("descr", "")
            if local in ("p", "si", "is"):
                yield "".join(said)
                said = []
                element.clear()
            elif local in ("c", "row"):
                element.clear()
    yield "".join(said)


def _refuse(local: str, element: Element, name: str, kind: Format) -> None:
    if local in COMMENTS or (local == "annotation" and element.tag.endswith(NOTE_OF_ODF)):
        raise Refused(Fault.COMMENTS)
    if name.startswith("word/") and TRACKED.fullmatch(local):
        raise Refused(Fault.COMMENTS)
    if local == "event-listener":
        raise Refused(Fault.MACRO)
    if local in ("instrText", "delInstrText") and FIELDS_ELSEWHERE.match(element.text or ""):
        raise Refused(Fault.FROM_ELSEWHERE)
    if local == "fldSimple" and any(FIELDS_ELSEWHERE.match(v) for v in element.attrib.values()):
        raise Refused(Fault.FROM_ELSEWHERE)
    if kind.is_opendocument:
        if local in ("plugin", "applet", "floating-frame", "dde-source", "dde-connection-decl"):
            raise Refused(Fault.FROM_ELSEWHERE)
        if local in ("image", "object", "object-ole", "fill-image", "table-source"):
            for key, value in element.attrib.items():
                if key.endswith("}href") and re.match(
                    r"\s*(?:[a-z][\w+.-]*:|//|\.\./)", value, re.I
                ):
                    raise Refused(Fault.FROM_ELSEWHERE)
