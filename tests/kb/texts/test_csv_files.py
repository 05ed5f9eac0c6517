"""Tables for spreadsheets: nothing in them is run."""

from __future__ import annotations

import pytest

from kb.texts.csv_files import csv_file, safe_cell


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+49 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =HYPERLINK()", "\u00a0=1", "＝1"],
)
def test_a_text_that_begins_like_a_formula_is_kept_a_text(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


def test_texts_and_numbers_stay_as_they_are() -> None:
    assert safe_cell("Aarhus – 4") == "Aarhus – 4"
    assert safe_cell("") == ""
    assert safe_cell(-4) == -4


def test_a_file_says_that_it_is_utf_8_and_quotes_what_needs_it() -> None:
    assert csv_file([["Город", "a, b"], ["Malmö", 3]]).decode() == (
        '\ufeffГород,"a, b"\r\nMalmö,3\r\n'
    )
