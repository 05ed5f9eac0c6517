"""What of a document is looked for: tokens of its titles and texts, as written and as stems, codes, names."""

from __future__ import annotations

from dataclasses import dataclass

from search import analysis
from search.engines.base import words_of_names
from search.engines.embedded.expressions import code_token, name_token, tagged
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
        for written, words, stems in (
            (text["title"], found.title, found.title_stems),
            (rest, found.text, found.text_stems),
        ):
            own = analysis.words(written, language)
            words.extend(own)
            wholes = [whole for _parts, whole in analysis.joined(written, language)]
            words.extend(wholes)
            stems.extend(tagged(analysis.stem(word, language), language) for word in own)
            stems.extend(tagged(analysis.stem(word, language), language) for word in wholes)
            beside = dict.fromkeys(analysis.stems_beside(own, language))
            stems.extend(tagged(stem, language) for stem in beside)
    found.codes.extend(
        code_token(facet, code) for facet, values in row.data["codes"].items() for code in values
    )
    found.codes.extend(name_token(word) for word in sorted(words_of_names(row.data["texts"])))
    return found
