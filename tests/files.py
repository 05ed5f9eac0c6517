"""Files as officials have them, honest and hostile, made for tests."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

GPS = 0x8825
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def _named(**values: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in values.items()})


def pdf_writer(text: str = "The evaluation of the mentors.", *more: str) -> PdfWriter:
    """A file with a page for each text."""
    writer = PdfWriter()
    font = _named(
        Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica")
    )
    for each in (text, *more):
        page = writer.add_blank_page(595, 842)
        stream = DecodedStreamObject()
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in each.splitlines())
        stream.set_data(f"BT /F1 12 Tf 72 700 Td {lines}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = _named(Font=_named(F1=writer._add_object(font)))
    return writer


def written(writer: PdfWriter) -> bytes:
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def pdf(*pages: str) -> bytes:
    return written(pdf_writer(*pages))


def pdf_with_everything_hidden() -> bytes:
    """Author, XMP, scripts, a program to be launched, a carried file, a note, a photo with a place."""
    writer = pdf_writer()
    writer.add_metadata({"/Author": "Jens Zuckmayer", "/Title": "draft of Jens Zuckmayer"})
    script = _named(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert('zyxscript');"))
    names = ArrayObject([TextStringObject("zyxname"), writer._add_object(script)])
    writer.add_attachment("zyxcarried.exe", b"MZ zyxprogram")
    writer._root_object["/Names"][NameObject("/JavaScript")] = _named(Names=names)
    xmp = DecodedStreamObject()
    xmp.set_data(b"<x:xmpmeta>Jens Zuckmayer</x:xmpmeta>")
    root = writer._root_object
    root[NameObject("/Metadata")] = writer._add_object(xmp)
    launch = _named(
        S=NameObject("/Launch"), F=TextStringObject("zyxcmd.exe"), Type=NameObject("/Action")
    )
    root[NameObject("/OpenAction")] = writer._add_object(launch)
    page = writer.pages[0]
    page[NameObject("/AA")] = _named(O=writer._add_object(launch))
    box = ArrayObject(NumberObject(number) for number in (10, 10, 90, 90))
    note = _named(
        Type=NameObject("/Annot"), Subtype=NameObject("/Text"), Rect=box,
        T=TextStringObject("Jens Zuckmayer"), Contents=TextStringObject("zyxremark"),
    )  # fmt: skip
    link = _named(
        Type=NameObject("/Annot"), Subtype=NameObject("/Link"), Rect=box,
        A=_named(S=NameObject("/URI"), URI=TextStringObject("javascript:zyxlink()")),
    )  # fmt: skip
    honest = _named(
        Type=NameObject("/Annot"), Subtype=NameObject("/Link"), Rect=box,
        A=_named(S=NameObject("/URI"), URI=TextStringObject("https://example.org/kept")),
    )  # fmt: skip
    page[NameObject("/Annots")] = ArrayObject(map(writer._add_object, (note, link, honest)))
    image = DecodedStreamObject()
    image.set_data(photo())
    shape = _named(
        Type=NameObject("/XObject"), Subtype=NameObject("/Image"), Filter=NameObject("/DCTDecode"),
        Width=NumberObject(8), Height=NumberObject(8), ColorSpace=NameObject("/DeviceRGB"),
        BitsPerComponent=NumberObject(8),
    )  # fmt: skip
    image.update(shape)
    page["/Resources"][NameObject("/XObject")] = _named(Im1=writer._add_object(image))
    return written(writer)


def locked_pdf(user: str = "secret", algorithm: str = "RC4-128") -> bytes:
    """With a password that is asked for when it is opened; if empty, readers only may not copy from it."""
    writer = pdf_writer()
    writer.encrypt(user, owner_password="owner", algorithm=algorithm, permissions_flag=0)
    return written(writer)


def photo() -> bytes:
    """A JPEG that tells where and by whom it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x010E] = "taken at home of Jens Zuckmayer"
    exif[0x0112] = 6
    exif[GPS] = {1: "N", 2: (56.0, 9.0, 26.0)}
    stream = BytesIO()
    Image.new("RGB", (8, 8), (40, 90, 90)).save(stream, "JPEG", exif=exif.tobytes())
    return stream.getvalue()


