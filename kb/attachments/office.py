"""Office files: looked through before anything is unpacked, written anew without notes of their makers."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from xml.etree.ElementTree import ParseError, register_namespace, tostring
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException

from kb.attachments.archive import checked_members, unpacked
from kb.attachments.contents import TYPES, Contents, contents_of, ending_of, is_picture, tree
from kb.attachments.formats import Fault, Reading, Refused, Words
from kb.attachments.marks import paragraphs
from kb.attachments.pictures import without_notes

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
# The printer's settings; the window's buttons, which old LibreOffice stores as empty parts; what Office and
# macOS forgot to clear away; signatures, which name a person and hold for the file as it was only.
LEFT_OUT = re.compile(
    r".*/printerSettings[^/]*\.bin|Configurations2/.*|\[trash\]/.*|__MACOSX/.*|(?:.*/)?\.DS_Store"
    r"|_xmlsignatures/.*|META-INF/\w*signatures\.xml"
)
SIGNED = re.compile(rb'<(?:\w+:)?Override\b[^<>]*PartName="/_xmlsignatures/[^<>]*>')
MACRO_NAMES = re.compile(
    r"vba|macrosheets|(?:^|/)(?:basic|scripts|dialogs)/|activex|customui", re.IGNORECASE
)
# LibreOffice lists its libraries of macros where there is none in them.
LIST_OF_MACROS = re.compile(r"Basic/(?:[^/]+/)?script-l[bc]\.xml")
# Relationships that may lead out of the file: only what a reader follows by a click.
FOLLOWED_BY_CLICK = ("/hyperlink",)
# Named without need: the maker's template, the printer, who signed.
DROPPED_RELATIONS = ("/attachedTemplate", "/printerSettings", "/digital-signature/origin")
# How a drawing names its kind. Definitions of its own are not among it.
SVG_KIND = re.compile(rb"<!DOCTYPE\s+svg\b[^<>\[]*>")
ENCODING = re.compile(rb"""^\s*<\?xml[^<>]*?encoding\s*=\s*["']([^"'<>]+)["']""")
DECLARATION = re.compile(r"^\s*<\?xml[^<>]*\?>")
PLAIN = {"", "utf-8", "us-ascii", "ascii"}
USED_BY_SOME = {"iso-8859-1", "iso-8859-15", "windows-1251", "windows-1252", "windows-1254"}
WIDE = {"utf-16", "utf-16le", "utf-16be", "ucs-2"}

# Who made the file, who wrote in it: the part stays, empty.
EMPTIED = {
    "core-properties", "extended-properties", "custom-properties", "wordprocessingml.people",
    "ms-excel.person", "presentationml.commentauthors", "ms-powerpoint.authors", "ms-powerpoint.changesinfo",
}  # fmt: skip
EMPTIED_NAMES = re.compile(
    r"docProps/[^/]+\.xml|word/people\d*\.xml|xl/persons/.*|ppt/(?:commentAuthors|authors)\d*\.xml"
    r"|ppt/changesInfos/.*"
)
# What a city's own server keeps of a file beside it: who approved it, in which folder.
SERVERS_PROPERTIES = re.compile(
    r"\{http://schemas\.microsoft\.com/(?:office/2006/metadata/(?:properties|longProperties)|sharepoint/)"
)
META_OF_ODF = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'office:version="1.3"><office:meta/></office:document-meta>'
)
# What tells of the maker's machine, by the part's role (by its name in an OpenDocument) and pattern.
TELLING = (
    (
        re.compile(r"wordprocessingml\.settings"),
        re.compile(rb"<(?:\w+:)?attachedTemplate\b[^<>]*/>"),
        b"",
    ),
    (
        re.compile(r"spreadsheetml\.sheet\.main"),
        re.compile(rb'(absPath\b[^<>]*?\burl=")[^"<>]*'),
        rb"\1",
    ),
    (re.compile(r"spreadsheetml\.sheet\.main"), re.compile(rb'(\buserName=")[^"<>]*'), rb"\1"),
    (
        re.compile(r"spreadsheetml\.(?:work|chart)sheet"),
        re.compile(rb'(<(?:\w+:)?pageSetup\b[^<>]*?)\s+\w+:id="[^"<>]*"'),
        rb"\1",
    ),
    (
        re.compile(r"(?:.*/)?settings\.xml"),
        re.compile(rb'(config:name="Printer(?:Name|Setup)"[^<>]*>)[^<]*'),
        rb"\1",
    ),
)
# What readers see of a file, by the part's role, and where a program gives none by its place.
SPEAKING = {
    "wordprocessingml.document.main", "wordprocessingml.footnotes", "wordprocessingml.endnotes",
    "wordprocessingml.header", "wordprocessingml.footer", "presentationml.slide",
    "presentationml.notesslide", "spreadsheetml.sheet.main", "spreadsheetml.sharedstrings",
    "spreadsheetml.worksheet", "drawingml.chart", "drawingml.chartshapes", "drawingml.diagramdata",
    "drawing",
}  # fmt: skip
SPEAKING_NAMES = re.compile(
    r"(?:xl|ppt|word)/(?:charts|diagrams|drawings)/[^/]+\.xml|(?:.*/)?(?:content|styles)\.xml"
)
ELSEWHERE = re.compile(r"spreadsheetml\.(?:externallink|connections|querytable)")
ELSEWHERE_NAMES = ("xl/externalLinks/", "xl/connections", "xl/queryTables/")
register_namespace("", "http://schemas.openxmlformats.org/package/2006/relationships")


def cleaned_office(content: bytes) -> Reading:
    """The file, written anew, with its words. Raises ``Refused``."""
    words = Words()
    fresh = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = checked_members(archive, len(content))
            contents = contents_of(archive, members)
            with ZipFile(fresh, "w") as written:
                for member in members:
                    part = _part(member.filename, unpacked(archive, member), contents, words)
                    if part is not None:
                        _write(written, member.filename, part)
    except (BadZipFile, EOFError, NotImplementedError, zlib.error, UnicodeError) as torn:
        raise Refused(Fault.BROKEN) from torn
    except DefusedXmlException as hostile:
        raise Refused(Fault.BROKEN) from hostile
    except (ParseError, LookupError, ValueError) as malformed:
        raise Refused(Fault.BROKEN) from malformed
    return Reading(fresh.getvalue(), words.text, words.whole, contents.kind.ending)


def _write(written: ZipFile, name: str, part: bytes) -> None:
    # A date that tells nothing; an OpenDocument's type has to stand there unpacked.
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
    written.writestr(info, part)


def _part(name: str, part: bytes, contents: Contents, words: Words) -> bytes | None:
    """One part as it is kept; None where it is left out."""
    ending = ending_of(name)
    if (
        LEFT_OUT.fullmatch(name)
        or contents.role(name).endswith(".printersettings")
        or (LIST_OF_MACROS.fullmatch(name) and b":element " not in part)
    ):
        return None
    if MACRO_NAMES.search(name):
        raise Refused(Fault.MACRO)
    if part.startswith(PACKED) or (part.startswith(PROGRAMS) and ending not in PICTURES):
        raise Refused(Fault.OTHER_FILES)
    if name == TYPES:
        return SIGNED.sub(b"", part)
    if ending in XML:
        return _xml(name, _in_utf_8(part), contents, words)
    if ending == "svg":
        _refuse_scripts(part)
    if ending in PICTURES or is_picture(part):
        return without_notes(part)
    if ending in OTHERS or NO_ENDING.fullmatch(name):
        return part
    raise Refused(Fault.OTHER_FILES)


def _refuse_scripts(drawing: bytes) -> None:
    try:
        elements = list(tree(SVG_KIND.sub(b"", drawing, count=1)).iter())
    except (DefusedXmlException, ParseError, ValueError) as unreadable:
        raise Refused(Fault.DRAWING) from unreadable
    for element in elements:
        local = str(element.tag).rsplit("}", 1)[-1]
        values = [value.strip().lower() for value in element.attrib.values()]
        if local == "foreignObject":
            raise Refused(Fault.DRAWING)
        if (
            local == "script"
            or any(key.lower().startswith("on") for key in element.attrib)
            or any(value.startswith(("javascript:", "data:text")) for value in values)
        ):
            raise Refused(Fault.MACRO)


def _in_utf_8(part: bytes) -> bytes:
    """XML in one encoding, so that what is looked for in it is found; some programs write others."""
    said = ENCODING.match(part)
    named = said[1].decode("ascii").lower() if said else ""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        named = "utf-16"
    elif b"\x00" in part[:4]:
        named = "utf-16be" if part[:1] == b"\x00" else "utf-16le"
    elif named in PLAIN:
        return part
    elif named in WIDE:
        # Said, but not done.
        named = "utf-8"
    elif named not in USED_BY_SOME:
        raise Refused(Fault.BROKEN)
    return DECLARATION.sub("", part.decode(named), count=1).encode()


def _xml(name: str, part: bytes, contents: Contents, words: Words) -> bytes:
    role = contents.role(name)
    is_opendocument = contents.kind.is_opendocument
    if is_opendocument and name.rsplit("/", 1)[-1] == "meta.xml":
        return META_OF_ODF.encode()
    if not is_opendocument and (role in EMPTIED or EMPTIED_NAMES.fullmatch(name)):
        return _emptied(part)
    if name.endswith(".rels"):
        return _relations(part, words)
    if ELSEWHERE.fullmatch(role) or name.startswith(ELSEWHERE_NAMES):
        raise Refused(Fault.FROM_ELSEWHERE)
    for where, pattern, instead in TELLING:
        if where.fullmatch(role or name):
            part = pattern.sub(instead, part)
    speaks = role in SPEAKING or SPEAKING_NAMES.fullmatch(name) is not None
    for paragraph in paragraphs(part, speaks=speaks, is_opendocument=is_opendocument):
        words.add(paragraph)
    if name.startswith("customXml/") and SERVERS_PROPERTIES.match(tree(part).tag):
        return _emptied(part)
    return part


def _emptied(part: bytes) -> bytes:
    """A part of the same kind that says nothing."""
    space, _brace, local = tree(part).tag.removeprefix("{").rpartition("}")
    return f"<{local} xmlns={quoteattr(space)}/>".encode()


def _relations(part: bytes, words: Words) -> bytes:
    """What a part points at, written anew: links that a reader follows, and parts of the same file."""
    root = tree(part)
    for relation in list(root):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if kind.endswith(DROPPED_RELATIONS):
            root.remove(relation)
        elif relation.get("TargetMode", "").strip().lower() == "external":
            if not kind.endswith(FOLLOWED_BY_CLICK):
                raise Refused(Fault.FROM_ELSEWHERE)
            address = target.strip().lower()
            if not address.startswith(("http://", "https://", "mailto:", "#")):
                # Somebody's own disk, or a program: the words stay, the way is gone.
                relation.set("Target", "about:blank")
            elif address.startswith("mailto:"):
                words.add(target.strip()[7:])
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
