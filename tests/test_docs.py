"""The documents say what is there: paths, commands, names and the picture are those of the code."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.core.management import get_commands

from docs.draw_rooms import picture

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
)
DECISIONS = sorted(path for path in DOCUMENTS if re.match(r"docs/decisions/\d", path))
# Made while the site runs, or by whoever installs it.
NOT_OF_THE_REPOSITORY = (".venv", "var", ".env", "db_worker")
PYTHON = r"kb|practices|declarations|exchange|opendata|search|tests|benchmarks|docs"
FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
ENDINGS = "py|md|html|css|js|yaml|yml|toml|po|svg|sh|in|txt|tsv"
PATH = re.compile(rf"\.?\w[\w.*-]*(?:/[\w.*-]+)*(?:\.(?:{ENDINGS})|/)")


def code_in(text: str) -> list[str]:
    """What stands in backticks, and each line of a block of code."""
    blocks = FENCED.findall(text)
    lines = [line for block in blocks for line in block.splitlines()[1:-1]]
    return re.findall(r"`([^`\n]+)`", FENCED.sub("", text)) + lines


@cache
def tree() -> frozenset[str]:
    """All files and folders of the repository, folders with a ``/`` at the end."""
    found: set[str] = set()
    left = [ROOT]
    while left:
        for path in left.pop().iterdir():
            name = path.relative_to(ROOT).as_posix()
            if path.name in {
                "__pycache__",
                "node_modules",
                "var",
                ".git",
                ".venv",
            } or path.name.endswith("_cache"):
                continue
            found.add(f"{name}/" if path.is_dir() else name)
            if path.is_dir():
                left.append(path)
    return frozenset(found)


def is_there(path: str) -> bool:
    """Whether a path exists: from the root, a test also from ``tests/``; a bare name anywhere."""
    room = path.split("/")[0]
    if "/" in path and f"{room}/" in tree():
        places = {path, f"tests/{path}"} if "/test_" in path else {path}
        return any(fnmatch(known, place) for known in tree() for place in places)
    return any(fnmatch(known, path) or fnmatch(known, f"*/{path}") for known in tree())


def paths_in(code: str) -> Iterator[str]:
    """The words of a piece of code that look like a file or a folder of the repository."""
    for word in re.split(r"[\s,;=()\[\]\"']+", code):
        word = word.split(":")[0]
        if PATH.fullmatch(word) and not word.startswith(NOT_OF_THE_REPOSITORY):
            yield word


def names_something(dotted: str) -> bool:
    """Whether a name is a module, something in one, a model (``kb.CityPage``) or a check (``kb.E001``)."""
    if re.search(r"\.[EW]\d{3}$", dotted):
        return dotted in check_ids()
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        if not _is_module(name):
            continue
        if length == len(parts):
            return True
        found: object = importlib.import_module(name)
        for part in parts[length:]:
            if not hasattr(found, part) and part not in _annotated(found):
                break
            found = getattr(found, part, None)
        else:
            return True
        break
    return (
        len(parts) == 2
        and parts[0] in apps.app_configs
        and parts[1].lower() in apps.all_models[parts[0]]
    )


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _annotated(found: object) -> set[str]:
    """Fields of a model or a dataclass, which its class does not have as attributes."""
    return set(getattr(found, "__annotations__", {}))


@cache
def check_ids() -> frozenset[str]:
    rooms = ("kb", "practices", "declarations", "exchange", "opendata", "search")
    texts = (path.read_text() for room in rooms for path in (ROOT / room).rglob("*.py"))
    return frozenset(name for text in texts for name in re.findall(r'id="(\w+\.[EW]\d+)"', text))


def wrong_in(text: str) -> list[str]:
    """What a document names that is not there."""
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    wrong: list[str] = []
    for code in code_in(text):
        wrong += [path for path in paths_in(code) if not is_there(path)]
        for command in re.findall(r"manage\.py ([a-z_]\w+)", code):
            if command not in get_commands():
                wrong.append(f"manage.py {command}")
        for target in re.findall(r"(?:^|[\s;&])make ([a-z][a-z-]*)", code):
            if target not in targets:
                wrong.append(f"make {target}")
        for module in re.findall(r"python -m ([a-z_]+(?:\.\w+)+)", code):
            if not names_something(module):
                wrong.append(f"python -m {module}")
        name = re.fullmatch(rf"((?:{PYTHON})(?:\.\w+)+)(?:\(\))?", code)
        if name and not PATH.fullmatch(code) and not names_something(name[1]):
            wrong.append(name[1])
    return wrong


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_names_is_there(document: str) -> None:
    assert wrong_in((ROOT / document).read_text()) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("See `kb/no_such_file.py`.", ["kb/no_such_file.py"]),
        ("See `no_such_file.py` and `manage.py`.", ["no_such_file.py"]),
        ("Below `kb/no_such_folder/`.", ["kb/no_such_folder/"]),
        ("Run `manage.py no_such_command --now`.", ["manage.py no_such_command"]),
        ("```sh\nmake no-such-target PORT=8001\n```", ["make no-such-target"]),
        ("`python -m tests.no_such_module`", ["python -m tests.no_such_module"]),
        ("`kb.models.NoSuchModel`, `kb.E999`", ["kb.models.NoSuchModel", "kb.E999"]),
        (
            "`kb.CityPage`, `kb.E001`, `practices.models.record_page.narrative`, `kb/models/*.py`",
            [],
        ),
        ("`make run PORT=8001`, `manage.py migrate`, `var/mail/`, `q=exit`", []),
    ],
)
def test_the_check_finds(text: str, wrong: list[str]) -> None:
    assert wrong_in(text) == wrong


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_link_inside_the_repository_leads_somewhere(document: str) -> None:
    folder = (ROOT / document).parent
    links = re.findall(r"\]\(([^)\s]+)\)", FENCED.sub("", (ROOT / document).read_text()))
    inside = [link.split("#")[0] for link in links if "://" not in link]
    assert [link for link in inside if not (folder / link).exists()] == []


GLOSSARY_HEAD = "| word on the screen | what it means | class or function | room |"


def test_each_word_of_the_glossary_is_on_the_screen_and_has_its_class_and_its_room() -> None:
    text = (ROOT / "docs/glossary.md").read_text()
    table = text[text.index(GLOSSARY_HEAD) :].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]
    assert len(rows) >= 50
    catalogue = ROOT / "locale/de/LC_MESSAGES/django.po"
    shown: set[str] = set()
    with catalogue.open("rb") as file:
        for message in read_po(file, locale="de"):
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            shown.update(form.lower() for form in forms)
    assert [row[0] for row in rows if row[0].lower() not in shown] == []
    assert [row[2] for row in rows if not names_something(row[2].strip("`"))] == []
    assert [row[3] for row in rows if not is_there(row[3].strip("`"))] == []


@pytest.mark.parametrize("document", DECISIONS)
def test_each_decision_says_when_why_and_at_what_price(document: str) -> None:
    text = (ROOT / document).read_text()
    assert re.search(r"^Date: \d{4}-\d\d-\d\d$", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Context",
        "Decision",
        "Price",
        "What would change it",
    ]


def test_each_decision_and_feature_is_in_its_list() -> None:
    for folder in ("docs/decisions", "docs/features"):
        pages = {path.name for path in (ROOT / folder).glob("*.md")} - {"README.md"}
        listed = re.findall(r"\]\(([\w-]+\.md)\)", (ROOT / folder / "README.md").read_text())
        assert (folder, sorted(listed)) == (folder, sorted(pages))


def test_the_picture_is_that_of_the_code() -> None:
    drawn = (ROOT / "docs/rooms.svg").read_text()
    assert drawn == picture(), "Run `make picture`."
    assert len(drawn.encode()) < 60_000
