"""The rows of a comparison, in the order in which a record is read, and whether their cells differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kb.models import ConceptFacet
from kb.texts.capitals import capitalised
from practices.comparing import cells
from practices.comparing.cells import Cell, ReadCell, Reader
from practices.comparing.services import ComparedRecord
from practices.models import RecordPage
from practices.models.parts.choices import EvidenceDimension
from practices.reading.presentation import LIST_LABELS


@dataclass(frozen=True)
class Spec:
    """How a row is made. ``label`` empty: what the records call the field ``name``.

    ``always``: shown even where nobody knows anything, because it is a question that readers have.
    """

    name: str
    read: ReadCell
    label: Any = ""
    always: bool = False


@dataclass(frozen=True)
class Row:
    """One thing, compared. ``common``: how many values all records share, where they have several."""

    name: str
    label: str
    cells: tuple[Cell, ...]
    columns: Sequence[ComparedRecord] = ()
    common: int = 0

    @property
    def pairs(self) -> list[tuple[ComparedRecord, Cell]]:
        """Each cell with the record of which it tells."""
        return list(zip(self.columns, self.cells, strict=True))

    @property
    def differs(self) -> bool:
        return len({cell.identity for cell in self.cells}) > 1

    @property
    def verdict(self) -> str:
        """Whether the cells differ, in words; empty where there is nothing to compare with."""
        if len(self.cells) < 2:
            return ""
        if not any(cell.known for cell in self.cells):
            return _("known of none")
        if not self.differs:
            return _("the same")
        if self.common:
            return ngettext(
                "differs; %(number)s in common", "differs; %(number)s in common", self.common
            ) % {"number": self.common}
        return _("differs")


@dataclass(frozen=True)
class Group:
    """Rows that answer one question of a reader."""

    name: str
    label: str
    rows: tuple[Row, ...]

    def different(self) -> Group | None:
        """Only the rows in which records differ; None if there are none."""
        rows = tuple(row for row in self.rows if row.differs)
        return replace(self, rows=rows) if rows else None


def fact(name: str, label: Any = "", *, always: bool = False) -> Spec:
    """A row of what was chosen out of a closed list."""
    return Spec(name, cells.chosen(name), label, always)


def part(name: str, *, always: bool = False, note: str = "") -> Spec:
    """A row of a part of the story."""
    return Spec(name, cells.narrative(name, note), always=always)


def subject(facet: ConceptFacet) -> Spec:
    """A row of concepts."""
    return Spec(facet.value, cells.concepts(facet.value), facet.label, always=True)


SKELETON: tuple[tuple[str, Any, tuple[Spec, ...]], ...] = (
    (
        "what",
        gettext_lazy("What is done"),
        (
            Spec("kind", cells.kind, gettext_lazy("Kind"), always=True),
            Spec("place", cells.place, gettext_lazy("City"), always=True),
            Spec("summary", cells.summary, gettext_lazy("In short"), always=True),
            subject(ConceptFacet.THEME),
            subject(ConceptFacet.METHOD),
            part("challenge"),
            part("objectives"),
            part("description", always=True),
            part("learning_outcomes"),
            part("contents"),
            part("observations"),
            part("deliverables"),
            Spec("provisions", cells.provisions, LIST_LABELS["provision_answers"]),
        ),
    ),
    (
        "whom",
        gettext_lazy("For whom and where"),
        (
            subject(ConceptFacet.AUDIENCE),
            subject(ConceptFacet.SETTING),
            subject(ConceptFacet.PREVENTION_LEVEL),
            subject(ConceptFacet.IDEOLOGY),
            part("participants"),
            part("prerequisites"),
        ),
    ),
    (
        "scale",
        gettext_lazy("Scale and cost"),
        (
            fact("status", gettext_lazy("State of the work"), always=True),
            Spec("years", cells.years, gettext_lazy("Years"), always=True),
            Spec("in_charge", cells.in_charge, gettext_lazy("In charge"), always=True),
            Spec("partners", cells.partners, LIST_LABELS["partners"]),
            Spec("partner_cities", cells.partner_cities, LIST_LABELS["partner_cities"]),
            fact("scope"),
            fact("mode"),
            part("duration"),
            Spec(
                "delivery_languages",
                cells.delivery_languages,
                gettext_lazy("Languages of delivery"),
            ),
            Spec("group_size", cells.typed("group_size")),
            Spec("open_to_other_cities", cells.open_to_others),
            fact("budget_band", always=True),
            Spec("cost", cells.typed("cost")),
            part("resources", always=True),
        ),
    ),
    (
        "evidence",
        gettext_lazy("Results and evidence"),
        (
            part("results", always=True),
            Spec(
                "evidence_level", cells.evidence_level, gettext_lazy("Evidence level"), always=True
            ),
            *(
                Spec(f"rating_{code}", cells.rating(code), label)
                for code, label in EvidenceDimension.choices
            ),
            fact("evaluation"),
            part("evaluation_design"),
            part("training_evaluation"),
            fact("scrutiny", gettext_lazy("Scrutiny"), always=True),
        ),
    ),
    (
        "harm",
        gettext_lazy("Possible harm"),
        (
            Spec(
                "unintended_effects",
                cells.unintended_effects,
                gettext_lazy("Unintended effects"),
                always=True,
            ),
            part("safeguards", always=True),
        ),
    ),
    (
        "learnt",
        gettext_lazy("What was learnt"),
        (
            part("lessons", always=True, note="lessons_basis"),
            part("factors"),
            part("challenges"),
            part("takeaways"),
            part("transferability"),
            part("sustainability"),
            part("follow_up"),
        ),
    ),
    (
        "text",
        gettext_lazy("Who says so"),
        (
            Spec("told_by", cells.told_by, gettext_lazy("Told by"), always=True),
            Spec("readable_in", cells.readable_in, gettext_lazy("Can be read in"), always=True),
            Spec("source_language", cells.original_language, gettext_lazy("Language of the work")),
            fact("licence", gettext_lazy("Licence of the text"), always=True),
            Spec("sources", cells.sources, LIST_LABELS["sources"], always=True),
        ),
    ),
)


def compared(columns: Sequence[ComparedRecord], reader: Reader) -> list[Group]:
    """All rows that say something about these records, or ask something that nobody has answered."""
    groups: list[Group] = []
    if not columns:
        return groups
    for name, label, specs in SKELETON:
        rows = [row for spec in specs if (row := _row(spec, columns, reader)) is not None]
        if rows:
            groups.append(Group(name, str(label), tuple(rows)))
    return groups


def _row(spec: Spec, columns: Sequence[ComparedRecord], reader: Reader) -> Row | None:
    found = tuple(_foreign_marked(spec.read(column, reader), reader) for column in columns)
    if not any(cell.asked for cell in found):
        return None
    if not spec.always and not any(cell.known for cell in found):
        return None
    several = [cell.identity for cell in found if isinstance(cell.identity, frozenset)]
    shared = frozenset.intersection(*several) if len(several) == len(found) else frozenset()
    return Row(
        name=spec.name,
        label=str(spec.label) or _field_label(spec.name, columns),
        cells=found,
        columns=columns,
        common=len(shared) if any(cell.items for cell in found) else 0,
    )


def _foreign_marked(cell: Cell, reader: Reader) -> Cell:
    """Without the language where it is the reader's: only foreign words carry theirs."""
    return replace(cell, language="") if cell.language == reader.language else cell


def _field_label(name: str, columns: Sequence[ComparedRecord]) -> str:
    """What the first of these records that has the field calls it."""
    record: RecordPage = next(column.record for column in columns if hasattr(column.record, name))
    return capitalised(str(record._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
