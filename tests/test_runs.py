"""Each test is in a run: `.ci/run` and `make audit` leave nothing out between them."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

from _pytest.mark.expression import Expression

ROOT = Path(__file__).resolve().parent.parent
MARKS = ("audit", "both", "database", "elasticsearch")


def selection(target: str) -> Expression:
    """What a target of the Makefile gives to ``pytest -m``."""
    recipe = re.search(
        rf"^{target}:.*\n(?:\t.*\n)*?\t.*pytest .*-m (?:\"([^\"]+)\"|(\w+))",
        (ROOT / "Makefile").read_text(),
        re.MULTILINE,
    )
    assert recipe, target
    return Expression.compile(recipe[1] or recipe[2])


def runs_of(marks: set[str]) -> set[str]:
    """The targets that run a test with these marks."""
    return {
        target
        for target in ("test-postgres", "test-rest", "audit")
        if selection(target).evaluate(lambda name, /, **values: name in marks)
    }


def test_a_test_with_whatever_marks_is_in_a_run() -> None:
    for given in product((True, False), repeat=len(MARKS)):
        marks = {mark for mark, is_given in zip(MARKS, given, strict=True) if is_given}
        assert runs_of(marks), marks


def test_marks_say_where_a_test_runs() -> None:
    assert runs_of(set()) == {"test-rest"}
    assert runs_of({"database"}) == {"test-postgres"}
    assert runs_of({"both"}) == {"test-postgres", "test-rest"}
    assert runs_of({"both", "elasticsearch"}) == {"test-rest"}
    assert runs_of({"database", "elasticsearch"}) == {"test-rest"}
    assert runs_of({"database", "audit"}) == {"audit"}


def test_ci_calls_these_runs() -> None:
    called = re.findall(r"^make (\S+)", (ROOT / ".ci/run").read_text(), re.MULTILINE)
    assert called == ["lint", "test-postgres", "test-rest"]
