"""What python-docx has no verb for: languages of words, links out and inside, bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from kb.texts.plain_text.tree import Run
from opendata.facts import printable


def new_document(language: str, title: str) -> Any:
    """An empty file that says what it is and in which language."""
    document: Any = Document()
    document.styles["Normal"].element.get_or_add_rPr().append(_language(language))
    document.core_properties.title = title
    document.core_properties.author = "Alliance Exchange"
    document.core_properties.language = language
    return document


def say_language(paragraph: Any, language: str, reader: str) -> None:
    """Words in another language than the file's are read out in their own."""
    if language == reader:
        return
    for run in paragraph._p.iter(qn("w:r")):
        run.get_or_add_rPr().append(_language(language))


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place that links inside the file lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def add_link_inside(paragraph: Any, words: str, name: str) -> None:
    """A link to a bookmark."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    _put(paragraph, link, words)


def add_link(paragraph: Any, words: str, address: str) -> None:
    """A link out; only to what a browser opens as a page or a mail."""
    if not address.startswith(("https://", "http://", "mailto:")):
        paragraph.add_run(printable(words))
        return
    link = OxmlElement("w:hyperlink")
    number = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), number)
    _put(paragraph, link, words)


def printable_runs(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs without signs that XML cannot hold."""
    for run in runs:
        yield run._replace(words=printable(run.words))


def _put(paragraph: Any, link: Any, words: str) -> None:
    run = paragraph.add_run(printable(words))
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _language(code: str) -> Any:
    found = OxmlElement("w:lang")
    found.set(qn("w:val"), code)
    return found
