"""Related words: other rows of the lexicon by which a right record may be told instead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.lexicon.forms_of_words import LONGEST_CODE, shown
from kb.texts.lines.fields import TypedField

MOST_RELATED = 8
PARTED = ";"


def checked_related(value: Any, *, own: str = "") -> list[str]:
    """Codes of other rows, each once, in their order; whether there are such rows is asked elsewhere.

    Raises ``ValidationError`` with the first thing that is wrong.
    """
    if not isinstance(value, (list, tuple)) or not all(isinstance(code, str) for code in value):
        raise ValidationError(_("Give a list of codes of related words."))
    codes = list(dict.fromkeys(code.strip() for code in value if code.strip()))
    if len(codes) > MOST_RELATED:
        raise ValidationError(
            _("%(count)d related words; a word has at most %(limit)d."),
            params={"count": len(codes), "limit": MOST_RELATED},
        )
    if own and own in codes:
        raise ValidationError(_("A word is not related to itself."))
    return codes


def no_such_row(code: str) -> ValidationError:
    """That a code is none of the lexicon."""
    return ValidationError(_("“%(code)s” is the code of no word."), params={"code": shown(code)})


class RelatedFormField(TypedField):
    """The codes as one line of text, parted by semicolons."""

    def __init__(self, **kwargs: Any) -> None:
        for unused in ("encoder", "decoder"):
            kwargs.pop(unused, None)
        super().__init__(**{"max_length": MOST_RELATED * (LONGEST_CODE + 2), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """What was stored, as it is typed."""
        return f"{PARTED} ".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        """The codes that were typed."""
        line = super().to_python(value) or ""
        return [code.strip() for code in line.split(PARTED) if code.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return forms.Field.has_changed(self, self.prepare_value(initial), data)
