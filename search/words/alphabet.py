"""Where a title or a name stands in the alphabet of a language: one key for database, engine and lists.

A key is compared character by character, by number: as Python, SQLite, PostgreSQL with the collation "C" and
Elasticsearch do alike. Letters come first, as a language sorts them; accents and case only decide between
words that are the same without. Made by hand for the languages of the site: nothing installed knows them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from search.analysis import LANGUAGES

LONGEST_TEXT = 300
# Behind every letter of its alphabet: what has its own place after the letter before it.
AFTER = "\uf8ff"
# Russian lists Cyrillic before Latin; others the other way round, as the numbers of the letters do.
LATIN_LAST = {ord(letter): "\uf000" + letter for letter in "abcdefghijklmnopqrstuvwxyz"}
# Letters of which Unicode does not say that they are another one with a mark.
_PLAIN = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ħ": "h",
    "ı": "i", "ŋ": "n", "ĸ": "k", "ſ": "s", "є": "е" + AFTER, "і": "и" + AFTER, "ђ": "д" + AFTER,
    "ј": "и" + AFTER * 2, "љ": "л" + AFTER, "њ": "н" + AFTER, "ћ": "т" + AFTER, "џ": "ц" + AFTER,
    "ґ": "г" + AFTER,
}  # fmt: skip
# Letters with a place of their own in a language; й is one in every language that writes it.
_OWN = {
    "tr": {
        "ç": "c" + AFTER, "ğ": "g" + AFTER, "ı": "h" + AFTER, "ö": "o" + AFTER, "ş": "s" + AFTER,
        "ü": "u" + AFTER,
    },
    "ru": {},
}  # fmt: skip
_EVERYWHERE = {"й": "и" + AFTER}
# Articles do not count at the beginning of a title; with an apostrophe they hang on the next word.
_ARTICLES = {
    "en": r"(?:the|an?)\s+",
    "fr": r"(?:(?:le|la|les|une?|des)\s+|l['’])",
    "de": r"(?:der|die|das|den|dem|des|eine?|einen|einem|einer)\s+",
    "it": r"(?:(?:il|lo|la|i|gli|le|uno?|una)\s+|(?:l|un)['’])",
}
_BEGINNING = {
    language: re.compile(articles, re.IGNORECASE) for language, articles in _ARTICLES.items()
}
# Between the letters and what decides where they are the same.
BETWEEN = "\u0001"


def title_keys(data: Mapping[str, Any]) -> dict[str, str]:
    """A document's place in each alphabet, out of its data; made where a row is older than that."""
    return data.get("alphabet") or keys_of(
        {code: text["title"] for code, text in data["texts"].items()}, data["original"]
    )


def keys_of(titles: Mapping[str, str], original: str) -> dict[str, str]:
    """The place in each language's alphabet of the title that its readers are shown."""
    return {
        code: title_key(titles[shown], code, shown)
        for code in LANGUAGES
        for shown in [code if code in titles else original]
    }


def title_key(title: str, language: str, written_in: str) -> str:
    """The place of a title for readers of ``language``; marks and an article before it do not count."""
    text = title[:LONGEST_TEXT]
    first = next((place for place, sign in enumerate(text) if sign.isalnum()), 0)
    article = _BEGINNING.get(written_in)
    found = article.match(text, first) if article else None
    rest = text[found.end() :] if found else text[first:]
    return name_key(rest if any(map(str.isalnum, rest)) else text, language)


@lru_cache(maxsize=20_000)
def name_key(name: str, language: str) -> str:
    """The place of a name of a person, city or thing: letters first, then accents and case."""
    text = unicodedata.normalize("NFC", name[:LONGEST_TEXT])
    if language == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    own = {**_EVERYWHERE, **_OWN.get(language, {})}
    letters = "".join(_letter(sign, own) for sign in text.lower())
    if language == "ru":
        letters = letters.translate(LATIN_LAST)
    return " ".join(letters.split()) + BETWEEN + text.swapcase()


def _letter(sign: str, own: dict[str, str]) -> str:
    """What a sign counts as among letters: itself, a plain letter, a blank between words, or nothing."""
    if sign in own:
        return own[sign]
    plain = "".join(
        _PLAIN.get(part, part)
        for part in unicodedata.normalize("NFKD", sign)
        if not unicodedata.combining(part)
    )
    if plain.isalnum() or AFTER in plain:
        return plain
    return "" if sign in "'’‘ʼ." else " "
