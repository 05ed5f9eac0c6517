"""``manage.py check_texts``: one line of JSON for each, without a database and without a traceback."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command


def answers(tmp_path: Path, lines: bytes, *, ends_with: int = 0) -> list[Any]:
    file = tmp_path / "texts.jsonl"
    file.write_bytes(lines)
    out = io.StringIO()
    if ends_with:
        with pytest.raises(SystemExit) as ended:
            call_command("check_texts", file=str(file), stdout=out)
        assert ended.value.code == ends_with
    else:
        call_command("check_texts", file=str(file), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_is_answered_with_places_in_the_text(tmp_path: Path) -> None:
    lines = (
        '{"text": "Heute kam Yusuf (17) aus dem Ghetto.", "language": "de", "country": "DE"}\n'
        '{"text": "Nichts."}'
    )
    assert answers(tmp_path, lines.encode()) == [
        {
            "persons": [
                {
                    "kind": "name-and-age",
                    "from": 10,
                    "to": 20,
                    "why": "A name with an age",
                    "instead": "ein junger Mensch",
                }
            ],
            "words": [
                {
                    "kind": "ghetto",
                    "from": 29,
                    "to": 35,
                    "why": "A word that may hurt",
                    "instead": "der Name des Stadtteils",
                }
            ],
        },
        {"persons": [], "words": []},
    ]


@pytest.mark.parametrize(
    "line",
    [
        b"{", b"\xff\xfe", b"[]", b"5", b'{"text": 5}', b'{"text": "a", "language": 5}', b"[" * 100_000,
        b'{"text": "' + b"a" * 200_000 + b'"}',
    ],
    ids=["half", "not UTF-8", "list", "number", "no text", "language", "deep", "long"],
)  # fmt: skip
def test_a_bad_line_is_answered_with_an_error_and_the_others_as_ever(
    tmp_path: Path, line: bytes
) -> None:
    first, second = answers(tmp_path, line + b'\n{"text": "Nothing."}\n', ends_with=1)
    assert list(first) == ["error"]
    assert second == {"persons": [], "words": []}


def test_lone_surrogates_and_unknown_codes_do_no_harm(tmp_path: Path) -> None:
    line = b'{"text": "\\ud800 \\u0000 Anna (16)", "language": "zz", "country": "zz"}'
    (answer,) = answers(tmp_path, line)
    assert [one["kind"] for one in answer["persons"]] == ["name-and-age"]
