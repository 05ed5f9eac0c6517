"""The tables of words of ``content/guard.yaml`` and the lists of names and places, read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import yaml
from babel import Locale
from django.conf import settings

from kb.cities.gazetteer import all_names
from practices.submission.guard.reading import Phrases, folded

PARTS = re.compile(r"[^\W\d_]+")
BIRTHS = "first_names_births.txt"
LANGUAGES = ("en", "fr", "de", "it", "ru", "tr")


@cache
def tables() -> dict[str, Any]:
    """The file as it is; it is in version control and changes with a release.

    The loader written in C reads its 200 kB in a twentieth of the time.
    """
    words: dict[str, Any] = yaml.load(
        (settings.BASE_DIR / "content" / "guard.yaml").read_text(), Loader=yaml.CSafeLoader
    )
    return words


@cache
def phrases(name: str) -> Phrases:
    """The words of a table of all languages; what a phrase means is its language, or its number."""
    table = tables()[name]
    if isinstance(table, list):
        return Phrases({str(phrase): "" for phrase in table})
    meanings: dict[str, str] = {}
    for language, words in table.items():
        numbers = words if isinstance(words, dict) else dict.fromkeys(_spread(words), language)
        meanings.update((str(phrase), str(meaning)) for phrase, meaning in numbers.items())
    return Phrases(meanings)


def _spread(words: list[Any]) -> Iterator[str]:
    """Each phrase of a list; a list of lists within it stands for one word of each, in all ways."""
    for word in words:
        if isinstance(word, list):
            yield from (" ".join(map(str, parts)) for parts in product(*word))
        else:
            yield str(word)


@cache
def phrases_of(name: str, language: str) -> Phrases:
    """The words of a table of one language: "her" is every in Turkish."""
    return Phrases(dict.fromkeys(_spread(tables()[name].get(language, [])), language))


@cache
def word_set(name: str) -> frozenset[str]:
    """The single words of a table, folded."""
    table = tables()[name]
    lists = table.values() if isinstance(table, dict) else [table]
    return frozenset(folded(str(word)) for words in lists for word in words)


@cache
def words_of(name: str, language: str) -> frozenset[str]:
    """The single words of a table of one language, folded."""
    return frozenset(folded(str(word)) for word in tables()[name].get(language, ()))


@cache
def first_names() -> frozenset[str]:
    """First names of many languages, folded; those that are ordinary words too among them."""
    listed = (line.rstrip("?") for line in (*_listed_names(), *_listed_names(BIRTHS)))
    return (frozenset(listed) | word_set("more_names")) - word_set("never_names")


@cache
def common_names() -> frozenset[str]:
    """First names without the rarer ones of births, of which many are other words in small letters."""
    listed = frozenset(line.rstrip("?") for line in _listed_names())
    return (listed | word_set("more_names")) - word_set("never_names")


# How names are spelt otherwise that are spoken alike: "Wassil", "Wasil", "Vasil".
SPELLINGS = (
    (re.compile(r"ph"), "f"), (re.compile(r"th"), "t"), (re.compile(r"kh|ck|qu|q|c(?![eiyh])"), "k"),
    (re.compile(r"sch|tch|sh|ch|ss|z"), "s"), (re.compile(r"w"), "v"), (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ee|ie|ij|y|j"), "i"), (re.compile(r"h"), ""), (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=..)e$"), ""),
)  # fmt: skip
LEAST_SOUND = 4


def sound(word: str) -> str:
    """One spelling for all that are spoken alike, "" where too little is left."""
    for pattern, instead in SPELLINGS:
        word = pattern.sub(instead, word)
    return word if len(word) >= LEAST_SOUND else ""


@cache
def sounds() -> frozenset[str]:
    """The spellings of the first names that are no ordinary words, but for the rarer ones of births."""
    return frozenset(
        sound(name) for name in common_names() - doubtful_names() if name.isascii()
    ) - {""}


@cache
def doubtful_names() -> frozenset[str]:
    """First names that are also ordinary words, months or places: none where they stand alone."""
    lines = (*_listed_names(), *_listed_names(BIRTHS))
    listed = frozenset(line.rstrip("?") for line in lines if line.endswith("?"))
    # Months of other languages are no doubt: "maja" is in May in Polish alone.
    months = frozenset[str]().union(*(words_of("months", language) for language in LANGUAGES))
    return (listed - word_set("more_names")) | word_set("no_names") | months


@cache
def _listed_names(file: str = "first_names.txt") -> tuple[str, ...]:
    lines = (settings.BASE_DIR / "content" / file).read_text().splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def place_names() -> frozenset[str]:
    """Names of countries and of the places of the gazetteer, in many languages, folded, with blanks alone."""
    names = set(all_names())
    for language in LANGUAGES:
        names.update(Locale(language).territories.values())
    # All folded at once: tens of thousands of names one by one take half a second.
    lines = folded("\n".join(names)).split("\n")
    return frozenset(" ".join(PARTS.findall(line)) for line in lines)


def neutral(language: str, what: str) -> str:
    """The neutral words that could stand instead of a kind of finding, or for somebody of an age."""
    words: str = tables()["instead"][language][what]
    return words


def language_of(words: list[str]) -> str:
    """The language that most small words of a text belong to, of the site's six."""
    sample = words[:400]
    counts = {
        language: sum(word in small for word in sample)
        for language, small in _small_words().items()
    }
    return max(counts, key=lambda language: counts[language]) if any(counts.values()) else "en"


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(folded(word) for word in words)
        for language, words in tables()["function_words"].items()
    }
