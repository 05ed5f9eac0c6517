"""What of a document is looked for: tokens of its titles and texts, as written and as stems, and codes."""

from __future__ import annotations

from dataclasses import dataclass

from search import analysis
from search.engines.embedded.expressions import code_token
from search.models import SearchDocument


@dataclass(frozen=True)
class DocumentTokens:
    """The tokens of a document, all languages together."""

    title: list[str]
    text: list[str]
    title_stems: list[str]
    text_stems: list[str]
    codes: list[str]


def tokens_of(row: SearchDocument) -> DocumentTokens:
    """Take a document apart."""
    found = DocumentTokens([], [], [], [], [])
    for language, text in row.data["texts"].items():
        rest = " ".join([text["summary"], text["body"], *text["tags"]])
        found.title.extend(analysis.words(text["title"], language))
        found.text.extend(analysis.words(rest, language))
        found.title_stems.extend(analysis.stems(text["title"], language))
        found.text_stems.extend(analysis.stems(rest, language))
    found.codes.extend(
        code_token(facet, code) for facet, values in row.data["codes"].items() for code in values
    )
    return found


def codes_of(row: SearchDocument) -> list[tuple[str, str]]:
    """``(facet, code)`` of all that is counted; the first and the last year count as facets too."""
    found = [(facet, code) for facet, codes in row.data["codes"].items() for code in codes]
    if row.year_from is not None:
        # An end without a beginning is found by no filter of years, so it counts in none.
        found.append(("year_from", str(row.year_from)))
        if row.year_to is not None:
            found.append(("year_to", str(row.year_to)))
    return found


def original_title(row: SearchDocument, language: str) -> str:
    """The title by which a document is sorted for readers of a language."""
    texts = row.data["texts"]
    return str(texts.get(language, texts[row.data["original"]])["title"]).lower()
