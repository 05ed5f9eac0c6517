"""Forms of names: first names declined or spelt otherwise, of fathers and families; and of organisations."""

from __future__ import annotations

import re

from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import (
    doubtful_names,
    first_names,
    phrases,
    place_names,
    sound,
    sounds,
)

LONGEST_SURNAME = 6
# In these languages the kind of an organisation stands before its name, in the others behind.
KIND_BEFORE = frozenset(("fr", "it", "ru"))
BEFORE_A_NAME = frozenset(
    (
        "st",
        "saint",
        "sankt",
        "san",
        "santa",
        "project",
        "projekt",
        "operation",
        "hurricane",
        "proje",
        "aziz",
        "tv",
        "radio",
    )
)
OF = frozenset(
    ("de", "du", "des", "la", "l", "d", "di", "del", "della", "dei", "delle", "dell", "dello")
)
AND = frozenset(("and", "und", "et", "e", "ed", "и", "ve"))
SHORTEST_SOUND = 5
# "Анной" -> "Анна": endings of Russian names, and what they may have been.
ENDINGS = (
    "иею",
    "ою",
    "ею",
    "ои",
    "еи",
    "ом",
    "ем",
    "ым",
    "ии",
    "ию",
    "ия",
    "а",
    "у",
    "е",
    "ы",
    "и",
    "ю",
    "я",
)
OF_A_COUNTRY = ("ии", "иеи", "ию")
WITHOUT_ENDING = ("", "а", "я", "и", "ь", "ия")
LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya",
}  # fmt: skip
OTHERWISE = {**LATIN, "ц": "c", "х": "h", "ж": "j"}


# Names of fathers and families in Russian, the Caucasus and Central Asia, declined, and in Latin letters.
SON_OF = frozenset(("оглы", "кызы", "угли", "кизи", "oglu", "qizi", "kizi"))
FATHER = re.compile(
    r"\w{2,}(?:[ое]вич(?:а|у|ем|е)?|(?:[ое]вн|иничн)(?:а|ы|е|у|ои)|оглы|кызы|угли|кизи)"
    r"|\w{3,}(?:ovich|evich|ovna|evna)"
)
FAMILY = re.compile(
    r"[а-яa-z]{2,}енко|[а-яa-z]{3,}(?:[ое]в(?:а|у|ым|ои|е)?|швили|дзе|ава|дуа|нуа|иани|заде|енко|ян(?:а|у|ом)?|иев(?:а|у|ым|ои)?|ски(?:и|м)|ского|скому"
    r"|ска(?:я|ю)|ско[ий]|shvili|idze|adze|iani|zade|oglu|yan|enko|iyev|iyeva)"
)
# "Tuğberk", "Айбек", "Нурулла": names of Turkey and Central Asia are made of a few parts.
NAME_ENDING = re.compile(
    r"\w{2,}(?:berk|nur|gul|alp|tekin|bek|zhan|ullah|ulla|eddin|uddin|murad|murat)"
    r"|[а-я]{2,}(?:бек|жан|хан|гуль|улла|мурат|бай|нур|али)(?:а|у|ом|е|я|ю|ем|и|ь|ью)?"
)
LIFE = re.compile(r"\s?\(?\s?[*]?\s?1[0-9]\d\d\s?[-–—]\s?(?:1[0-9]|20)\d\d")


def is_first_name(word: str) -> bool:
    """Whether a folded word is a first name, as it is or declined."""
    return any(form in first_names() for form in _forms(word))


def sounds_like_a_name(word: str) -> bool:
    """Whether a folded word is a first name spelt otherwise ("Haroon" for "Harun"), or ends as names do."""
    if len(word) < SHORTEST_SOUND:
        return False
    if NAME_ENDING.fullmatch(word) is not None:
        return True
    latin = "".join(LATIN.get(letter, letter) for letter in word) if word[0] in LATIN else word
    return sound(latin) in sounds()


