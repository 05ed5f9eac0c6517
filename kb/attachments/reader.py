"""The process that opens a file from elsewhere: short of time and memory, without secrets, without the site.

``python -m kb.attachments.reader``: the ending on the first line of the input, then the file. The answer is a
line of JSON with the ending of what it is, then the cleaned file, then its words. Whatever goes wrong is the
end of this process only.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from types import FrameType
from typing import Any

from kb.attachments.contents import is_archive
from kb.attachments.formats import (
    FORMATS,
    MOST_CHARACTERS,
    Fault,
    Reading,
    Refused,
    Words,
)
from kb.attachments.line_ends import undivided

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20  # of the processor
SECONDS_FOR_WORDS = 6


class OutOfTime(Exception):
    """The words take too long; those found so far are kept."""


def read(ending: str, content: bytes) -> Reading:
    """Look through a file and write it anew, as what its content is. Raises ``Refused``.

    The ``ending`` of its name only tells what somebody believes to have sent.
    """
    try:
        if is_archive(content):
            from kb.attachments.office import cleaned_office

            return cleaned_office(content)
    except Refused as refused:
        if refused.fault == Fault.NOT_WHAT_IT_SAYS and ending not in FORMATS:
            raise Refused(Fault.KIND) from refused
        raise
    from kb.attachments.pdf import cleaned_pdf

    return _with_pages(cleaned_pdf(content))


def _with_pages(cleaned: Reading) -> Reading:
    """The words of the pages before those of boxes and notes, as far as time allows."""
    from kb.attachments.pdf import pdf_pages

    pages: list[list[str]] = []
    length, finished = 0, True
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_FOR_WORDS)
    try:
        for page in pdf_pages(cleaned.content):
            pages.append(page.splitlines())
            length += len(page)
            if length > MOST_CHARACTERS:
                finished = False
                break
    except Exception:  # noqa: BLE001  (whatever a page does, the file is sound)
        # The page cannot be read or not in time: the file is sound, only its words are not all known.
        finished = False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    words = Words()
    begins: list[int] = []
    for lines in undivided(pages):
        if words.full:
            break
        begins.append(words.length)
        for line in lines:
            words.add(line)
    has_words = bool(words.text)
    begins.append(words.length)
    words.add(cleaned.text)
    whole = has_words and finished and words.whole and cleaned.whole
    return Reading(cleaned.content, words.text, whole, cleaned.ending, tuple(begins))


def _stop(number: int, frame: FrameType | None) -> None:
    raise OutOfTime


def _limit() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        # Nothing is written to the disk.
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def main() -> None:
    """Answer one file on the standard input."""
    _limit()
    ending, _line, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        found = read(ending.decode("ascii", "replace"), content)
    except Refused as refused:
        _answer({"fault": refused.fault})
        return
    except (MemoryError, RecursionError):
        _answer({"fault": Fault.UNPACKS_TOO_FAR})
        return
    head = {
        "fault": "",
        "ending": found.ending,
        "size": len(found.content),
        "whole": found.whole,
        "pages": found.pages,
    }
    _answer(head, found.content + found.text.encode())


def _answer(head: dict[str, Any], rest: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + rest)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
