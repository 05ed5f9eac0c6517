"""Texts in which something is planted or not, and what the guard says of them, by kind and language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import table

LANGUAGES = ("en", "fr", "de", "it", "ru", "tr")
OF_WORDS = ("word", "wordnear")
WITH_NOTHING = ("near", "wordnear")


@dataclass(frozen=True)
class Text:
    """A text of a set: of which kind the planted thing is, ``near`` or ``wordnear`` where there is none."""

    language: str
    kind: str
    country: str
    words: str

    @property
    def is_planted(self) -> bool:
        return self.kind not in WITH_NOTHING


def texts(folder: Path, *, untouched: bool = False) -> Iterator[Text]:
    """All of a set: a file for each language, a line ``kind|country|text`` each, ``\\n`` for a new line.

    ``untouched``: every third line, which from the twenty-fifth set on nobody mended anything for.
    """
    for language in LANGUAGES:
        lines = (folder / f"{language}.txt").read_text().splitlines()
        for line in lines[2::3] if untouched else lines:
            kind, country, words = line.split("|", 2)
            yield Text(language, kind, country, words.replace("\\n", "\n").replace("\\t", "\t"))


def is_asked(text: Text) -> bool:
    """Whether the guard finds something in a text."""
    from practices.submission.guard.checks import persons_in
    from practices.submission.guard.words import words_in

    if text.kind in OF_WORDS:
        return bool(words_in(text.words, text.language))
    return bool(persons_in(text.words, text.country, text.language))


def measured(folder: Path, *, untouched: bool = False) -> tuple[str, list[Text]]:
    """The table of a set, and the texts that were answered wrongly."""
    asked: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    wrong = []
    for text in texts(folder, untouched=untouched):
        found = is_asked(text)
        kinds = [text.kind]
        if text.is_planted and text.kind not in OF_WORDS:
            kinds.append("planted")
        for kind in kinds:
            total[kind, text.language] += 1
            asked[kind, text.language] += found
        if found != text.is_planted:
            wrong.append(text)
    kinds = sorted(
        {kind for kind, _language in total},
        key=lambda kind: (kind in OF_WORDS, kind in WITH_NOTHING, kind == "planted", kind),
    )
    rows = []
    for kind in kinds:
        cells = [f"{asked[kind, one]}/{total[kind, one]}" for one in LANGUAGES]
        found_all = sum(asked[kind, one] for one in LANGUAGES)
        all_of_kind = sum(total[kind, one] for one in LANGUAGES)
        rows.append([kind, *cells, f"{found_all}/{all_of_kind}", f"{found_all / all_of_kind:.0%}"])
    return table(["asked about", *LANGUAGES, "all", "share"], rows), wrong
