"""The lexicon that ships with the site: whole rows, right scripts, one sense a form."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

import pytest
import yaml
from django.conf import settings

from search.words.lexicon import MAX_FORMS

LANGUAGES = ("en", "fr", "de", "it", "ru", "tr")
FILE = settings.BASE_DIR / "content" / "lexicon.yaml"
ROWS = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _folded(form: str) -> str:
    return form.replace("’", "'").casefold()


def _scripts(form: str) -> set[str]:
    return {unicodedata.name(sign).split()[0] for sign in form if sign.isalpha()}


def _name(row: dict) -> str:
    return row["en"][0]


def test_it_has_at_least_fifteen_hundred_rows():
    assert len(ROWS) >= 1_500


def test_every_row_has_the_six_languages_and_nothing_else_but_a_mark_that_is_true():
    wrong = [
        row
        for row in ROWS
        if set(row) - {"ambiguous", "related"} != set(LANGUAGES)
        or row.get("ambiguous", True) is not True
    ]
    assert wrong == []


def test_every_language_of_a_row_has_one_to_twelve_forms_without_needless_blanks():
    wrong = [
        (_name(row), language)
        for row in ROWS
        for language in LANGUAGES
        if not 1 <= len(row[language]) <= 12
        or any(not form or form != " ".join(form.split()) for form in row[language])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "script"),
    [(language, "CYRILLIC" if language == "ru" else "LATIN") for language in LANGUAGES],
)
def test_every_form_is_in_the_script_of_its_language(language: str, script: str):
    wrong = [form for row in ROWS for form in row[language] if _scripts(form) != {script}]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_stands_twice_in_a_row(language: str):
    wrong = [
        _name(row) for row in ROWS if len({_folded(f) for f in row[language]}) != len(row[language])
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_is_foremost_in_two_rows_only_if_both_are_ambiguous(language: str):
    """The first forms of a row are looked for; behind them stand others by which it is found."""
    rows_of = defaultdict(list)
    for row in ROWS:
        for form in row[language][:MAX_FORMS]:
            rows_of[_folded(form)].append(row)
    wrong = {
        form: [_name(row) for row in rows]
        for form, rows in rows_of.items()
        if len(rows) > 1 and not all(row.get("ambiguous") for row in rows)
    }
    assert wrong == {}


def test_the_mayor_is_not_the_administration():
    row_of = {_name(row): row for row in ROWS}
    assert "maire" in row_of["mayor"]["fr"]
    assert "mairie" in row_of["town hall"]["fr"]
    assert "мэр" in row_of["mayor"]["ru"]
    assert "мэрия" in row_of["town hall"]["ru"]
