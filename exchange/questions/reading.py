"""Published questions with their answers on the record's page, in the reader's language where they can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from exchange.models import Question, QuestionTranslation
from exchange.translations import Text, text_for
from kb.texts.current_language import current_language
from practices.models import RecordPage
from practices.reading.gathering.gather import register_rows
from practices.records.search_source import register_words

# On the page of one record, the last ones.
MOST_SHOWN = 60
WHOLE = ""


@dataclass(frozen=True)
class Shown:
    """A question with its answer."""

    number: int
    question: Text
    reply: Text
    day: date | None


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    columns = ("id", "part", "words", "language", "reply", "reply_language", "published_at")
    register_rows("questions", _rows, columns)
    register_rows("question_texts", _texts, ("question_id", "language", "words", "reply"))
    register_words("record__questions__translations", words_of)


def _rows(page: RecordPage) -> QuerySet[Question]:
    public = Question.objects.filter(record=page.record_id, state=Question.State.PUBLIC)
    return public.order_by("-published_at", "-pk")[:MOST_SHOWN]


def _texts(page: Any) -> QuerySet[QuestionTranslation]:
    return QuestionTranslation.objects.filter(
        question__record=page.record_id,
        question__state=Question.State.PUBLIC,
        language=page.language,
    )


def words_of(page: RecordPage) -> Iterable[str]:
    """What the search finds a language version by: the words in its language; the original by all.

    Questions and answers in a language in which the record cannot be read are found by its original.
    """
    language = page.locale.language_code
    is_original = language == page.record.original_language
    for question in page.record.questions.all():
        if question.state != Question.State.PUBLIC:
            continue
        if is_original or question.language == language:
            yield question.words
        if is_original or question.reply_language == language:
            yield question.reply
        for text in question.translations.all():
            if text.language == language:
                yield from (text.words, text.reply)


def add_to_record(page: RecordPage, context: dict[str, Any]) -> None:
    """Put each question below its part; those on the whole record, or on a part that is gone, at the end."""
    rows = page.__dict__.get("added")
    if rows is None:
        return
    by_part = _by_part(rows)
    parts = [*context["sections"], *context["later_sections"]]
    for part in parts:
        part["questions"] = by_part.pop(part["name"], [])
    harm = ("unintended_effects_text", "safeguards")
    context["harm"]["questions"] = [one for name in harm for one in by_part.pop(name, [])]
    context["learnt"]["questions"] = by_part.pop("lessons", []) if context["learnt"]["html"] else []
    context["questions"] = [one for rest in by_part.values() for one in rest]
    if page.city is not None and page.live:
        context["asking_url"] = reverse("questions:ask", args=[page.translation_key])


def _by_part(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[Shown]]:
    language = current_language()
    texts = {row["question_id"]: row for row in rows["question_texts"]}
    found: dict[str, list[Shown]] = defaultdict(list)
    for row in reversed(rows["questions"]):
        text = texts.get(row["id"], {})
        published = parse_datetime(str(row["published_at"]))
        found[row["part"]].append(
            Shown(
                row["id"],
                text_for(row["words"], row["language"], text.get("words", ""), language),
                text_for(row["reply"], row["reply_language"], text.get("reply", ""), language),
                published.date() if published else None,
            )
        )
    return found
