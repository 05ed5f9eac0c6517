"""How each language's words are taken apart in Elasticsearch.

Per language: ``text_xx`` (stems), ``text_search_xx`` where the question is taken apart differently from
the text, ``exact_xx`` (the words themselves, without accents), ``prefix_xx`` and ``prefix_search_xx``
(beginnings), ``spell_xx`` (words as they are written, for "did you mean").

The order of the filters matters: elided articles go before anything else; lower case follows the
language's own rules (Turkish I is ı); accents are folded after the stop words, which have some, and
before the light stemmers, so that a word typed without them meets the same stem.
"""

from __future__ import annotations

from typing import Any

from search.words.german import PARTS
from search.words.signs import APOSTROPHES, FRENCH_ENDING, HYPHENS, UNSEEN

# Lower case by the language, elision before, folding after: what every form of a word goes through.
_BEFORE: dict[str, list[str]] = {
    "en": ["lowercase"],
    "fr": ["elision_fr", "lowercase"],
    "de": ["lowercase"],
    "it": ["elision_it", "lowercase"],
    "ru": ["lowercase"],
    "tr": ["apostrophe", "lowercase_tr"],
}
# German "ae" and "ä" are one; elsewhere an accent is simply left away.
_FOLDING: dict[str, list[str]] = {code: ["asciifolding"] for code in _BEFORE}
_FOLDING["de"] = ["german_normalization", "asciifolding"]
_STEMMING: dict[str, list[str]] = {
    "en": ["british", "stem_en"],
    "fr": ["stem_fr"],
    "de": ["stem_de"],
    "it": ["stem_it"],
    "ru": ["short_ru", "stem_ru", "fleeting_ru"],
    "tr": ["stem_tr"],
}
LANGUAGES = tuple(_BEFORE)

# What stands before an apostrophe and is no part of the word.
_FRENCH = "l m t qu n s j d c jusqu quoiqu lorsqu puisqu"
_ITALIAN = "c l all dall dell nell sull coll pell gl agl dagl degl negl sugl un m t s v d quell"

