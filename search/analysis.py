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

from search.words import signs
from search.words.german import parts_of
from search.words.stop_words import STOP_WORDS

STEMMERS = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "it": "italian",
    "ru": "russian",
    "tr": "turkish",
}
LANGUAGES = tuple(STEMMERS)

# Folded and stemmed words that a process remembers, each some hundred bytes: nearly all that texts say.
KNOWN_WORDS = 20_000
# l’école, dell’odio, qu’il: what stands before the apostrophe is an article or a pronoun.
_ELISION = re.compile(
    r"\b(?:l|d|c|j|m|n|s|t|qu|jusqu|lorsqu|puisqu|quoiqu|dell|dall|nell|sull|all|quell|un)'",
    re.IGNORECASE,
)
# Istanbul'da, Aarhus’un: in Turkish the apostrophe divides a name from its endings.
_TURKISH_ENDING = re.compile(r"'\w+")
# Endings of number and case, folded, behind what can be a noun.
_TURKISH_CASE = re.compile(
    r"(?<=\w{4})(?:m[ae]k|m[ae](?:s[iu])?)?(?:l[ae]r)?"
    r"(?:s?[iu]n[iu]n?|[nys]?[iu]n?|s?[iu]?n?[dt][ae]n?|s?[iu]?[ny]?[ae]|y?l[ae])?$"
)
# Radicalization is radicalisation; the stemmer would make "radic" of the one alone.
_AMERICAN = re.compile(r"(?<=\w{4})iz(ation|ations|ing|e|ed|es|er|ers)$")
# Goeteborg, Aarhus: how those write who have no such letters. Short words are left alone (poet, cour).
_AS_TWO = str.maketrans({"å": "aa", "ø": "oe", "ö": "oe", "ä": "ae", "ü": "ue"})
_TWO_AS_ONE = re.compile("aa|oe|ae|ue")
SHORTEST_RESPELT = 6
# Plurals that the stemmer leaves: détenus, élus.
_FRENCH_PLURAL = re.compile(r"(?<=[^\W\d_]{2}[iou])s$")
# Vowels that come and go, of which the stemmer does not know: беженец, беженцы; подросток, подростки.
_RUSSIAN_VOWEL = re.compile(r"(?<=[^\W\d_]{3})(?:[ео](?=к$)|е(?=ц$))")
_RUSSIAN_SHORT = {"отец": "отц", "боец": "бойц"}
_SPECIAL = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "ё": "е"}
)


def clean(text: str) -> str:
    """Compose, and drop what nobody types on purpose; signs of no width go without leaving a gap."""
    return signs.composed(text)


def lowered(text: str, language: str) -> str:
    """Lower case by the language's own rules."""
    if language == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


@lru_cache(maxsize=KNOWN_WORDS)
def fold(word: str, language: str) -> str:
    """Lower case without accents; Cyrillic й stays what it is."""
    word = lowered(word, language).translate(_SPECIAL)
    if word.isascii():
        return word
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
    if language == "en":
        word = _AMERICAN.sub(r"is\1", word)
    stemmed = fold(str(_stemmer(language).stemWord(word)), language)
    if language == "fr":
        return _FRENCH_PLURAL.sub("", stemmed)
    if language == "ru":
        return _RUSSIAN_SHORT.get(stemmed) or _RUSSIAN_VOWEL.sub("", stemmed)
    return stemmed


def stem_forms(word: str, language: str) -> tuple[str, ...]:
    """The stems under which a folded word is met: its own, and what its language keeps beside that."""
    return tuple(dict.fromkeys((stem(word, language), *ways_beside(word, language))))


def ways_beside(word: str, language: str) -> tuple[str, ...]:
    """What a language keeps beside the stem of a folded word.

    The Turkish stemmer makes "ogretmen" of "ogretmenler" but less of "ogretmen", so the word itself counts
    as a stem too, and what is left of it without the commonest endings.
    """
    return (word, _TURKISH_CASE.sub("", word)) if language == "tr" else ()


def stems_beside(words: list[str], language: str) -> list[str]:
    """What is kept beside the stems of folded words in a row: Turkish words, parts of German compounds."""
    if language == "tr":
        return [form for word in words for form in stem_forms(word, language)[1:]]
    if language == "de":
        return [stem(part, language) for word in words for part in parts_of(word)]
    return []


def split(text: str, language: str) -> list[str]:
    """The words of a text as they were typed, elided articles and Turkish endings cut off."""
    return signs.words(_blanked(signs.plain(clean(text)), language))


def places(text: str, language: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The same words of a part of a text, each with where it begins and ends."""
    for begin, stop, word in signs.places(_blanked(signs.plain(text[start:end]), language)):
        yield start + begin, start + stop, word


def joined(text: str, language: str) -> list[tuple[tuple[str, ...], str]]:
    """Folded words that some write apart and others as one: ``(("e", "learning"), "elearning")``."""
    return [
        (parts, "".join(parts))
        for written in signs.joints(_blanked(signs.plain(clean(text)), language), language)
        for parts in [tuple(fold(part, language) for part in written)]
    ]


def _blanked(text: str, language: str) -> str:
    """Blanks, as many as there were letters, in place of articles before and endings behind an apostrophe."""
    pattern = {"fr": _ELISION, "it": _ELISION, "tr": _TURKISH_ENDING}.get(language)
    return pattern.sub(lambda found: " " * len(found.group()), text) if pattern else text


@lru_cache(maxsize=KNOWN_WORDS)
def spellings(word: str) -> tuple[str, ...]:
    """A word folded as each language does it, and with å, ø, ä, ö, ü written as two letters or as one."""
    found = dict.fromkeys(fold(word, language) for language in LANGUAGES)
    found[fold(word.lower().translate(_AS_TWO), "en")] = None
    if len(word) >= SHORTEST_RESPELT:
        for folded in list(found):
            found[_TWO_AS_ONE.sub(lambda pair: pair.group()[0], folded)] = None
    return tuple(each for each in found if each)


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
