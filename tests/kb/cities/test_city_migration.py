"""Facts of pages become facts of cities: six languages that say six things, drafts, a code given twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def test_each_city_has_one_row_afterwards_and_keeps_it_in_a_second_run(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'base.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "kb.settings.dev",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.kb.cities.old_cities"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    first, second, last, people = json.loads(ran.stdout.splitlines()[-1])
    nothing = {"population": None, "latitude": None, "coordinator_clears": False}
    expected = {
        # The English page has the facts; whether the coordinator clears was read from the oldest, in French.
        "six": {
            "code": "aarhus", "names": {"en": "Aarhus en"}, "country": "DK", "population": 1001,
            "latitude": 56.2, "coordinator_clears": True, "pages": 6, "public": 2,
        },
        "foreign": {
            **nothing, "code": "bonn", "names": {"en": "Bonn"}, "country": "DE", "pages": 2, "public": 1,
        },
        "draft": {**nothing, "code": "perm", "names": {}, "country": "RU", "pages": 1, "public": 0},
        "double": {
            **nothing, "code": "aarhus-2", "names": {"en": "Another"}, "country": "SE", "pages": 1,
            "public": 1,
        },
        "offered": ["slug"],
    }  # fmt: skip
    assert first == expected
    assert second == expected
    assert last == expected
    # Of two roles at two pages the one that may more stays.
    assert people == {
        "CityRole": [["aarhus", "coordinator"]],
        "Invitation": [["aarhus", "new@aarhus.example"]],
        "AccountRequest": [["aarhus"], [None]],
    }
