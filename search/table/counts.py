"""Counts of codes, kept by the events that change a document: what home, cities and maps show of "all".

Counted anew, a page that says how many records there are of each theme would read all of them. Archived
records count nowhere, as in a search that does not ask for them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import uuid4

from django.db import transaction

from search.contract import crossed_facets, joined_facets, spreads
from search.models import SearchCount, SearchDocument
from search.table.state import locked_state
from search.table.upserts import add_up

# second facet, third facet, first facet, and their codes first, second, third
Key = tuple[str, str, str, str, str, str]
CodesOf = Mapping[str, Sequence[str]]
# Beside the facets: the language in which a record was written.
WRITTEN = "written"
# In the place of the third facet: of records with several codes of a joined facet, which together.
TOGETHER = "together"
COLUMNS = ("second_facet", "third_facet", "first_facet", "first", "second", "third")
READ = 2_000
LONGEST = 120  # signs of what is together


def codes_of(row: SearchDocument) -> list[tuple[str, str]]:
    """``(facet, code)`` of all that is counted; the first and the last year count as facets too."""
    found = [(facet, code) for facet, codes in row.data["codes"].items() for code in codes]
    if row.year_from is not None:
        # An end without a beginning is found by no filter of years, so it counts in none.
        found.append(("year_from", str(row.year_from)))
        if row.year_to is not None:
            found.append(("year_to", str(row.year_to)))
    return found


def counted_codes(row: SearchDocument) -> dict[str, list[str]] | None:
    """What counts of a document; None of one that counts nowhere."""
    if row.deleted or row.archived or not row.data:
        return None
    found: dict[str, list[str]] = defaultdict(list)
    for facet, code in codes_of(row):
        found[facet].append(code)
    found[WRITTEN] = [row.data["written"]] if "written" in row.data else []
    return found


def together(codes: Iterable[str]) -> str:
    """Several codes as the one under which records with just these are counted; empty of very many."""
    found = " ".join(sorted(set(codes)))
    return found if len(found) <= LONGEST else ""


def _keys(codes: CodesOf) -> Iterator[Key]:
    """All that a document with these codes is counted under."""
    yield "", "", "", "", "", ""
    crossed, joined = crossed_facets(), joined_facets()
    for facet, own in codes.items():
        counted = [(code, "") for code in own]
        yield from (("", "", facet, code, "", "") for code in own)
        if facet not in crossed:
            continue
        if len(own) > 1 and facet in joined:
            yield "", TOGETHER, facet, together(own), "", ""
            counted.append((together(own), TOGETHER))
        for other, others in codes.items():
            if other not in (facet, WRITTEN):
                yield from (
                    (other, third, facet, code, second, "")
                    for code, third in counted
                    for second in others
                )
    for by in set(spreads().values()):
        for third in codes.get(by) or ("",):
            yield "", by, "", "", "", third
    for facet, by in {(name, by) for pair, by in spreads().items() for name in pair}:
        if not codes.get(facet):
            yield "", by, facet, "", "", ""
        for third in codes.get(by) or ("",):
            yield from (("", by, facet, code, "", third) for code in codes.get(facet, ()))
    for (row, column), by in spreads().items():
        for third in codes.get(by) or ("",):
            for first in codes.get(row, ()):
                yield from (
                    (column, by, row, first, second, third) for second in codes.get(column, ())
                )


def counts_changed(before: Iterable[CodesOf | None], after: Iterable[CodesOf | None]) -> None:
    """Documents that had the codes ``before`` have those ``after``; by whoever holds the state's lock."""
    difference: Counter[Key] = Counter()
    for old, new in zip(before, after, strict=True):
        if old != new:
            difference.subtract(_keys(old) if old is not None else ())
            difference.update(_keys(new) if new is not None else ())
    _add(difference)


@transaction.atomic
def count_again() -> None:
    """Count all documents; nobody writes to the table meanwhile, readers do not wait."""
    now = locked_state()
    SearchCount.objects.all().delete()
    _add(_counted_anew())
    # What was read of the counts before is kept under the stamp of before.
    now.stamp = uuid4()
    now.save()


def wrong_counts() -> list[str]:
    """Which of the kept counts are not what the documents say; reads only."""
    right = _counted_anew()
    kept: Counter[Key] = Counter()
    for *key, number in SearchCount.objects.values_list(*COLUMNS, "number").iterator(READ):
        kept[tuple(key)] = number  # type: ignore[index]
    return [
        f"{' '.join(filter(None, key)) or 'all'}: {kept[key]} instead of {right[key]}"
        for key in sorted(right.keys() | kept.keys())
        if kept[key] != right[key]
    ]


def _counted_anew() -> Counter[Key]:
    """Counted document by document; as many numbers are held as there are, however many documents."""
    rows = SearchDocument.objects.filter(deleted=False, archived=False).order_by("pk")
    numbers: Counter[Key] = Counter()
    for row in rows.iterator(READ):
        numbers.update(_keys(counted_codes(row) or {}))
    return numbers


def _add(difference: Counter[Key]) -> None:
    changed = {key: number for key, number in difference.items() if number}
    add_up(SearchCount, COLUMNS, "number", changed)
