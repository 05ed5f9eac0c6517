"""Dependencies point one way: opendata → exchange → practices → declarations → kb → search, never back."""

from __future__ import annotations

import ast
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from wagtail.models import Orderable

from kb.models.pages import OrderedRow

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {
    "search": {"search"},
    "kb": {"kb", "search"},
    "declarations": {"declarations", "kb", "search"},
    "practices": {"practices", "declarations", "kb", "search"},
    "exchange": {"exchange", "practices", "declarations", "kb", "search"},
    "opendata": {"opendata", "exchange", "practices", "declarations", "kb", "search"},
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


# Imports of our own inside functions, by file, and why. ``ready()`` of an app may: models have to be there.
LATE = {
    "kb/attachments/reader.py": "it bounds its own memory before it loads a reader of files",
    "search/engines/__init__.py": "the client is loaded where a node is named alone",
    "search/health.py": "the client is loaded where a node is named alone",
    "search/management/commands/search_check.py": "the client is loaded where a node is named alone",
    "search/management/commands/search_push.py": "the client is loaded where a node is named alone",
    "search/management/commands/search_rebuild.py": "the client is loaded where a node is named alone",
}


def modules() -> dict[str, Path]:
    """Our modules by their dotted names, without migrations."""
    found = {}
    for room in ALLOWED:
        for path in (ROOT / room).rglob("*.py"):
            if "/migrations/" not in str(path):
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                found[name.removesuffix(".__init__")] = path
    return found


def imports_of(path: Path, known: dict[str, Path]) -> Iterator[tuple[str, bool]]:
    """The modules of ours that a file imports, and whether it does so inside a function."""
    tree = ast.parse(path.read_text())
    outer = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            each = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in known else node.module for name in each]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name in known:
                yield name, id(node) not in outer


def test_no_module_imports_itself_by_way_of_others() -> None:
    known = modules()
    left = {
        name: {other for other, _late in imports_of(path, known) if other != name}
        for name, path in known.items()
    }
    # What imports nothing that is left is in no circle; what remains is in one, or leads into one.
    while ready := [name for name, others in left.items() if not others & left.keys()]:
        for name in ready:
            del left[name]
    assert sorted(left) == []


def test_nothing_of_ours_is_imported_late_without_a_reason() -> None:
    known = modules()
    late = {
        str(path.relative_to(ROOT))
        for path in known.values()
        if path.name != "apps.py" and any(is_late for _name, is_late in imports_of(path, known))
    }
    assert late == LATE.keys()


def test_a_web_process_does_not_load_what_makes_files_to_print() -> None:
    known = modules()
    program = "practices.reading.printing.pdf"
    assert [
        name
        for name, path in known.items()
        if program in (imported for imported, _late in imports_of(path, known))
    ] == []


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


def test_no_room_has_more_files_than_one_sees_at_a_glance() -> None:
    rooms = Counter(path.parent for path in modules().values() if path.name != "__init__.py")
    assert {str(room.relative_to(ROOT)): files for room, files in rooms.items() if files > 15} == {}
    # The root of a room is read first.
    roots = {room: rooms[ROOT / room] for room in ALLOWED}
    most = {"kb": 10, "search": 14, "practices": 8}
    assert {room: roots[room] for room, files in most.items() if roots[room] > files} == {}


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


def test_rows_of_a_page_have_one_order_in_every_database() -> None:
    """Rows without a place come as PostgreSQL happens to find them, unless something else decides."""
    ordered = [model for model in apps.get_models() if issubclass(model, Orderable)]
    own = [model for model in ordered if model.__module__.split(".")[0] in ALLOWED]
    assert len(own) > 15
    assert {model.__name__ for model in own if not issubclass(model, OrderedRow)} == set()
    assert {tuple(model._meta.ordering) for model in own} == {("sort_order", "pk")}
