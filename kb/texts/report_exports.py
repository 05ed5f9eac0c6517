"""Wagtail's exports of its reports and lists run nothing in a spreadsheet either.

Wagtail writes texts as they are and leaves formulas to the spreadsheet (wagtail/wagtail#3466, #7554: declared
no vulnerability). Its reports, lists of pages, models and users share one mixin, and each cell of a CSV and
of an XLSX file passes through one of its methods. That method is wrapped here, at the start: to replace the
views themselves would mean a copy of each of their addresses. With a setting of Wagtail's, this module goes.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from kb.texts.csv_files import safe_cell


def make_exports_safe() -> None:
    """Have each exported text kept a text; called once when the app is ready."""
    as_wagtail_does = SpreadsheetExportMixin.preprocess_field_value

    @wraps(as_wagtail_does)
    def safely(self: Any, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(as_wagtail_does(self, field, value, export_format))

    SpreadsheetExportMixin.preprocess_field_value = safely
