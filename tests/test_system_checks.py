"""Conventions that are checked by machine: each check finds its fault and says what to do."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from kb.models import InformationPage
from kb.texts.rich_text import SafeRichTextField
from practices.models import PracticePage
from search import analysis


def faults() -> list[tuple[str, str]]:
    return [(fault.id, fault.hint) for fault in run_checks()]


def test_all_is_well() -> None:
    assert faults() == []


def test_a_page_type_that_does_not_say_whether_it_is_searched(monkeypatch: Any) -> None:
    monkeypatch.delattr(InformationPage, "indexed_kind")
    assert [number for number, _hint in faults()] == ["search.E001"]


def test_a_language_without_analysis(monkeypatch: Any) -> None:
    monkeypatch.delitem(analysis.STEMMERS, "tr")
    assert faults() == [("search.E002", "Add a stemmer for it in search/analysis.py.")]


@override_settings(WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE=True)
def test_translations_that_would_go_live_by_themselves() -> None:
    assert [number for number, _hint in faults()] == ["kb.E001"]


@override_settings(LANGUAGES=[("en", "English")])
def test_languages_that_do_not_agree() -> None:
    assert "kb.E002" in [number for number, _hint in faults()]


def test_a_rich_text_without_features(monkeypatch: Any) -> None:
    field = InformationPage._meta.get_field("body")
    assert isinstance(field, SafeRichTextField)
    monkeypatch.setattr(field, "features", None)
    assert [number for number, _hint in faults()] == ["kb.E003"]


@pytest.mark.parametrize(
    ("parts", "required", "numbers"),
    [
        (("no_such_part", *PracticePage.parts), PracticePage.required, ["practices.E001"]),
        (PracticePage.parts[1:], PracticePage.required, ["practices.E002"]),
        (PracticePage.parts, ("no_such_field",), ["practices.E003"]),
    ],
)
def test_parts_that_do_not_fit_the_fields(
    monkeypatch: Any, parts: tuple[str, ...], required: tuple[str, ...], numbers: list[str]
) -> None:
    monkeypatch.setattr(PracticePage, "parts", parts)
    monkeypatch.setattr(PracticePage, "required", required)
    assert [number for number, _hint in faults()] == numbers
