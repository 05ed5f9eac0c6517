"""PDF: written anew without programs, other files and notes about its maker; and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from kb.attachments.formats import FARTHEST_HEAD, PDF_HEAD, Fault, Reading, Refused, Words
from kb.attachments.pictures import without_notes

END = b"%%EOF"
OBJECT = re.compile(rb"\d obj\b|endobj|endstream")
MOST_PAGES = 1_500
MOST_OBJECTS = 400_000
# What starts by itself, carries other files or tells of the maker, wherever it stands.
NEVER_KEPT = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/Metadata",
    "/PieceInfo", "/XFA", "/Collection", "/RichMediaContent", "/RichMediaSettings", "/Perms", "/DSS",
    "/SpiderInfo", "/LastModified",
)  # fmt: skip
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie",
    "/Sound", "/RichMediaExecute", "/GoTo3DView", "/ResetForm", "/Hide", "/SetState",
}  # fmt: skip
ADDRESSES = ("http://", "https://", "mailto:")
# Notes for colleagues, and whatever plays or carries something.
ANNOTATIONS = {
    "/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D",
}  # fmt: skip
SPOKEN = ("/V", "/Contents", "/ActualText", "/Alt")


def cleaned_pdf(content: bytes) -> Reading:
    """The file, written anew, with its words. Raises ``Refused``."""
    content = _from_head_to_end(content)
    words = Words()
    try:
        reader = _opened(content)
        if "/Collection" in reader.root_object:
            # A folder of files with one page around it, which would be all that stays.
            raise Refused(Fault.OTHER_FILES)
        writer = PdfWriter(clone_from=reader)
        if not writer.pages:
            raise Refused(Fault.BROKEN)
        if len(writer.pages) > MOST_PAGES or len(writer._objects) > MOST_OBJECTS:
            raise Refused(Fault.TOO_LONG)
        _neutralise(writer, words)
        # The second writing takes only what can still be reached: no orphan of the first stays.
        fresh = _written(PdfWriter(clone_from=PdfReader(BytesIO(_written(writer)))))
    except LimitReachedError as bomb:
        raise Refused(Fault.UNPACKS_TOO_FAR) from bomb
    except (
        PyPdfError,
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    ) as fault:
        # pypdf meets torn files with whatever exception its place in the code gives.
        raise Refused(Fault.BROKEN) from fault
    return Reading(fresh, words.text, words.whole, "pdf")


def _from_head_to_end(content: bytes) -> bytes:
    """The file without what mail and web programs put before and behind it; places count from its head."""
    head = content.find(PDF_HEAD, 0, FARTHEST_HEAD + len(PDF_HEAD))
    if head < 0:
        raise Refused(Fault.NOT_WHAT_IT_SAYS)
    end = content.rfind(END)
    if end < head or OBJECT.search(content, end):
        # A part is missing at the end. (A file made for the web has such a mark at its beginning too.)
        raise Refused(Fault.BROKEN)
    return content[head : end + len(END)] + b"\n"


def _opened(content: bytes) -> PdfReader:
    """The file, where it opens without a password; what it forbids its readers does not bind its city."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(Fault.PASSWORD)
    except (NotImplementedError, DependencyError) as locked:
        # Protected by a certificate, or in a way of some shop's own.
        raise Refused(Fault.PASSWORD) from locked
    return reader


def pdf_pages(content: bytes) -> Iterator[str]:
    """The words of one page after the other of a file that was cleaned."""
    for page in PdfReader(BytesIO(content)).pages:
        yield page.extract_text()


def _written(writer: PdfWriter) -> bytes:
    writer.metadata = None
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _neutralise(writer: PdfWriter, words: Words) -> None:
    waiting: list[Any] = [found for found in writer._objects if found is not None]
    while waiting:
        found = waiting.pop()
        if isinstance(found, DictionaryObject):
            _clean(found, words)
            waiting.extend(dict.values(found))
        elif isinstance(found, ArrayObject):
            waiting.extend(list.__iter__(found))


def _clean(found: DictionaryObject, words: Words) -> None:
    for key in NEVER_KEPT:
        found.pop(key, None)
    if found.get("/FT") == "/Sig":
        found.pop("/V", None)
    if isinstance(found, StreamObject):
        _clean_stream(found)
    if found.get("/S") in ACTIONS:
        found.clear()
        return
    address = found.get("/URI")
    if isinstance(address, str) and found.get("/S") == "/URI":
        if not address.lower().startswith(ADDRESSES):
            found.clear()
            return
        if address.lower().startswith("mailto:"):
            words.add(address[7:])
    if found.get("/Subtype") != "/Widget" and "/Rect" in found:
        for key in ("/T", "/CreationDate", "/M", "/NM"):
            found.pop(key, None)
    notes = found.get("/Annots")
    if isinstance(notes, ArrayObject):
        kept = [note for note in list.__iter__(notes) if not _is_dropped(note)]
        found[NameObject("/Annots")] = ArrayObject(kept)
    for key in SPOKEN:
        said = found.get(key)
        if isinstance(said, str) and not isinstance(said, NameObject):
            words.add(said)


def _is_dropped(note: Any) -> bool:
    resolved = note.get_object()
    return isinstance(resolved, DictionaryObject) and resolved.get("/Subtype") in ANNOTATIONS


def _clean_stream(stream: StreamObject) -> None:
    # A stream may name a file elsewhere that holds its content.
    for key in ("/F", "/FFilter", "/FDecodeParms"):
        stream.pop(key, None)
    filters = stream.get("/Filter")
    if isinstance(filters, ArrayObject) and len(filters) == 1:
        filters = filters[0]
    if filters == "/DCTDecode" and stream.get("/Subtype") == "/Image":
        stream._data = without_notes(stream._data, turned=False)
