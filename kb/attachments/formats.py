"""Which files are taken, and why one may be refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
MOST_BYTES = 15 * 1024 * 1024
# Characters of a file's text that are kept, for the guard over persons and for the search.
MOST_CHARACTERS = 60_000


@dataclass(frozen=True)
class Format:
    """A kind of file: the ending of its name and its media type."""

    ending: str
    media_type: str

    @property
    def is_opendocument(self) -> bool:
        """Whether the archive is one of LibreOffice's kind rather than Microsoft's."""
        return self.media_type.startswith(ODF)


FORMATS = {
    kind.ending: kind
    for kind in (
        Format("pdf", "application/pdf"),
        Format("docx", f"{OOXML}wordprocessingml.document"),
        Format("pptx", f"{OOXML}presentationml.presentation"),
        Format("xlsx", f"{OOXML}spreadsheetml.sheet"),
        Format("odt", f"{ODF}text"),
        Format("odp", f"{ODF}presentation"),
        Format("ods", f"{ODF}spreadsheet"),
    )
}
# Before 2007, and also how Office stores a file with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


PDF_HEAD = b"%PDF-"
# How far from its beginning programs look for a PDF's head.
FARTHEST_HEAD = 1024


class Fault(StrEnum):
    """Why a file is not taken; ``services`` has the sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    KIND = "kind"
    PICTURE = "picture"
    ARCHIVE = "archive"
    APPLE = "apple"
    RICH_TEXT = "rich-text"
    OLD_OFFICE = "old-office"
    NOT_WHAT_IT_SAYS = "not-what-it-says"
    BROKEN = "broken"
    PASSWORD = "password"  # noqa: S105  (no password: the name of a fault)
    MACRO = "macro"
    OTHER_FILES = "other-files"
    UNPACKS_TOO_FAR = "unpacks-too-far"
    FROM_ELSEWHERE = "from-elsewhere"
    COMMENTS = "comments"
    DRAWING = "drawing"
    TOO_LONG = "too-long"


class Refused(Exception):
    """The file is not taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Reading:
    """What is kept of a file; ``whole``: whether all its words are in ``text``; ``ending``: of its kind.

    ``pages``: where in ``text`` each page begins, and where the last ends; empty where it has none.
    """

    content: bytes
    text: str
    whole: bool
    ending: str
    pages: tuple[int, ...] = ()


# Signs that stand in a word and are no part of it, and letters that are set as one.
SIGNS_IN_WORDS = {
    **dict.fromkeys(
        (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
    ),
    **{
        0xFB00 + number: letters
        for number, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))
    },
    0x00: " ",
}


# Putting letters and accents together takes the square of how many accents are piled on a letter.
LONGEST_COMPOSED = 200


def _composed(word: str) -> str:
    return normalize("NFC", word) if len(word) <= LONGEST_COMPOSED else word


class Words:
    """Collects a file's words up to the most that is kept."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.whole = True

    @property
    def full(self) -> bool:
        """Whether no more is taken."""
        return self._length >= MOST_CHARACTERS

    def add(self, words: str) -> None:
        """Add a paragraph; what is too much is left out and noted."""
        tidy = " ".join(map(_composed, words.translate(SIGNS_IN_WORDS).split()))
        # Without lone surrogates, which no database stores.
        tidy = tidy.encode("utf-8", "ignore").decode()
        if not tidy:
            return
        if self._length + len(tidy) > MOST_CHARACTERS:
            self.whole = False
            tidy = tidy[: max(0, MOST_CHARACTERS - self._length)]
        self._parts.append(tidy)
        self._length += len(tidy) + 1

    @property
    def text(self) -> str:
        """All of it, a paragraph a line."""
        return "\n".join(self._parts)

    @property
    def length(self) -> int:
        """Where in the text the next paragraph will begin."""
        return self._length
