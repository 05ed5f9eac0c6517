"""A first check of a made-up text: it reads the tables that all checks need, which takes a second or two."""

from __future__ import annotations

from practices.submission.guard.checks import persons_in
from practices.submission.guard.duplicates import Work, likely_duplicates_of
from practices.submission.guard.words import words_in

TITLE, TEXT = "Mentors for young people", "Older people meet young people in a club on Saturdays."


def check_made_up_text() -> None:
    """Check persons, words and likely duplicates once; asks the database and the search."""
    persons_in(TEXT, "DK", "en")
    words_in(TEXT, "en")
    likely_duplicates_of(Work(TITLE, TEXT, TEXT, "en"))
