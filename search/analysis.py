"""From text to tokens, the same way when a document is stored and when a visitor asks.

The embedded engine stores tokens that were made here, so SQLite and PostgreSQL give equal answers in all
six languages. Two streams: *words* (lower case, accents folded) and *stems* (Snowball).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import snowballstemmer

STEMMERS = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "it": "italian",
    "ru": "russian",
    "tr": "turkish",
}
LANGUAGES = tuple(STEMMERS)

# Folded and stemmed words that a process remembers: bounds its memory.
KNOWN_WORDS = 200_000
STOP_WORDS = {
    "en": "a an and are as at be by for from in is it of on or the to with",
    "fr": "à au aux avec ce ces dans de des du en et la le les ou par pour que qui sur un une",
    "de": "als am an auf aus bei das dem den der des die ein eine für im in ist mit oder und von zu zum zur",
    "it": "a al alla con da dal dalla dei del della delle di e gli i il in la le lo o per su un una",
    "ru": "а без в во для до и из или к на не о об от по при с со у",
    "tr": "bir bu da de için ile ve veya",
}

# l’école, dell’odio, qu’il: what stands before the apostrophe is an article or a pronoun.
_ELISION = re.compile(
    r"\b(?:l|d|c|j|m|n|s|t|qu|jusqu|lorsqu|puisqu|dell|dall|nell|sull|all|quell|un)['’]",
    re.IGNORECASE,
)
# Istanbul'da, Aarhus’un: in Turkish the apostrophe divides a name from its endings.
_TURKISH_ENDING = re.compile(r"['’]\w+")
_WORD = re.compile(r"[^\W_]+")
_SPECIAL = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "ё": "е"}
)


def clean(text: str) -> str:
    """Compose, and drop what nobody types on purpose: control characters, surrogates, bidi marks."""
    return "".join(
        character if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"} else " "
        for character in unicodedata.normalize("NFKC", text)
    )


@lru_cache(maxsize=KNOWN_WORDS)
def fold(word: str, language: str) -> str:
    """Lower case by the language's own rules, without accents; Cyrillic й stays what it is."""
    if language == "tr":
        word = word.replace("I", "ı").replace("İ", "i")
    word = word.lower().translate(_SPECIAL)
    return "".join(
        character
        if character == "й"
        else "".join(
            part
            for part in unicodedata.normalize("NFD", character)
            if not unicodedata.combining(part)
        )
        for character in unicodedata.normalize("NFC", word)
    ).translate(_SPECIAL)


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(STEMMERS[language])


@lru_cache(maxsize=KNOWN_WORDS)
def stem(word: str, language: str) -> str:
    """The stem of a folded word in a language, folded again.

    Folding first means that a query typed without accents meets the same stem; Snowball loses a few
    rules that look at accents, on both sides alike.
    """
    return fold(str(_stemmer(language).stemWord(word)), language)


def split(text: str, language: str) -> list[str]:
    """The words of a text as they were typed, elided articles and Turkish endings cut off."""
    return _WORD.findall(_blanked(clean(text), language))


def places(text: str, language: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The same words of a part of a text, each with where it begins and ends."""
    for match in _WORD.finditer(_blanked(text[start:end], language)):
        yield start + match.start(), start + match.end(), match.group()


def _blanked(text: str, language: str) -> str:
    """Blanks, as many as there were letters, in place of articles before and endings behind an apostrophe."""
    pattern = {"fr": _ELISION, "it": _ELISION, "tr": _TURKISH_ENDING}.get(language)
    return pattern.sub(lambda found: " " * len(found.group()), text) if pattern else text


def words(text: str, language: str) -> list[str]:
    """The words of a text, folded."""
    return [fold(word, language) for word in split(text, language)]


def stems(text: str, language: str) -> list[str]:
    """The stems of a text."""
    return [stem(word, language) for word in words(text, language)]


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words that carry no meaning of their own, folded."""
    return frozenset(fold(word, language) for word in STOP_WORDS.get(language, "").split())


def meaningful(tokens: list[str], language: str) -> list[str]:
    """``tokens`` without stop words, unless nothing else is there."""
    kept = [token for token in tokens if token not in stop_words(language)]
    return kept or tokens
