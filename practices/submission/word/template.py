"""The questions as a Word document, for those who collect answers in their office first."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from kb.texts.capitals import capitalised
from practices.reading.presentation import field_label
from practices.submission.writing.chapters import KINDS, chapters_of
from practices.submission.writing.guidance import guidance_for

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def questions_document(kind: str) -> bytes:
    """All chapters of a kind with their questions and help, in the active language; boxes to write in."""
    record = KINDS[kind]()
    document: Any = Document()
    _set_language(document, get_language() or "en")
    document.core_properties.title = capitalised(str(record._meta.verbose_name))
    document.core_properties.author = _("Alliance Exchange")
    document.add_heading(capitalised(str(record._meta.verbose_name)), 0)
    document.add_paragraph(
        _("No names of clients, no photographs of minors, no private addresses.")
    )
    guidance = guidance_for(get_language())
    for chapter in chapters_of(record):
        document.add_heading(str(chapter.label), 1)
        document.add_paragraph(str(chapter.guidance))
        for name in (*chapter.fields_for(record), *chapter.lists_for(record)):
            document.add_heading(field_label(record, name), 2)
            help_ = guidance.get((kind, name)) or guidance.get(("", name))
            if help_:
                document.add_paragraph(help_.text)
            table = document.add_table(rows=1, cols=1)
            table.style = "Table Grid"
            table.cell(0, 0).text = "\n\n"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_language(document: Any, code: str) -> None:
    """What screen readers and spelling checkers take the text for."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), code)
    properties.append(language)
