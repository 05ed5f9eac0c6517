"""The search of an offline site: words and titles in small scripts, of which a browser loads what it needs.

They are scripts because a page that was opened from a folder may load nothing else (no module, no JSON). An
index of our own, and no library: those there are (MiniSearch, lunr) come by npm, which no server of ours has,
and want the whole index at once; that of 100,000 records is more than a browser takes.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

from opendata.offline.shelf import Shelf

A_FILE = 500


def write_search(shelf: Shelf, language: str, folder: Path) -> None:
    """The scripts of one language: words by their beginnings, records by their numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    for beginning, found in shelf.words_by_beginning(language):
        name = "-".join(f"{ord(sign):x}" for sign in beginning)
        _write(folder / f"words-{name}.js", f"w-{name}", found)
    for number, entries in groupby(shelf.in_order(language), key=lambda one: one.number // A_FILE):
        shown = {
            one.number: [one.title, f"{one.shown}/records/{one.key}.html", one.shown, one.beside]
            for one in entries
        }
        _write(folder / f"records-{number}.js", f"r-{number}", shown)


def _write(path: Path, name: str, value: Any) -> None:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"offlineSearch({json.dumps(name)},{written});\n", encoding="utf-8")
