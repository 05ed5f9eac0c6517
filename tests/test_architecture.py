"""Dependencies point one way: practices → declarations → kb → search, and never back."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {
    "search": {"search"},
    "kb": {"kb", "search"},
    "declarations": {"declarations", "kb", "search"},
    "practices": {"practices", "declarations", "kb", "search"},
}
# The settings and the address list tie the rooms together; they stand in kb only by Django's custom.
OUTSIDE_THE_ROOMS = {"kb/urls.py", "kb/settings"}


def imported_rooms(path: Path) -> Iterator[str]:
    """The project's apps that a module imports, wherever in the module it does so."""
    for node in ast.walk(ast.parse(path.read_text())):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            room = name.split(".")[0]
            if room in ALLOWED:
                yield room


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_imports_only_rooms_it_may_know(room: str) -> None:
    wrong = []
    for path in (ROOT / room).rglob("*.py"):
        name = str(path.relative_to(ROOT))
        if name.startswith(tuple(OUTSIDE_THE_ROOMS)) or "/migrations/" in name:
            continue
        wrong += [
            f"{name} imports {other}"
            for other in imported_rooms(path)
            if other not in ALLOWED[room]
        ]
    assert wrong == []


def test_no_file_outgrows_its_reader() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for room in ALLOWED
        for path in (ROOT / room).rglob("*.py")
        if "/migrations/" not in str(path) and (lines := len(path.read_text().splitlines())) > 400
    ]
    assert long == []


def test_no_drawer_for_odds_and_ends() -> None:
    drawers = [
        str(path.relative_to(ROOT))
        for room in ALLOWED
        for path in (ROOT / room).rglob("*")
        if path.stem in {"utils", "common", "helpers", "misc"}
    ]
    assert drawers == []


@pytest.mark.xdist_group("elasticsearch")
def test_tests_that_share_a_server_run_in_one_worker(request: pytest.FixtureRequest) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@elasticsearch")
