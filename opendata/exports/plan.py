"""A practice as a Word document for a city's own plan: what the other city does, and room for what we do."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.site.page_views import register_address
from kb.texts.capitals import capitalised
from kb.texts.plain_text.stored import stored_blocks
from opendata.exports.forms.word import write_blocks
from opendata.exports.forms.word_signs import add_link, new_document, say_language
from practices.models import PracticePage
from practices.reading.citing.citations import permanent_address, record_citation
from practices.reading.printing.sheet import first_questions
from practices.submission.word.template import MEDIA_TYPE


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_address(PracticePage, "plan/", plan_file, "as_plan")


def plan_file(page: PracticePage, request: HttpRequest) -> HttpResponse:
    """The document, made anew each time: a practice is one page of text."""
    language = get_language() or page.locale.language_code
    response = HttpResponse(plan_document(page, language), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="plan-{page.slug}.docx"'
    response["X-Robots-Tag"] = "noindex"
    return response


def plan_document(page: PracticePage, reader: str) -> bytes:
    """Part by part: what is told, then a box; then what a plan has to answer besides, and the source."""
    own = page.locale.language_code
    document = new_document(reader, _("Our plan, after: %(title)s") % {"title": page.title})
    document.add_heading(_("Our plan"), 0)
    line = document.add_paragraph(_("After a practice of another city:") + " ")
    add_link(line, page.title, permanent_address(page, reader))
    document.add_paragraph(
        _("Below each heading stands what that city tells, then a box for what you plan.")
    )
    for name in page.parts:
        if html := getattr(page, name):
            label = str(page._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            document.add_heading(capitalised(label), 1)
            write_blocks(document, stored_blocks(html), own, reader)
            _box(document, _("In our city"))
    for question in (*_own_questions(), *first_questions(page)):
        document.add_heading(question, 1)
        _box(document, "")
    document.add_heading(_("Source"), 1)
    citation = record_citation(page)
    say_language(document.add_paragraph(citation.text), own, reader)
    if citation.licence:
        document.add_paragraph(": ".join((_("Licence"), citation.licence)))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _own_questions() -> list[str]:
    return [
        _("What do we want to have reached in two years, and how shall we see it?"),
        _("Who is in charge, and who has to agree?"),
        _("What do we change, and why?"),
        _("Who could be harmed, and what do we do so that nobody is?"),
        _("What does it cost, and from when on?"),
    ]


def _box(document: Any, label: str) -> None:
    if label:
        document.add_paragraph().add_run(f"{label}:").bold = True
    table = document.add_table(rows=1, cols=1)
    table.style = "Table Grid"
    table.cell(0, 0).text = "\n\n"
