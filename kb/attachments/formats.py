"""Which files are taken, and why one may be refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
MOST_BYTES = 15 * 1024 * 1024
# Characters of a file's text that are kept, for the guard over persons and for the search.
MOST_CHARACTERS = 60_000


@dataclass(frozen=True)
class Format:
    """A kind of file: the ending of its name, its media type, and the part that makes it this kind."""

    ending: str
    media_type: str
    main_part: str = ""

    @property
    def is_opendocument(self) -> bool:
        """Whether the archive is one of LibreOffice's kind rather than Microsoft's."""
        return self.media_type.startswith(ODF)


FORMATS = {
    kind.ending: kind
    for kind in (
        Format("pdf", "application/pdf"),
        Format("docx", f"{OOXML}wordprocessingml.document", "word/document.xml"),
        Format("pptx", f"{OOXML}presentationml.presentation", "ppt/presentation.xml"),
        Format("xlsx", f"{OOXML}spreadsheetml.sheet", "xl/workbook.xml"),
        Format("odt", f"{ODF}text", "content.xml"),
        Format("odp", f"{ODF}presentation", "content.xml"),
        Format("ods", f"{ODF}spreadsheet", "content.xml"),
    )
}
# Before 2007, and also how Office stores a file with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Fault(StrEnum):
    """Why a file is not taken; ``services`` has the sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    KIND = "kind"
    OLD_OFFICE = "old-office"
    NOT_WHAT_IT_SAYS = "not-what-it-says"
    BROKEN = "broken"
    PASSWORD = "password"  # noqa: S105  (no password: the name of a fault)
    MACRO = "macro"
    OTHER_FILES = "other-files"
    UNPACKS_TOO_FAR = "unpacks-too-far"
    FROM_ELSEWHERE = "from-elsewhere"
    COMMENTS = "comments"
    TOO_LONG = "too-long"


class Refused(Exception):
    """The file is not taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Reading:
    """What is kept of a file. ``whole`` says whether all its words are in ``text``."""

    content: bytes
    text: str
    whole: bool


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
        tidy = " ".join(words.replace("\x00", " ").split())
        if not tidy:
            return
        if self._length + len(tidy) > MOST_CHARACTERS:
            self.whole = False
            tidy = tidy[: max(0, MOST_CHARACTERS - self._length)]
        self._parts.append(tidy)
        self._length += len(tidy) + 1

    @property
    def text(self) -> str:
        """All of it, a paragraph a line; lone surrogates, which no database stores, are gone."""
        return "\n".join(self._parts).encode("utf-8", "ignore").decode()
