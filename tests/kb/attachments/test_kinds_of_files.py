"""Files of many programs: judged by their content and table of contents, refused for true reasons."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NameObject

from kb.attachments.formats import Refused
from kb.attachments.reader import read
from tests import files

WORDS = "The evaluation of the mentors."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
STRICT_NAMES = (
    (W, STRICT),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip
SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
SHAREPOINT = (
    '<p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/properties">'
    "<documentManagement><DisplayName>Jens Zuckmayer</DisplayName><comment>none</comment>"
    "</documentManagement></p:properties>"
)
LIBRARY = '<library:library xmlns:library="urn:l" library:name="Standard">{}</library:library>'


def word_with(**members: bytes | str | None) -> bytes:
    return files.changed(files.word(), **members)


def body(words: str) -> bytes:
    return files.edited(files.word(), "word/document.xml", files.in_body(words))


def types_by_ending(part: str) -> str:
    """As Microsoft's own library writes it: what ends in .xml is the main part, if nothing else is said."""
    without = part.replace(f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>', "")
    assert without != part
    return without.replace(
        'Extension="xml" ContentType="application/xml"', f'Extension="xml" ContentType="{MAIN}"'
    )


def archive(**members: str | bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return stream.getvalue()


GOOD: dict[str, tuple[bytes, str]] = {
    "Word Online": (files.renamed(files.word(), "word/document", "word/document2"), "docx"),
    "Excel on the web": (files.renamed(files.table(), "xl/workbook", "xl/workbook2"), "xlsx"),
    "a main part elsewhere": (files.renamed(files.word(), "word/document", "word/report"), "docx"),
    "Word, saved as strict": (files.renamed(files.word(), "///", "///", *STRICT_NAMES), "docx"),
    "types by ending": (files.edited(files.word(), "[Content_Types].xml", types_by_ending), "docx"),
    "a colour made clear": (
        body(f'<w:p><w:r><a:clrChange xmlns:a="{A}"><a:clrFrom/></a:clrChange></w:r></w:p>'), "docx"),
    "a property called comment": (
        word_with(**{"customXml/item1.xml": "<data><comment>none</comment><ins/></data>"}), "docx"),
    "properties of SharePoint": (word_with(**{"customXml/item1.xml": SHAREPOINT}), "docx"),
    "properties in UTF-16": (
        word_with(**{"customXml/item1.xml": '<?xml version="1.0" encoding="utf-16"?><d/>'.encode("utf-16")}),
        "docx"),
    "properties that say UTF-16": (
        word_with(**{"customXml/item1.xml": '<?xml version="1.0" encoding="utf-16"?><d/>'}), "docx"),
    "properties in Latin-1": (
        word_with(**{"customXml/item1.xml": b'<?xml version="1.0" encoding="ISO-8859-1"?><d>\xe9</d>'}),
        "docx"),
    "a list of comments without any": (
        word_with(**{"word/comments.xml": f'<w:comments xmlns:w="{W}"/>'}), "docx"),
    "a drawing that names its kind": (
        word_with(**{"word/media/a.svg": '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
                     + SVG.format("<path/>")}), "docx"),
    "a picture that is torn": (word_with(**{"word/media/a.jpg": b"\xff\xd8\xff\xe1\0"}), "docx"),
    "a picture without an ending": (word_with(**{"word/media/a": files.photo()}), "docx"),
    "a signature": (
        word_with(**{"_xmlsignatures/origin.sigs": "", "_xmlsignatures/sig1.xml": "<s>Jens Zuckmayer</s>"}),
        "docx"),
    "what Office forgot to clear away": (word_with(**{"[trash]/0000.dat": b"\0\0\0\0"}), "docx"),
    "packed anew on a Mac": (word_with(**{"__MACOSX/._a.xml": b"\0\5\x16\7", ".DS_Store": b"\0"}), "docx"),
    "the printer of a Mac": (word_with(**{"word/printerSettings1.bin": b"\0Jens Zuckmayer"}), "docx"),
    "a list of macros without any": (
        files.opendocument(**{
            "Basic/script-lc.xml": '<!DOCTYPE library:libraries PUBLIC "x" "y">' + LIBRARY.format(""),
            "Basic/Standard/script-lb.xml": LIBRARY.format("")}), "odt"),
    "a picture of LibreOffice's kind": (files.opendocument(**{"Pictures/1.svm": "VCLMTF"}), "odt"),
    "a signature of LibreOffice": (
        files.opendocument(**{"META-INF/documentsignatures.xml": "<s>Jens Zuckmayer</s>"}), "odt"),
    "a byte-order mark before a PDF": (b"\xef\xbb\xbf" + files.pdf(), "pdf"),
    "a line before a PDF": (b"\r\n" + files.pdf(), "pdf"),
    "the head of a mail before a PDF": (b"x" * 1_000 + files.pdf(), "pdf"),
    "blanks behind a PDF": (files.pdf() + bytes(3_000), "pdf"),
    "a page behind a PDF": (files.pdf() + b"<p>Jens Zuckmayer</p>" * 500, "pdf"),
    **{
        f"a PDF that may not be copied from ({way})": (files.locked_pdf("", way), "pdf")
        for way in ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256")
    },
}  # fmt: skip


@pytest.mark.parametrize("what", GOOD)
@pytest.mark.parametrize("named", ["docx", "pdf", "xlsx", ""])
def test_a_good_file_is_taken_as_what_it_is_whatever_its_name(what: str, named: str) -> None:
    content, ending = GOOD[what]
    found = read(named, content)
    assert (found.text, found.ending) == (WORDS, ending)
    told = files.parts(found.content).values() if ending != "pdf" else [found.content]
    assert b"Zuckmayer" not in b"".join(told)


def test_a_pdf_that_was_restricted_opens_for_everybody() -> None:
    kept = PdfReader(BytesIO(read("pdf", files.locked_pdf("", "AES-256")).content))
    assert not kept.is_encrypted
    assert kept.pages[0].extract_text().strip() == WORDS


def portfolio() -> bytes:
    writer = files.pdf_writer()
    writer.add_attachment("a.pdf", files.pdf())
    writer._root_object[NameObject("/Collection")] = DictionaryObject()
    return files.written(writer)


BAD: dict[str, tuple[bytes, str]] = {
    **{
        f"a change of the kind {name}": (body(f"<w:p><w:r><w:{name}/></w:r></w:p>"), "comments")
        for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns")
    },
    "a change under another prefix": (body(f'<x:ins xmlns:x="{W}"/>'), "comments"),
    "a change in a strict file": (
        files.renamed(body("<w:p><w:ins/></w:p>"), "///", "///", *STRICT_NAMES), "comments"),
    "a change in a file of Word Online": (
        files.renamed(body("<w:p><w:ins/></w:p>"), "word/document", "word/document2"), "comments"),
    "a comment in Word": (
        word_with(**{"word/comments2.xml": f'<w:comments xmlns:w="{W}"><w:comment/></w:comments>'}),
        "comments"),
    "a comment in a table": (
        files.changed(files.table(), **{"xl/comments1.xml": f'<c xmlns="{S}"><comment/></c>'}), "comments"),
    "a thread of comments in a table": (
        files.changed(files.table(), **{"xl/threadedComments/threadedComment1.xml":
            '<T xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
            "<threadedComment/></T>"}), "comments"),
    "a change in a shared table": (
        files.changed(files.table(), **{"xl/revisions/revisionLog1.xml":
            f'<revisions xmlns="{S}"><rcc/></revisions>'}), "comments"),
    "a comment on a slide": (
        word_with(**{"ppt/comments/comment1.xml": f'<p:cmLst xmlns:p="{P}"><p:cm/></p:cmLst>'}),
        "comments"),
    "a Word file with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "an old Word file": (OLE, "old-office"),
    "a PDF with a password": (files.locked_pdf(), "password"),
    "a PDF with a strong password": (files.locked_pdf("secret", "AES-256"), "password"),
    "a folder of PDFs": (portfolio(), "other-files"),
    "half a PDF": (files.pdf()[:-30], "broken"),
    "a PDF of which the end is missing": (files.pdf() + b"9 0 obj\n<< /Type /Page", "broken"),
    "rich text": (rb"{\rtf1 a}", "rich-text"),
    "a photograph": (files.photo(), "picture"),
    "an archive": (archive(**{"a.docx": files.word()}), "archive"),
    "a book": (archive(mimetype="application/epub+zip"), "archive"),
    "a file of Pages": (archive(**{"Index/Document.iwa": b"\0"}), "apple"),
    "a template": (archive(mimetype="application/vnd.oasis.opendocument.text-template"), "kind"),
    "a template of Word": (
        files.edited(files.word(), "[Content_Types].xml",
                     lambda part: part.replace("document.main+xml", "template.main+xml")), "kind"),
    "a drawing with a page in it": (
        word_with(**{"word/media/a.svg": SVG.format("<foreignObject/>")}), "drawing"),
    "a drawing that defines things": (
        word_with(**{"word/media/a.svg": '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("")}), "drawing"),
    "macros of LibreOffice": (
        files.opendocument(**{"Basic/Standard/script-lb.xml": LIBRARY.format("<library:element />")}),
        "macro"),
    "a part that its table of contents does not name": (
        files.edited(files.word(), "_rels/.rels", lambda part: part.replace("document.xml", "a.xml")),
        "not-what-it-says"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_file_is_refused_for_its_true_reason(what: str) -> None:
    content, fault = BAD[what]
    with pytest.raises(Refused) as refused:
        read("docx", content)
    assert refused.value.fault == fault


@pytest.mark.parametrize("start", ["", "\ufeff", "%PDF-", "PK\x03\x04", "{\\rtf"])
@pytest.mark.parametrize("filling", ["%PDF-", "%%EOF", "1 0 obj<<", "9", "<?xml ", "["])
def test_crafted_bytes_are_answered_in_little_time(start: str, filling: str) -> None:
    begun = time.process_time()
    with pytest.raises(Refused):
        read("pdf", start.encode() + filling.encode() * (100_000 // len(filling)))
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "filling", ["<Override ", "<a:absPath ", '<?xml encoding="', "<!DOCTYPE svg ", "<a>"]
)
@pytest.mark.parametrize(
    "name", ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/media/a.svg"]
)
def test_crafted_parts_are_answered_in_little_time(filling: str, name: str) -> None:
    begun = time.process_time()
    with pytest.raises(Refused):
        read("xlsx", files.changed(files.table(), **{name: filling * (100_000 // len(filling))}))
    assert time.process_time() - begun < 5


def test_words_are_told_without_signs_inside_of_them() -> None:
    told = body("<w:p><w:r><w:t>Prä\u00adven\u200btion e\u0301 of\ufb01ce</w:t></w:r></w:p>")
    assert read("docx", told).text.splitlines()[0] == "Prävention é office"
    joined = body("<w:p><w:r><w:t>Jean</w:t><w:noBreakHyphen/><w:t>Luc</w:t></w:r></w:p>")
    assert read("docx", joined).text.splitlines()[0] == "Jean-Luc"


def test_accents_piled_on_a_letter_take_little_time() -> None:
    begun = time.process_time()
    told = read("docx", files.word("a" + "\u0301\u0327" * 50_000))
    assert (len(told.text), told.whole) == (60_000, False)
    assert time.process_time() - begun < 5
