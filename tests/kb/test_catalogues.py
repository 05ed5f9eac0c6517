"""The interface in all its languages: nothing missing, nothing doubtful, nothing that breaks a sentence."""

from __future__ import annotations

import ast
import re
from ast import literal_eval
from pathlib import Path

import pytest
from babel.messages import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import CommandError
from django.utils.translation import ngettext, override
from django.utils.translation.template import templatize

from kb.management.commands.compile_catalogues import compile_catalogue

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%|<[^>]+>")


def messages(language: str) -> list[Message]:
    path = Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_nobody_doubts_it(language: str) -> None:
    found = messages(language)
    assert len(found) > 500
    assert [m.id for m in found if m.fuzzy or not all(forms(m.string))] == []


def test_the_english_of_the_interface_has_no_typewriter_quotes() -> None:
    texts = [text for message in messages("fr") for text in forms(message.id)]
    assert [text for text in texts if re.search(r"\w'|'\w", PLACEHOLDER.sub("", text))] == []


TRANSLATING = re.compile(r"_|n?p?gettext(_lazy)?")


def test_no_message_stands_inside_an_f_string_where_nobody_collects_it() -> None:
    rooms = ("kb", "practices", "declarations", "exchange", "opendata", "search")
    files = [path for room in rooms for path in (settings.BASE_DIR / room).rglob("*.py")]
    unseen = [
        f"{path.relative_to(settings.BASE_DIR)}:{call.lineno}"
        for path in files
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and TRANSLATING.fullmatch(call.func.id)
    ]
    assert len(files) > 200
    assert unseen == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_markup_stand_in_every_form(language: str) -> None:
    wrong = [
        (message.id, form)
        for message in messages(language)
        for form in forms(message.string)
        if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(forms(message.id)[-1]))
    ]
    assert wrong == []


# How a language writes quotations and the spaces that must not break, and what it never writes.
TYPOGRAPHY = {
    "fr": r"[\x20][:;!?»]|«[\x20]|[“”\"]",
    "de": r"[”«»\"]",
    "it": r"[“”\"]",
    "ru": r"[“”\"]",
    "tr": r"[„«»\"]",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_and_spaces_are_those_of_the_language(language: str) -> None:
    wrong = [
        form
        for message in messages(language)
        for form in forms(message.string)
        if re.search(TYPOGRAPHY[language], PLACEHOLDER.sub("", form))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_code_is_in_the_catalogue(language: str) -> None:
    """Reads the Python files again; `make messages` brings new ones into the catalogues."""
    known = {forms(message.id)[0] for message in messages(language)}
    keywords = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
    used = {
        forms(text)[0]
        for app in ("kb", "practices", "declarations", "exchange", "opendata", "search")
        for _file, _line, text, _comments, _context in extract_from_dir(
            Path(settings.BASE_DIR) / app,
            method_map=[("migrations/**.py", "ignore"), ("**.py", "python")],
            keywords=keywords,
        )
    }
    assert len(used) > 300
    assert sorted(used - known) == []


# What Django makes of a template's tags: gettext(u'…'), ngettext(u'…', u'…', …), _("…").
GETTEXT = re.compile(r"""(?<!p)(?:gettext|_)\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_templates_is_in_the_catalogue(language: str) -> None:
    known = {forms(message.id)[0] for message in messages(language)}
    used = {
        literal_eval(found)
        for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
        for found in GETTEXT.findall(templatize(path.read_text()))
    }
    assert len(used) > 130
    assert sorted(used - known) == []


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("de", 1, "1 Ergebnis"),
        ("de", 2, "2 Ergebnisse"),
        ("fr", 0, "0 résultat"),
        ("fr", 2, "2 résultats"),
        ("ru", 1, "1 результат"),
        ("ru", 3, "3 результата"),
        ("ru", 11, "11 результатов"),
        ("ru", 21, "21 результат"),
        ("tr", 5, "5 sonuç"),
        ("it", 1, "1 risultato"),
    ],
)
def test_numbers_take_the_plural_of_the_language(language: str, number: int, text: str) -> None:
    with override(language):
        found = ngettext("%(number)s result", "%(number)s results", number) % {"number": number}
    assert found == text


def test_a_catalogue_is_compiled_once(tmp_path: Path) -> None:
    source = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr ""\n\nmsgid "City"\nmsgstr "Stadt"\n')
    assert compile_catalogue(source) is True
    assert b"Stadt" in source.with_suffix(".mo").read_bytes()
    assert compile_catalogue(source) is False


def test_a_broken_catalogue_is_named_with_its_line(tmp_path: Path) -> None:
    source = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid "City"\nmsgid_plural "Cities"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n'
    )
    with pytest.raises(CommandError, match=r"^de: .*line \d+"):
        compile_catalogue(source)