FILTERS: dict[str, dict[str, Any]] = {
    "possessive_en": {"type": "stemmer", "language": "possessive_english"},
    "elision_fr": {"type": "elision", "articles_case": True, "articles": _FRENCH.split()},
    "elision_it": {"type": "elision", "articles_case": True, "articles": _ITALIAN.split()},
    "lowercase_tr": {"type": "lowercase", "language": "turkish"},
    **{
        f"stop_{code}": {"type": "stop", "stopwords": f"_{name}_"}
        for code, name in (
            ("en", "english"),
            ("fr", "french"),
            ("de", "german"),
            ("it", "italian"),
            ("ru", "russian"),
            ("tr", "turkish"),
        )
    },
    # radicalization and radicalisation are one word.
    "british": {
        "type": "pattern_replace",
        "pattern": "(?<=\\w{4})iz(ation|ations|ing|e|ed|es|er|ers)$",
        "replacement": "is$1",
    },
    "stem_en": {"type": "stemmer", "language": "english"},
    "stem_fr": {"type": "stemmer", "language": "light_french"},
    "stem_de": {"type": "stemmer", "language": "light_german"},
    "stem_it": {"type": "stemmer", "language": "light_italian"},
    # The stemmer does not know vowels that come and go: подросток, подростки; беженец, беженцы.
    "short_ru": {"type": "stemmer_override", "rules": ["отец => отц", "боец => бойц"]},
    "fleeting_ru": {
        "type": "pattern_replace",
        "pattern": "(?<=\\p{L}{3})(?:[ео](?=к$)|е(?=ц$))",
        "replacement": "",
    },
    "stem_ru": {"type": "stemmer", "language": "russian"},
    "turkish_endings": {"type": "stemmer", "language": "turkish"},
    # Turkish endings follow the vowels, so the stemmer has to see ı and ü; who types without them is
    # met by the second form. The stemmer makes "öğretmen" of "öğretmenler" but less of "öğretmen", so
    # the word itself is kept beside it.
    "stem_tr": {
        "type": "multiplexer",
        "filters": [
            "turkish_endings, asciifolding",
            "asciifolding, turkish_endings",
            "asciifolding",
        ],
        "preserve_original": False,
    },
    # Jugendarbeit is found by Jugend: parts are added to the text, never to the question, or a
    # question for Jugendarbeit would find every Arbeit.
    "german_parts": {
        "type": "dictionary_decompounder",
        "word_list": list(PARTS),
        "min_word_size": 7,
        "min_subword_size": 4,
        "max_subword_size": 25,
        "only_longest_match": True,
    },
    "beginnings": {"type": "edge_ngram", "min_gram": 2, "max_gram": 20},
    "cut": {"type": "truncate", "length": 20},
    "long_words": {"type": "length", "min": 4, "max": 40},
}
CHARACTER_FILTERS: dict[str, dict[str, Any]] = {
    # People write е for ё; capitals too, for Turkish lower case comes later.
    "yo": {"type": "mapping", "mappings": ["ё=>е", "Ё=>Е"]},
    # Soft hyphens and their kin join the word they stand in; one apostrophe and one hyphen for all.
    "signs": {
        "type": "mapping",
        "mappings": [
            *(f"\\u{ord(sign):04X}=>" for sign in UNSEEN),
            *(f"\\u{ord(sign):04X}=>'" for sign in APOSTROPHES),
            *(f"\\u{ord(sign):04X}=>-" for sign in HYPHENS),
        ],
    },
    # Lehrer*innen, habitant·e·s: as search.words.signs reads them.
    "gender_de": {
        "type": "pattern_replace",
        "pattern": "(?<=\\p{L}{2})(?:[*:_·]|/-)(?=in(?:nen)?(?!\\p{L}))|(?<=\\p{L}{2})/(?=innen(?!\\p{L}))",
        "replacement": "",
    },
    "gender_fr": {
        "type": "pattern_replace",
        "pattern": f"(?<=\\p{{L}})(?:[·•‧]{FRENCH_ENDING}(?:[·•‧]?(s))?|([.-])e\\2(s))(?!\\p{{L}})",
        "replacement": "$1$3",
    },
}


def _analyzer(*filters: str) -> dict[str, Any]:
    return {
        "type": "custom",
        "tokenizer": "standard",
        "char_filter": ["signs", "yo", "gender_de", "gender_fr"],
        "filter": list(filters),
    }


def _analyzers() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for code in LANGUAGES:
        before, folding, stemming = _BEFORE[code], _FOLDING[code], _STEMMING[code]
        first = ["possessive_en", *before] if code == "en" else before
        split = ["german_parts"] if code == "de" else []
        rest = [f"stop_{code}", *folding, *stemming]
        if code == "tr":
            rest = [f"stop_{code}", *stemming]
        found[f"text_{code}"] = _analyzer(*first, *split, *rest, "remove_duplicates")
        found[f"text_search_{code}"] = _analyzer(*first, *rest)
        found[f"exact_{code}"] = _analyzer(*before, *folding)
        found[f"prefix_{code}"] = _analyzer(*before, *folding, "beginnings")
        found[f"prefix_search_{code}"] = _analyzer(*before, *folding, "cut")
        found[f"spell_{code}"] = _analyzer(*before, "long_words")
    return found


ANALYSIS: dict[str, Any] = {
    "char_filter": CHARACTER_FILTERS,
    "filter": FILTERS,
    "analyzer": _analyzers(),
    "normalizer": {
        # A whole title.
        f"whole_{code}": {
            "type": "custom",
            "char_filter": ["signs", "yo"],
            "filter": [_BEFORE[code][-1], "asciifolding"],
        }
        for code in LANGUAGES
    },
}
