"""Subjects proposed from what somebody has written already, by the words of the vocabulary."""

from __future__ import annotations

from practices.editing.forms import ConceptsField
from practices.models import RecordPage
from practices.submission.guard.privacy import texts_of
from practices.submission.writing.chapter_forms import ChapterForm
from search import services as search

# Characters of each text in which subjects are looked for.
MOST_READ = 6_000


def propose_subjects(form: ChapterForm, record: RecordPage) -> None:
    """Put what the record's own words name, most often first, above the boxes of each facet."""
    fields = [field for field in form.fields.values() if isinstance(field, ConceptsField)]
    if not fields:
        return
    language = record.locale.language_code
    texts = " . ".join(text[:MOST_READ] for _field, _label, text in texts_of(record))
    codes = [term.code for term in search.terms().named_in(texts, language)]
    for field in fields:
        field.widget.proposed = codes  # type: ignore[attr-defined]
