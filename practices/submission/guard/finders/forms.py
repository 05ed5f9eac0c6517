"""Forms of names: first names declined or spelt otherwise, names of fathers and families."""

from __future__ import annotations

import re

from practices.submission.guard.rules import (
    doubtful_names,
    first_names,
    place_names,
    sound,
    sounds,
)

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
