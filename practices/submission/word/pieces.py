"""Pieces of a Word document that were not recognised: shown one by one, put into a part by choice."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict
from django.utils.functional import Promise

from practices.models import RecordPage
from practices.reading.presentation import field_label
from practices.submission.guard.privacy import told_of
from practices.submission.word.recognition import Piece, importable_fields, text_fields
from practices.submission.writing.chapter_forms import chapter_form

# More pieces than these stand together as one; nobody chooses for each of a hundred lines.
MOST_PIECES = 60
LONGEST_HEADING = 200
MOST_ROWS = 12
LINE = 90


@dataclass(frozen=True)
class OfferedPiece:
    """A piece with its place on the page and the field it is to go to."""

    number: int
    heading: str
    text: str
    goes_to: str = ""

    @property
    def rows(self) -> int:
        """The height of its box in lines."""
        return min(MOST_ROWS, 2 + len(self.text) // LINE + self.text.count("\n"))


def offer_pieces(left: list[Piece]) -> list[OfferedPiece]:
    """The pieces of a document as its page shows them; none is put anywhere yet."""
    single, rest = left[: MOST_PIECES - 1], left[MOST_PIECES - 1 :]
    if len(rest) > 1:
        whole = "\n\n".join(f"{piece.heading}\n\n{piece.text}".strip() for piece in rest)
        rest = [Piece("", whole)]
    return [
        OfferedPiece(number, piece.heading, piece.text)
        for number, piece in enumerate([*single, *rest])
    ]


def pieces_typed(record: RecordPage, data: QueryDict) -> list[OfferedPiece]:
    """The pieces as they came back from the page, with what somebody changed and chose."""
    places = text_fields(record)
    found = []
    for number in range(MOST_PIECES):
        text = data.get(f"piece-{number}", "")
        if text.strip():
            chosen = data.get(f"put-{number}", "")
            found.append(
                OfferedPiece(
                    number,
                    data.get(f"heading-{number}", "")[:LONGEST_HEADING],
                    text,
                    chosen if chosen in places else "",
                )
            )
    return found


def put_pieces(
    record: RecordPage, data: QueryDict, ticked: set[str]
) -> tuple[QueryDict, set[str], list[OfferedPiece]]:
    """The answers with the chosen pieces behind them, the names of all that are taken, the other pieces.

    A piece goes behind the answer of the document where that is ticked, else behind what the record says.
    """
    answers, names, others = data.copy(), set(ticked), []
    fields = importable_fields(record)
    for piece in pieces_typed(record, data):
        name = piece.goes_to
        if not name:
            others.append(piece)
            continue
        if name in names:
            before = answers.get(name, "")
        else:
            before = chapter_form(record, fields[name].code)[name].value() or ""
        answers[name] = f"{before.rstrip()}\n\n{piece.text}" if before.strip() else piece.text
        names.add(name)
    return answers, names, others


def text_places(record: RecordPage) -> list[tuple[str | Promise, list[tuple[str, str]]]]:
    """Where a piece can go: the texts of the record, below the names of their chapters."""
    fields = importable_fields(record)
    return [
        (chapter.label, [(name, field_label(record, name)) for name in names])
        for chapter, names in groupby(text_fields(record), key=lambda name: fields[name])
    ]


def persons_in(record: RecordPage, text: str) -> tuple[str, ...]:
    """What in a text could lead to somebody, as the guard will ask about it, each with its kind."""
    return tuple(told_of(text, record.country_code))
