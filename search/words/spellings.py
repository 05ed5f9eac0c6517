"""One name in the letters that people have: without accents, ö as oe, Latin for Cyrillic and back."""

from __future__ import annotations

from functools import lru_cache

from search import analysis

SHORTEST = 4
# As names are mostly written in Latin letters; what sounds alike is written alike, for comparing alone.
_LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "iu", "я": "ia", "і": "i", "ї": "i", "є": "e", "ґ": "g",
})  # fmt: skip
_ALIKE = str.maketrans({"y": "i", "j": "i", "w": "v"})


@lru_cache(maxsize=50_000)
def ways(word: str) -> frozenset[str]:
    """The ways in which a word is compared where it is a name; a short one only as it is folded."""
    folded = analysis.spellings(word)
    if len(word) < SHORTEST:
        return frozenset(folded)
    return frozenset((*folded, *(_latin(each) for each in folded)))


def _latin(folded: str) -> str:
    return folded.translate(_LATIN).replace("kh", "h").translate(_ALIKE)
