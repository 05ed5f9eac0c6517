"""Dates in six languages stand anywhere in a sentence: none brings a full stop with it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

MOMENT = datetime(2027, 11, 18, 9, 5)


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "18 November 2027"),
        ("fr", "18 novembre 2027"),
        ("de", "18. November 2027"),
        ("it", "18 novembre 2027"),
        ("ru", "18 ноября 2027"),
        ("tr", "18 Kasım 2027"),
    ],
)
def test_a_day_ends_with_its_year(language: str, day: str) -> None:
    with override(language):
        assert date_format(MOMENT, "DATE_FORMAT") == day
        for name in ("DATETIME_FORMAT", "YEAR_MONTH_FORMAT", "MONTH_DAY_FORMAT"):
            assert not date_format(MOMENT, name).endswith("."), name
