"""Names in six languages: what is shown, what is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kb.texts.translated_names import NamesField, NamesFormField, SynonymsFormField, in_language


@pytest.mark.parametrize(
    ("language", "shown"),
    [("de", "Kopenhagen"), ("de-AT", "Kopenhagen"), ("tr", "Copenhagen"), (None, "Copenhagen")],
)
def test_a_name_is_shown_in_the_language_asked_for_else_in_english(
    language: str | None, shown: str
) -> None:
    assert in_language({"en": "Copenhagen", "de": "Kopenhagen"}, language) == shown


def test_without_an_english_name_any_other_is_better_than_none() -> None:
    assert in_language({"ru": "Орхус"}, "fr") == "Орхус"
    assert in_language({}, "fr", "no name") == "no name"


@pytest.mark.parametrize(
    "value",
    [{"de": "Kopenhagen"}, {"en": "x", "xx": "y"}, {"en": 5}, {"en": "x" * 201}, ["en"], {}],
)
def test_names_of_the_wrong_shape_are_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        NamesField().clean(value, None)


def test_the_form_reads_one_box_per_language() -> None:
    field = NamesFormField()
    assert field.clean(["Copenhagen", "", "Kopenhagen", "", "", ""]) == {
        "en": "Copenhagen",
        "de": "Kopenhagen",
    }
    with pytest.raises(ValidationError):
        field.clean(["", "Copenhague", "", "", "", ""])


def test_synonyms_are_separated_by_semicolons() -> None:
    field = SynonymsFormField(required=False)
    assert field.clean(["PVE; CVE ;", "", "Prävention", "", "", ""]) == {
        "en": ["PVE", "CVE"],
        "de": ["Prävention"],
    }
    assert field.clean(["", "", "", "", "", ""]) == {}