def word(text: str = "The evaluation of the mentors.", picture: bytes = b"") -> bytes:
    document = Document()
    document.core_properties.author = "Jens Zuckmayer"
    document.core_properties.comments = "zyxremark"
    document.add_paragraph(text)
    if picture:
        document.add_picture(BytesIO(picture))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def table(*cells: Any) -> bytes:
    book = Workbook()
    book.properties.creator = "Jens Zuckmayer"
    for row, cell in enumerate(cells or ("The evaluation of the mentors.",), start=1):
        book.active.cell(row, 1, cell)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def opendocument(
    body: str = "<text:p>The evaluation of the mentors.</text:p>", **parts: str
) -> bytes:
    """An ODT; ``parts`` are further members by name."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{OFFICE}" '
        f'xmlns:text="{TEXT}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = f'<office:document-meta xmlns:office="{OFFICE}">Jens Zuckmayer</office:document-meta>'
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("meta.xml", meta)
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def changed(office: bytes, **members: bytes | str | None) -> bytes:
    """An office file with members put in, written over or (None) left out."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(office)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for info in old.infolist():
            if info.filename not in members:
                new.writestr(info.filename, old.read(info.filename))
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def renamed(office: bytes, old: str, new: str, *inside: tuple[str, str]) -> bytes:
    """An office file with another name of a part, and of what its table of contents calls so."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(office)) as archive, zipfile.ZipFile(stream, "w", 8) as new_one:
        for name in archive.namelist():
            part = archive.read(name)
            if name.endswith((".rels", ".xml")):
                for before, after in ((old, new), *inside):
                    part = part.replace(before.encode(), after.encode())
            new_one.writestr(name.replace(old, new), part)
    return stream.getvalue()


def edited(office: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """An office file with one of its parts changed."""
    with zipfile.ZipFile(BytesIO(office)) as old:
        return changed(office, **{name: change(old.read(name).decode())})


def parts(office: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(office)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def related(kind: str, target: str) -> Callable[[str], str]:
    """Puts a relationship that leads out of the file into a part with relationships."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>'
    )
    return lambda part: part.replace("</Relationships>", f"{relation}</Relationships>")


def in_body(words: str) -> Callable[[str], str]:
    return lambda part: part.replace("<w:body>", f"<w:body>{words}", 1)


def with_symlink() -> bytes:
    stream = BytesIO(word())
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("word/link.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def with_password_flag() -> bytes:
    content = bytearray(word())
    # Bit 0 of the flags of the first member, where it stands and in the list at the end.
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@cache
def word_bomb() -> bytes:
    """A Word file with a part that says, and has, 100 MB of nothing."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(word())) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info.filename))
        with new.open("word/media/image1.bmp", "w") as member:
            for _round in range(100):
                member.write(bytes(1024 * 1024))
    return stream.getvalue()


def word_that_lies() -> bytes:
    """A part that says it has ten bytes and unpacks to 50 MB."""
    content = word_bomb()
    size = struct.pack("<I", 100 * 1024 * 1024)
    return content.replace(size, struct.pack("<I", 10))


def crowded() -> bytes:
    stream = BytesIO(word())
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(6_000):
            archive.writestr(f"word/media/{number}.png", b"")
    return stream.getvalue()


@cache
def pdf_bomb() -> bytes:
    """A PDF whose list of objects unpacks to 400 MB."""
    packed = zlib.compress(bytes(400 * 1024 * 1024), 9)
    head = b"%PDF-1.7\n"
    stream = (
        b"1 0 obj\n<< /Type /XRef /Size 9 /W [1 2 1] /Root 2 0 R /Filter /FlateDecode /Length %d >>\nstream\n"
        % len(packed)
    )
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)
    return head + stream + packed + end
