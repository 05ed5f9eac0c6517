"""The table of pages among few and among many records, and which of them are over their bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import table

DOCUMENT = Path(__file__).parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- pages: begin -->", "<!-- pages: end -->"
READ, COUNTED, WORKED = (60, 1.3), (120, 2.0), (200, None)
# Milliseconds among many records, and how many times those among few: the ratio decides, for machines differ.
BARS: dict[str, tuple[int, float | None]] = {
    **dict.fromkeys(("home", "documents", "declaration", "action plan", "information"), READ),
    **dict.fromkeys(("practice", "training", "study visit", "a record of the corpus"), READ),
    **dict.fromkeys(("city", "large city", "cities", "comparison"), COUNTED),
    **dict.fromkeys(("evidence map", "evidence map by country"), COUNTED),
    **dict.fromkeys(("desk of a large city", "desk, drafts", "record at the desk"), WORKED),
    **dict.fromkeys(("editors' start page", "editors' queue", "editors' page explorer"), WORKED),
    **dict.fromkeys(("editors' list of practices", "review of a record"), WORKED),
    "sitemap": (50, None),
    "sitemap of pages": (400, None),
}


@dataclass(frozen=True)
class Figure:
    """Of one page: median milliseconds; of its last answer queries, milliseconds in them, bytes, status."""

    ms: float
    queries: int
    sql_ms: float
    size: int
    status: int

    def __str__(self) -> str:
        return f"{self.ms:.1f} ms, {self.queries} queries ({self.sql_ms:.1f} ms), {self.status}"


def over(few: Figure, many: Figure, bar: tuple[int, float | None]) -> str:
    """In what a page is over its bar; empty where in nothing."""
    most, times = bar
    found = []
    if many.status >= 500:
        found.append("broken off")
    if many.ms > most:
        found.append(f"{many.ms:.0f} ms instead of {most}")
    if times and many.ms > times * few.ms:
        found.append(f"{many.ms / few.ms:.1f} times instead of {times}")
    return ", ".join(found)


def report(figures: Sequence[Mapping[str, Figure]], sizes: Sequence[int]) -> str:
    """The table, what grew most first, and below it the pages over their bar at the second size."""
    few, many = figures[0], figures[1]
    rows = []
    for name in sorted(few, key=lambda name: many[name].ms / few[name].ms, reverse=True):
        each = [some[name] for some in figures]
        most, times = BARS.get(name, (None, None))
        rows.append(
            [
                name,
                *(f"{one.ms:.1f}" for one in each),
                *(f"{one.ms / each[0].ms:.1f}" for one in each[1:]),
                f"{most} ms{f', {times} ×' if times else ''}" if most else "",
                " → ".join(f"{one.sql_ms:.1f}" for one in each),
                " → ".join(str(one.queries) for one in each),
                " → ".join(f"{one.size / 1000:.0f}" for one in each),
                each[-1].status,
            ]
        )
    heads = [
        "page",
        f"ms, {sizes[0]:,} records",
        *(f"ms, {size:,}" for size in sizes[1:]),
        *(f"times, {size:,}" for size in sizes[1:]),
        "bar",
        "ms in SQL",
        "SQL queries",
        "kB",
        "status",
    ]
    late = {name: over(few[name], many[name], BARS[name]) for name in BARS if name in few}
    named = [f"- {name}: {why}" for name, why in late.items() if why]
    return "\n".join([table(heads, rows), "", "Over their bar:", "", *(named or ["- none"])])


def write_into_document(text: str) -> None:
    """Put a table in the place of the one before."""
    document = DOCUMENT.read_text()
    before, _begin, rest = document.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{DOCUMENT} has no place for the table: {BEGIN} … {END}")
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")
