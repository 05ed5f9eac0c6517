"""What Wagtail exports of its reports and lists is no formula either (check 19)."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Page

from kb.models import User
from tests.factories import InformationPageFactory

FORMULA = '=HYPERLINK("https://evil.example","Click")'
SAFE = f"'{FORMULA}"
SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


def cells_of(client: Client, address: str, kind: str) -> list[str]:
    answer = client.get(address, {"export": kind})
    assert answer.status_code == 200, address
    content = answer.getvalue()
    if kind == "csv":
        rows: Any = csv.reader(StringIO(content.decode()))
    else:
        rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [cell for row in rows for cell in row if isinstance(cell, str)]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_reports_and_lists_of_the_admin_keep_texts_texts(site_tree: Any, kind: str) -> None:
    admin = User.objects.create_superuser("admin", "admin@example.org", "a long password")
    page: Page = InformationPageFactory(parent=site_tree.home, title=FORMULA, slug="formula")
    page.save_revision(user=admin, log_action=True).publish(user=admin)
    page.refresh_from_db()
    page.get_workflow().start(page, admin)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=admin, locked_at=timezone.now())
    client = Client()
    client.force_login(admin)
    for report in ("site-history", "aging-pages", "locked", "workflow", "workflow_tasks"):
        assert SAFE in cells_of(client, f"/admin/reports/{report}/", kind), report
        assert FORMULA not in cells_of(client, f"/admin/reports/{report}/", kind)


class Row:
    """Something to export."""

    def __init__(self, words: Any) -> None:
        self.words = words


class Export(SpreadsheetExportMixin):
    list_export = ["words"]

    def get_heading(self, queryset: Any, field: str) -> str:
        return "Words"


def exported_csv(words: Any) -> str:
    text = b"".join(Export().stream_csv([Row(words)])).decode()
    return list(csv.reader(StringIO(text, newline="")))[1][0]


def exported_xlsx(words: Any) -> Any:
    stream = BytesIO()
    Export().write_xlsx([Row(words)], stream)
    return load_workbook(stream).active["A2"]


@pytest.mark.parametrize("sign", SIGNS)
def test_each_sign_of_a_formula_is_made_a_text_in_both_kinds(sign: str) -> None:
    assert exported_csv(f"{sign}1+1") == f"'{sign}1+1"
    cell = exported_xlsx(f"{sign}1+1")
    assert cell.data_type == "s"
    assert cell.value.replace("_x000D_", "\r") == f"'{sign}1+1"


@given(st.text(min_size=1).filter(lambda text: not ILLEGAL_CHARACTERS_RE.search(text)))
def test_what_was_exported_can_be_read_back(words: str) -> None:
    words = words.encode("utf-8", "ignore").decode()
    read = exported_csv(words)
    assert read in (words, f"'{words}")
    assert not read.lstrip(" \u00a0").startswith(tuple(SIGNS))


def test_numbers_and_moments_stay_what_they_are() -> None:
    assert exported_csv(-4) == "-4"
    assert exported_xlsx(-4).value == -4
    assert exported_xlsx("Aarhus – 4").value == "Aarhus – 4"