def is_doubtful(word: str) -> bool:
    """Whether a folded first name is another word as well."""
    # "Герман" is no word in Russian, though "german" is one in English.
    forms = [word] if word[0] in LATIN else _forms(word)[:2]
    return any(form in doubtful_names() for form in forms)


def is_declined_place(word: str) -> bool:
    """Whether a folded word is a country's name, declined."""
    # "Дании" is of Denmark, though "Дания" is a name as well.
    if word in first_names() or not word.endswith(OF_A_COUNTRY):
        return False
    return any(form in place_names() for form in _forms(word))


def _forms(word: str) -> list[str]:
    forms = [word]
    if len(word) < 2:
        return forms
    if word[0] in LATIN:
        forms.append("".join(LATIN.get(letter, letter) for letter in word))
        # "Кацпер" is "Kacper", "Хасан" is "Hasan".
        forms.append("".join(OTHERWISE.get(letter, letter) for letter in word))
        for ending in ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                bare = word[: -len(ending)]
                forms += [bare + rest for rest in WITHOUT_ENDING]
        # "Лукасу" is "Lukas" to lists in Latin letters.
        forms += ["".join(LATIN.get(letter, letter) for letter in form) for form in forms[2:]]
    elif word.endswith("s") and len(word) > 4:
        forms.append(word[:-1])
    return forms


def is_called(reading: Reading, first: int) -> bool:
    """Whether the words right before say how somebody is called."""
    # "по имени Гагик" is how somebody is called, "школа имени Гагарина" is named after him.
    return first > 1 and reading.words[first - 2] == "по" and reading.words[first - 1] == "имени"


def _is_kind(reading: Reading, index: int) -> bool:
    match = phrases("organisations").at(reading, index)
    # "Murat" ends as "Stadtrat" does.
    return match is not None and not (match[1] == "de" and is_first_name(reading.words[index]))


def _is_sure(word: str) -> bool:
    return is_first_name(word) and not is_doubtful(word)


def _is_german_word(reading: Reading, index: int) -> bool:
    match = phrases("organisations").at(reading, index)
    return match is not None and match[1] == "de" and len(reading.words[index]) <= LONGEST_SURNAME


def is_organisation(reading: Reading, first: int, end: int) -> bool:
    """Whether a run of capitalised words names an organisation, a place or what is named after somebody."""
    kinds = phrases("organisations")
    # "Samuel Preis", whose name is an ordinary word.
    is_surname = end - first == 2 and _is_sure(reading.words[first]) and reading.gap(end - 1) == " "
    if any(
        _is_kind(reading, index) and not (is_surname and _is_german_word(reading, index))
        for index in range(first, end)
    ):
        return True
    # "La Casa della Speranza"; but "la casa di Jessica".
    if (
        first > 1
        and reading.words[first - 1] in OF
        and reading.is_capital(first - 2)
        and (match := kinds.at(reading, first - 2)) is not None
        and match[1] in KIND_BEFORE
    ):
        return True
    # "Il centro Falcone e Borsellino": what is named after two.
    if (
        first > 2
        and reading.words[first - 1] in AND
        and reading.is_capital(first - 2)
        and (match := kinds.at(reading, first - 3)) is not None
        and match[1] in KIND_BEFORE
    ):
        return True
    goes_on = first > 0 and reading.sentences[first - 1] == reading.sentences[first]
    if goes_on and reading.gap(first) in (" ", "-", " «", " “", " „", ' "', "\u00a0", ". "):
        before = reading.words[first - 1]
        match = None if is_called(reading, first) else kinds.at(reading, first - 1)
        if before in BEFORE_A_NAME or (match is not None and match[1] in KIND_BEFORE):
            return True
    if end < len(reading) and reading.gap(end) in (" ", "-", "\u00a0"):
        match = kinds.at(reading, end)
        # "Ali okulu bıraktı" is no school of that name.
        is_small = match is not None and match[1] == "tr" and not reading.is_capital(end)
        return match is not None and match[1] not in KIND_BEFORE and not is_small
    return False
