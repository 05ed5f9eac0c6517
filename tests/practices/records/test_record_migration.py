"""States of pages become states of records: six languages, drafts, a city that confirmed one of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

NOTHING = {
    "last_confirmed_on": None, "review_by": None, "archived_on": None, "taken_down_on": None,
    "taken_down_reason": "", "searched anew": False,
}  # fmt: skip


def printed_by(module: str, folder: Path) -> Any:
    """What a process prints that migrates a base of its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'base.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "kb.settings.dev",
    }
    ran = subprocess.run(
        [sys.executable, "-m", f"tests.practices.records.{module}"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def test_what_points_at_pages_points_at_cities_and_records_afterwards(tmp_path: Path) -> None:
    """In the rows, in versions and in what translations were made from; what led nowhere is left out."""
    first, second = printed_by("old_pointers", tmp_path)
    told = [["ghent"], ["record of ghent"], [None, "record of ghent"]]
    assert first == second == {
        "city": "aarhus", "partners": ["ghent"], "links": ["record of ghent"], "version": told,
        "source": told,
    }  # fmt: skip


def test_each_record_has_one_state_afterwards_and_keeps_it_in_a_second_run(tmp_path: Path) -> None:
    first, submission, second, submission_again = printed_by("old_records", tmp_path)
    expected: dict[str, dict[str, Any]] = {
        "confirmed": {
            **NOTHING, "last_confirmed_on": "2026-05-01", "review_by": "2028-05-01", "public": 6, "pages": 6,
            "original_language": "en",
        },
        "taken down": {
            **NOTHING, "taken_down_on": "2026-01-02", "taken_down_reason": "Names somebody.", "public": 0,
            "pages": 6, "searched anew": True, "original_language": "en",
        },
        "archived": {
            **NOTHING, "archived_on": "2026-02-03", "public": 2, "pages": 3, "original_language": "fr",
        },
        "draft": {**NOTHING, "public": 0, "pages": 1, "original_language": "ru"},
    }  # fmt: skip
    assert first == expected
    assert second == expected
    # The reference that its city knows stays, with what was said in each language.
    assert submission == submission_again == {
        "number": 9, "begun by": "o@example.org", "sent": "2026-03-04", "due": "2026-03-04",
        "to be cleared": "fr", "explanations": {"a": "Begun.", "b": "Begun."},
        "said": ["de", "en", "fr"],
    }  # fmt: skip
