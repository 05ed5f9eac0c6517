"""The evidence map's table as plain values: cells, rows and columns, rows below a heading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# As many fills as static/css/pages/evidence_map.css has.
HIGHEST_FILL = 5


@dataclass(frozen=True)
class MapCell:
    """So many records, the search that finds them, and the best evidence among them.

    ``level``: the place of the best level in the vocabulary's order, None where none is judged.
    ``highest``: the place of the highest there is.
    """

    count: int
    url: str = ""
    judged: int = 0
    level: int | None = None
    level_label: str = ""
    highest: int = 0

    @property
    def count_text(self) -> str:
        """The number in words, for those who hear the table."""
        return ngettext("%(number)s record", "%(number)s records", self.count) % {
            "number": self.count
        }

    @property
    def fill(self) -> str:
        """How the field is filled: by the best level, ``unjudged`` where nobody has judged."""
        return "unjudged" if self.level is None else str(min(self.level, HIGHEST_FILL))

    @property
    def steps(self) -> list[bool]:
        """A step for each level above the lowest: whether the best record has reached it."""
        return [step < (self.level or 0) for step in range(self.highest)]

    @property
    def strength(self) -> str:
        """What is known of the evidence, in words."""
        if self.level is None:
            return _("evidence not judged")
        return _("best: %(level)s (%(number)s of %(of)s rated)") % {
            "level": self.level_label,
            "number": self.judged,
            "of": self.count,
        }


@dataclass(frozen=True)
class MapLine:
    """A row or a column: its concept, its cells, and all its records."""

    code: str
    label: str
    total: MapCell
    depth: int = 0
    cells: tuple[MapCell, ...] = ()


@dataclass
class MapGroup:
    """A broader concept with the rows below it, each with its cells and their columns."""

    head: MapLine | None
    rows: list[tuple[MapLine, list[tuple[MapLine, MapCell]]]]

    @property
    def cells(self) -> list[MapCell]:
        """All its cells."""
        return [cell for _row, pairs in self.rows for _column, cell in pairs]


@dataclass(frozen=True)
class EvidenceMap:
    """The table. ``no_row`` and ``no_column``: records that say nothing of that side, in no cell at all."""

    row_facet: str
    column_facet: str
    row_label: str
    column_label: str
    rows: tuple[MapLine, ...]
    columns: tuple[MapLine, ...]
    total: MapCell
    no_row: int
    no_column: int
    levels: tuple[tuple[MapCell, str], ...] = ()

    @property
    def empty_count(self) -> int:
        """How many cells have no record."""
        return sum(not cell.count for group in self.groups for cell in group.cells)

    @property
    def cell_count(self) -> int:
        return sum(len(group.cells) for group in self.groups)

    @cached_property
    def groups(self) -> list[MapGroup]:
        """The rows below their broader concept, which is a heading; a row without any stands for itself."""
        groups: list[MapGroup] = []
        for row in self.rows:
            if row.depth == 0 or not groups:
                groups.append(MapGroup(None, []))
            groups[-1].rows.append((row, list(zip(self.columns, row.cells, strict=True))))
        for group in groups:
            if len(group.rows) > 1:
                group.head = group.rows.pop(0)[0]
        return groups
