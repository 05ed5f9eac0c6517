"""LibreOffice opens what a reader takes away as a table or a text, and finds in it what was written."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.lacking import lacks
from tests.opendata.conftest import taken
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.audit]
# Commas, double quotes, UTF-8, from the first line on; as Calc proposes it for this file.
AS_CSV = "CSV:44,34,76,1"
TITLES = ["Mentors in Århus", "Ausstieg – начало «пути»", "=1+1"]


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's program. Missing: skipped with a loud sentence, failed where CI=true."""
    program = shutil.which("soffice")
    if program is None:
        lacks("FILES NOT OPENED IN LIBREOFFICE: none found (requirements/system.sh audit).")
    return program


@pytest.fixture
def records(library: Library) -> None:
    for title in TITLES:
        library.record(title, summary="Older pupils help.\nEach week.", year_from=2012)


def opened(soffice: str, file: Path, form: str, *options: str) -> Path:
    """The file as LibreOffice writes it again after it has read it."""
    folder = file.parent / "again"
    home = f"-env:UserInstallation={(file.parent / 'home').as_uri()}"
    subprocess.run(
        [soffice, home, "--headless", *options, "--convert-to", form, "--outdir", folder, file],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / f"{file.stem}.{form.split(':')[0]}"


def test_calc_reads_the_table_of_excel(
    soffice: str, client: Client, records: None, tmp_path: Path
) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(taken(client, "/en/search/export.xlsx"))
    again = opened(soffice, file, f"csv:Text - txt - csv (StarCalc):{AS_CSV.removeprefix('CSV:')}")
    with again.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["Title"] for row in rows} == {"'=1+1", *TITLES[:2]}
    assert {row["First year"] for row in rows} == {"2012"}
    assert {row["Summary"] for row in rows} == {"Older pupils help.\nEach week."}


def test_calc_reads_the_table_of_text_and_runs_nothing_of_it(
    soffice: str, client: Client, records: None, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(taken(client, "/en/search/export.csv"))
    sheet = load_workbook(opened(soffice, file, "xlsx", f"--infilter={AS_CSV}")).active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows()]
    assert cells[0].value == "Alliance Exchange: list of records"
    assert {"'=1+1", *TITLES[:2]} <= {cell.value for cell in cells}
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_writer_reads_the_reader_with_all_its_records(
    soffice: str, client: Client, records: None, tmp_path: Path
) -> None:
    file = tmp_path / "reader.docx"
    file.write_bytes(taken(client, "/en/search/export.docx"))
    text = opened(soffice, file, "txt:Text (encoded):UTF8").read_text("utf-8-sig")
    for title in TITLES:
        assert title in text
    assert text.count("Each week.") >= 3
