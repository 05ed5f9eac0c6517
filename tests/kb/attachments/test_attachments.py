"""Files: what is taken, what is refused and with which words, what of a file is kept."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from kb.attachments.formats import Refused
from kb.attachments.guard import CleanedFile, cleaned_file
from kb.attachments.reader import read
from kb.models import Attachment
from kb.uploads.file_names import safe_stem
from tests import files

WORDS = "The evaluation of the mentors."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
HTML = b"<html><script>alert(1)</script></html>"


def taken(content: bytes, name: str) -> CleanedFile:
    return cleaned_file(SimpleUploadedFile(name, content, "text/html"))


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(ValidationError) as refused:
        taken(content, name)
    return str(refused.value.error_list[0].code)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.pdf(), "a.pdf"),
        (files.word(), "a.DOCX"),
        (files.table(), "a.xlsx"),
        (files.opendocument(), "a.odt"),
    ],
)
def test_an_honest_file_is_taken_with_its_words(content: bytes, name: str) -> None:
    file = taken(content, name)
    assert (file.text.strip(), file.whole) == (WORDS, True)
    assert file.name == name.lower()


def word_with(**members: bytes | str | None) -> bytes:
    return files.changed(files.word(), **members)


BAD: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "a.pdf", "empty"),
    "more than may be": (bytes(15 * 1024 * 1024 + 1), "a.pdf", "too-large"),
    "a page": (HTML, "a.html", "kind"),
    "a picture": (files.photo(), "a.jpg", "picture"),
    "an archive": (b"PK\x03\x04", "a.zip", "archive"),
    "a file of Pages": (b"PK\x03\x04", "a.pages", "apple"),
    "rich text": (b"{\\rtf1 a}", "a.rtf", "rich-text"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "kind"),
    "a program": (b"MZ\x90\x00", "a.exe", "kind"),
    "a second ending": (files.pdf(), "a.pdf.exe", "kind"),
    "a page named PDF": (HTML, "a.pdf", "not-what-it-says"),
    "a program named Word": (b"MZ\x90\x00" + bytes(200), "a.docx", "not-what-it-says"),
    "a page before a Word file": (HTML + files.word(), "a.docx", "not-what-it-says"),
    "a bare archive": (word_with(**{"word/document.xml": None}), "a.docx", "not-what-it-says"),
    "a torn PDF": (files.pdf()[:300], "a.pdf", "broken"),
    "a torn Word file": (files.word()[:900], "a.docx", "broken"),
    "noise that calls itself PDF": (b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"%%EOF", "a.pdf", "broken"),
    "a PDF with a password": (files.locked_pdf(), "a.pdf", "password"),
    "a Word file with a password": (
        OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password",
    ),
    "an old Word file with a new name": (OLE, "a.docx", "old-office"),
    "a member with a password": (files.with_password_flag(), "a.docx", "password"),
    "an old Word file": (OLE, "a.doc", "old-office"),
    "a macro by name": (files.word(), "a.docm", "macro"),
    "a macro": (word_with(**{"word/vbaProject.bin": OLE}), "a.docx", "macro"),
    "a type with macros": (
        files.edited(files.word(), "[Content_Types].xml", lambda part: part.replace(
            "wordprocessingml.document.main", "ms-word.document.macroEnabled.main")),
        "a.docx", "macro",
    ),
    "a macro of LibreOffice": (files.opendocument(**{"Basic/Standard/M.xml": "<x/>"}), "a.odt", "macro"),
    "a carried file": (
        word_with(**{"word/embeddings/a.xlsx": files.table()}), "a.docx", "other-files",
    ),
    "an archive named picture": (
        word_with(**{"word/media/a.png": files.word()}), "a.docx", "other-files",
    ),
    "a program inside": (word_with(**{"word/a.exe": b"MZ"}), "a.docx", "other-files"),
    "a scripted drawing inside": (
        word_with(**{"word/media/a.svg": "<svg><script>1</script></svg>"}), "a.docx", "macro",
    ),
    "a bomb": (files.word_bomb(), "a.docx", "unpacks-too-far"),
    "a bomb that lies about its size": (files.word_that_lies(), "a.docx", "broken"),
    "a crowd of members": (files.crowded(), "a.docx", "unpacks-too-far"),
    "a bomb of entities": (word_with(**{"word/styles.xml": DTD}), "a.docx", "broken"),
    "a PDF bomb": (files.pdf_bomb(), "a.pdf", "broken"),
    "a way out of the folder": (word_with(**{"../../evil.xml": "<x/>"}), "a.docx", "broken"),
    "a link to the disk": (files.with_symlink(), "a.docx", "broken"),
    "a picture from elsewhere": (
        files.edited(
            files.word(), "word/_rels/document.xml.rels", files.related("image", "http://evil.example/")),
        "a.docx", "from-elsewhere",
    ),
    "a field that calls a program": (
        files.edited(files.word(), "word/document.xml", files.in_body(
            "<w:p><w:r><w:instrText> DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>")),
        "a.docx", "from-elsewhere",
    ),
    "a linked picture in OpenDocument": (
        files.opendocument('<draw:image xlink:href="http://evil.example/a.png"/>'), "a.odt", "from-elsewhere",
    ),
    "a tracked change": (
        files.edited(files.word(), "word/document.xml", files.in_body(
            '<w:p><w:del w:id="1" w:author="Jens"><w:r><w:delText>Ali</w:delText></w:r></w:del></w:p>')),
        "a.docx", "comments",
    ),
    "a note in OpenDocument": (
        files.opendocument("<text:p><office:annotation>Jo</office:annotation></text:p>"), "a.odt", "comments",
    ),
}  # fmt: skip


# What the name or the size decides, and one of those that the process has to find out.
BY_NAME = [
    what
    for what, (_file, _name, code) in BAD.items()
    if code in ("empty", "too-large", "kind", "picture", "archive", "apple", "rich-text")
]


@pytest.mark.parametrize("what", [*BY_NAME, "an old Word file", "a macro by name", "a PDF bomb"])
def test_a_bad_upload_is_refused_with_its_sentence(what: str) -> None:
    content, name, code = BAD[what]
    assert refusal(content, name) == code


@pytest.mark.parametrize(
    "what", [what for what in BAD if what not in (*BY_NAME, "a macro by name")]
)
def test_a_bad_file_is_refused_for_what_it_is(what: str) -> None:
    content, name, code = BAD[what]
    with pytest.raises(Refused) as refused:
        read(name.rsplit(".", 1)[-1], content)
    assert refused.value.fault == code


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\passwd.pdf", "passwd.pdf"),
        ("Отчёт\u202efdp.exe.pdf", "Отчётfdp-exe.pdf"),
        ("Отчёт о работе 2026.pdf", "Отчёт-о-работе-2026.pdf"),
        ("İstanbul’da gençlik çalışması.pdf", "İstanbul-da-gençlik-çalışması.pdf"),
        ("Resume\u0301 d’e\u0301te\u0301 (3).pdf", "Resumé-d-été-3.pdf"),
        ("ανάλυση.pdf", "ανάλυση.pdf"),
        ("ანგარიში.pdf", "ანგარიში.pdf"),
        ("report.final.v2.pdf", "report-final-v2.pdf"),
        ("report.php.pdf", "report-php.pdf"),
        ('a"; filename=evil.html.pdf', "a-filename-evil-html.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie-x.pdf"),
        ("Zero\u200bwidth\u00adsoft\ufeff.pdf", "Zerowidthsoft.pdf"),
        (".pdf", "file.pdf"),
        ("\u202e\u200b.pdf", "file.pdf"),
        ("b" * 300 + ".pdf", "b" * 60 + ".pdf"),
        ("ა" * 300 + ".pdf", "ა" * 60 + ".pdf"),
        ("𠀀" * 300 + ".pdf", "𠀀" * 45 + ".pdf"),
        ("e" + "\u0301" * 5_000 + ".pdf", "é.pdf"),
    ],
)
def test_a_name_keeps_its_script_and_becomes_harmless(name: str, stored: str) -> None:
    assert f"{safe_stem(name, otherwise='file')}.pdf" == stored


def test_a_file_is_stored_by_the_name_of_what_it_is() -> None:
    for content, name, stored in (
        (files.pdf(), "Отчёт о работе.PDF", "Отчёт-о-работе.pdf"),
        (files.pdf(), "Report v1.2", "Report-v1-2.pdf"),
        (files.word(), "minutes.doc", "minutes.docx"),
        (files.table(), "list.docx", "list.xlsx"),
    ):
        assert taken(content, name).name == stored


def test_a_pdf_keeps_its_pages_and_nothing_that_starts_carries_or_tells() -> None:
    hostile = files.pdf_with_everything_hidden()
    file = taken(hostile, "a.pdf")
    kept = file.read()
    for hidden in (
        b"Zuckmayer", b"zyx", b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA", b"/EmbeddedFile",
        b"/Metadata", b"Exif", b"pypdf",
    ):  # fmt: skip
        assert hidden not in kept
    reader = PdfReader(BytesIO(kept))
    assert reader.pages[0].extract_text().strip() == WORDS
    assert reader.metadata is None
    links = [note.get_object()["/A"] for note in reader.pages[0]["/Annots"]]
    assert [link.get("/URI") for link in links] == [None, "https://example.org/kept"]


def test_what_hangs_on_behind_a_file_is_gone() -> None:
    page = b"<script>zyx</script>"
    assert b"zyx" not in taken(files.pdf() + page, "a.pdf").read()
    assert b"zyx" not in taken(files.word() + page, "a.docx").read()


def test_office_files_lose_their_authors_and_the_place_of_their_pictures() -> None:
    kept = taken(files.word(picture=files.photo()), "a.docx").read()
    assert all(b"Zuckmayer" not in part for part in files.parts(kept).values())
    (picture,) = [part for name, part in files.parts(kept).items() if name.endswith(".jpg")]
    assert dict(Image.open(BytesIO(picture)).getexif()) == {0x0112: 6}
    assert b"Zuckmayer" not in b"".join(files.parts(taken(files.table(), "a.xlsx").read()).values())
    odt = files.parts(taken(files.opendocument(), "a.odt").read())
    assert next(iter(odt)) == "mimetype"
    assert b"Zuckmayer" not in b"".join(odt.values())


def test_the_makers_template_is_forgotten_and_a_link_to_a_disk_leads_nowhere() -> None:
    office = files.edited(
        files.word(), "word/_rels/settings.xml.rels", files.related("attachedTemplate", "file:///C:/Jens.dotm")
    ) if "word/_rels/settings.xml.rels" in files.parts(files.word()) else files.word()  # fmt: skip
    office = files.edited(
        office,
        "word/_rels/document.xml.rels",
        files.related("hyperlink", "file:///C:/Jens/list.xlsx"),
    )
    parts = files.parts(taken(office, "a.docx").read())
    assert b"Jens" not in b"".join(parts.values())
    assert b"about:blank" in parts["word/_rels/document.xml.rels"]


def test_words_are_read_up_to_a_limit_and_it_is_said() -> None:
    long = taken(files.word("word " * 30_000), "a.docx")
    assert (len(long.text), long.whole) == (60_000, False)
    scan = files.written(files.pdf_writer(""))
    assert (taken(scan, "a.pdf").text, taken(scan, "a.pdf").whole) == ("", False)
    numbers = taken(files.table("Telephone", 4520304050, 12), "a.xlsx")
    assert numbers.text.split() == ["Telephone", "4520304050"]


def test_the_reading_process_knows_no_secret_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("DJANGO_SECRET_KEY", "zyxsecret")
    seen: dict[str, Any] = {}
    import subprocess

    real = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda *args, **kwargs: seen.update(kwargs) or real(*args, **kwargs)
    )
    taken(files.word(), "a.docx")
    assert set(seen["env"]) == {"PYTHONPATH", "LANG"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_no_file_is_stored_that_was_not_taken_in() -> None:
    with pytest.raises(ValidationError):
        Attachment.objects.create(title="Page", file=SimpleUploadedFile("a.html", HTML))
    with pytest.raises(ValidationError):
        Attachment(title="Page").file.save("a.pdf", SimpleUploadedFile("a.pdf", HTML))
    made = Attachment.objects.create(
        title="Report", file=SimpleUploadedFile("a.docx", files.word())
    )
    assert made.text == WORDS
    assert b"Zuckmayer" not in b"".join(files.parts(made.file.read()).values())
    assert (made.file_size, len(made.file_hash)) == (made.file.size, 40)
