"""One line is cleaned in one way, wherever it is typed; tags are parted by commas alone."""

from __future__ import annotations

import unicodedata
from time import process_time
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from taggit.models import Tag
from taggit.utils import edit_string_for_tags, parse_tags
from wagtail.admin.panels import get_edit_handler

from kb.accounts.forms import InviteForm, JoinForm
from kb.cities.office_forms import NewCityForm
from kb.contact.forms import LetterForm
from kb.joining.forms import AccountForm
from kb.texts.lines.cleaning import clean_line, clean_lines
from kb.texts.lines.fields import TypedEmailField, TypedField, TypedURLField
from practices.models import PracticePage
from practices.moderation.forms import AskOutsideForm
from practices.submission.desk.forms import CoAuthorForm, StartForm
from practices.submission.writing.chapter_forms import chapter_form
from practices.submission.writing.chapters import chapters_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Safe \u202ekrow\u202c team", "Safe krow team"),
        ("info@aarhus.dk\u200b", "info@aarhus.dk"),
        ("Quarz\u00adkristall", "Quarzkristall"),
        ("a\u180e\u034f\u061c\u2066b\ufeff\U000e0041\ufff9", "ab"),
        ("a\x00\x07\x7fb", "ab"),
        ("e\u0301cole de Malmo\u0308", "école de Malmö"),
        ("one\u2028two\x0bthree\r\nfour\tfive  six ", "one two three four five six"),
        ("12\u00a0000 €", "12\u00a0000 €"),
        ("İstanbul, Ёлка, ğ, œ", "İstanbul, Ёлка, ğ, œ"),
        ("\u3164", ""),
    ],
)
def test_a_line_keeps_what_can_be_seen(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept
    assert clean_line(kept) == kept


@given(st.text(max_size=60))
def test_cleaning_comes_to_rest_and_keeps_composed_letters(typed: str) -> None:
    once = clean_line(typed)
    assert clean_line(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in once)
    assert "\u202e" not in once


@pytest.mark.parametrize("piece", ["\u0315\u0316", "a\u0301", "\u200b", "\r\n", "\t ", "ä", ","])
def test_a_hundred_thousand_crafted_characters_are_cleaned_at_once(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = process_time()
    clean_line(text)
    clean_lines(text)
    assert process_time() - start < 3


def test_fields_clean_before_they_check_and_larger_boxes_keep_their_lines() -> None:
    assert TypedEmailField().clean("info@aarhus.dk\u200b") == "info@aarhus.dk"
    assert TypedURLField().clean("a.example/\u202e") == "https://a.example/"
    assert TypedField(max_length=3).clean("a\u00adb\u00adc") == "abc"
    assert TypedField().clean("one\ntwo") == "one two"
    assert TypedField(widget=forms.Textarea).clean("one\u200b\r\ntwo") == "one\ntwo"
    with pytest.raises(ValidationError):
        TypedField().clean("\u200b\u202e")


def typed_into(form: Any) -> dict[str, forms.Field]:
    """The fields of a form that somebody writes words into."""
    return {
        name: field
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField)
        and not field.widget.is_hidden
        and not isinstance(field.widget, forms.PasswordInput)
    }


TYPED = (TypedField, TypedEmailField, TypedURLField)


@pytest.mark.django_db
@pytest.mark.database
def test_every_form_of_ours_cleans_what_is_typed() -> None:
    made: list[Any] = [
        StartForm(), LetterForm(), AccountForm(), JoinForm(email="ann@a.example"), InviteForm(),
        NewCityForm(), CoAuthorForm(), AskOutsideForm(),
    ]  # fmt: skip
    record = PracticePage()
    for chapter in chapters_of(record):
        form = chapter_form(record, chapter.code)
        made += [form, *(formset.empty_form for formset in form.formsets.values())]
    asked = [
        (type(form).__name__, name, field)
        for form in made
        for name, field in typed_into(form).items()
    ]
    raw = [
        (form, name)
        for form, name, field in asked
        # Texts, tags and languages, which are known words only, have a cleaning of their own.
        if not isinstance(field, TYPED)
        and name not in ("tags", "language", "source_language")
        and not hasattr(field, "stored")
    ]
    assert raw == []
    assert {"title", "summary", "lead_organisation", "contact_email", "email", "subject"} <= {
        name for _form, name, _field in asked
    }


@pytest.mark.django_db
@pytest.mark.database
def test_wagtails_forms_clean_too() -> None:
    form = get_edit_handler(PracticePage).get_form_class()
    fields = form.base_fields
    assert {type(fields[name]) for name in ("title", "lead_organisation", "summary")} == {
        TypedField
    }
    assert isinstance(fields["contact_email"], TypedEmailField)


@pytest.mark.django_db
@pytest.mark.database
def test_tags_are_parted_by_commas_and_by_nothing_else() -> None:
    assert parse_tags("hate speech") == ["hate speech"]
    assert parse_tags("hate speech, youth ,,  'a' \"b") == ["hate speech", "youth", "'a' \"b"]
    assert parse_tags('"hate speech", youth') == ["hate speech", "youth"]
    assert parse_tags("Schule, schule, SCHULE, soft\u00adhyphen, e\u0301") == [
        "Schule",
        "softhyphen",
        "é",
    ]
    assert (
        edit_string_for_tags([Tag(name="youth"), Tag(name="hate speech")]) == "hate speech, youth"
    )


@pytest.mark.django_db
@pytest.mark.database
def test_a_tag_that_is_there_with_other_capitals_is_taken() -> None:
    for name in ("Школа", "İstanbul", "Straße"):
        Tag.objects.create(name=name)
    assert parse_tags("школа, istanbul, STRASSE, neu") == ["Школа", "İstanbul", "Straße", "neu"]
    assert parse_tags("ШКОЛА, İSTANBUL, straße") == ["Школа", "İstanbul", "Straße"]


@pytest.mark.django_db
@pytest.mark.database
def test_looking_for_a_tag_reads_few_however_many_there_are(
    django_assert_num_queries: Any,
) -> None:
    Tag.objects.bulk_create(Tag(name=f"tag {n}", slug=f"tag-{n}") for n in range(300))
    with django_assert_num_queries(1) as asked:
        assert parse_tags("TAG 7, other") == ["tag 7", "other"]
    assert " IN (" in asked.captured_queries[0]["sql"]
    with django_assert_num_queries(0):
        parse_tags(", ".join(f"TAG {n}" for n in range(200)))
