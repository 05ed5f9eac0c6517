"""What a row of the lexicon may hold: forms in each language, in its own script, few and short."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kb.texts.lines.cleaning import clean_line
from kb.texts.lookalikes import mixed_words

Forms = dict[str, list[str]]

MOST_FORMS = 12  # in one language
LONGEST_FORM = 80
MOST_WORDS = 6  # in one form
LONGEST_CODE = 80
# Beside letters, digits and blanks. The signs that part forms in boxes and tables are not among them.
WRONG_SIGN = re.compile(r"[^\w \-'’ʼ./&+]|_")
# Of each language that is not written in Latin letters.
SCRIPTS = {"ru": "CYRILLIC"}
SHOWN = 40


def checked_forms(value: Any) -> Forms:
    """The forms in each language, cleaned, in the order of the site's languages.

    Raises ``ValidationError`` with the first thing that is wrong, in words for whoever wrote the row.
    """
    if not isinstance(value, dict):
        raise ValidationError(_("Give a list of words per language."))
    languages = [code for code, _name in settings.LANGUAGES]
    for language in value:
        if language not in languages:
            raise ValidationError(
                _("“%(language)s” is no language of this site."),
                params={"language": shown(language)},
            )
    found = {code: _of_language(value[code], code) for code in languages if value.get(code)}
    if settings.LANGUAGE_CODE not in found:
        raise ValidationError(_("The English word is missing."))
    if len(found) == 1:
        raise ValidationError(_("The word is missing in every other language."))
    return found


def _of_language(words: Any, language: str) -> list[str]:
    if not isinstance(words, (list, tuple)):
        raise ValidationError(_("Give a list of words per language."))
    if len(words) > MOST_FORMS:
        raise ValidationError(
            _("%(count)d forms in “%(language)s”; a row has at most %(limit)d in a language."),
            params={"count": len(words), "language": language, "limit": MOST_FORMS},
        )
    forms: dict[str, str] = {}
    for word in words:
        form = checked_form(word, language)
        if form.casefold() in forms:
            raise ValidationError(
                _("“%(word)s” stands twice in “%(language)s”."),
                params={"word": form, "language": language},
            )
        forms[form.casefold()] = form
    return list(forms.values())


def checked_form(word: Any, language: str) -> str:
    """One form as it is stored. Raises ``ValidationError`` for what is no word of its language."""
    if not isinstance(word, str):
        raise ValidationError(
            _("“%(word)s” is no word: put it between quotation marks."),
            params={"word": shown(word)},
        )
    if len(word) > 4 * LONGEST_FORM or len(word.split()) > MOST_WORDS:
        raise _too_long(word)
    form = clean_line(word)
    if len(form) > LONGEST_FORM:
        raise _too_long(word)
    if not form:
        raise ValidationError(_("An empty form in “%(language)s”."), params={"language": language})
    if wrong := WRONG_SIGN.search(form):
        raise ValidationError(
            _("“%(word)s” holds “%(sign)s”, a sign that no word has."),
            params={"word": form, "sign": wrong[0]},
        )
    if not form[0].isalnum() or not any(letter.isalpha() for letter in form):
        raise ValidationError(_("“%(word)s” does not begin like a word."), params={"word": form})
    _check_script(form, language)
    return form


def _check_script(form: str, language: str) -> None:
    scripts = (
        {"LATIN"}
        if form.isascii()
        else {_script(letter) for letter in set(form) if letter.isalpha()}
    )
    own = SCRIPTS.get(language, "LATIN")
    if scripts == {own}:
        return
    for mixed in mixed_words(form):
        raise ValidationError(str(mixed))
    # A name or an acronym in Latin letters may stand beside words in Cyrillic ones.
    if own not in scripts or scripts - {own, "LATIN"}:
        raise ValidationError(
            _("“%(word)s” is not in the script of “%(language)s”."),
            params={"word": form, "language": language},
        )


@lru_cache(maxsize=5_000)
def _script(letter: str) -> str:
    """The script of a letter, by the first word of its name in Unicode."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _too_long(word: str) -> ValidationError:
    return ValidationError(
        _("“%(word)s” is too long: a form has at most %(limit)d characters and %(words)d words."),
        params={"word": shown(word), "limit": LONGEST_FORM, "words": MOST_WORDS},
    )


def shown(value: Any) -> str:
    """The beginning of anything that was found in a file, for a message; nothing deep is opened."""
    if isinstance(value, (dict, list, tuple, set)):
        return type(value).__name__
    return str(value)[:SHOWN]


def code_of(forms: Forms) -> str:
    """The code of a row: its first English form as it stands in addresses."""
    return slugify(forms[settings.LANGUAGE_CODE][0])[:LONGEST_CODE].strip("-")
