"""Typed words without what nobody sees, and each letter in one form: the same for boxes, lines and HTML."""

from __future__ import annotations

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Marks that change the direction of text, signs of no width and fillers, control characters, half
# characters: nobody needs them, some deceive with them, and they part words that look the same.
# But what joins pictures to one (a family), or says that a sign is a picture (a red heart), belongs to it.
PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\U0001f000-\U0001faff"
)
INVISIBLE = re.compile(
    f"(?<![{PICTURES}\ufe0f])\u200d|\u200d(?![{PICTURES}])|(?<![{PICTURES}])\ufe0f|"
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffc"
    "\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001fffe\U0001ffff"
    "\U000e0000-\U000e0fff]"
)
BLANKS = re.compile(r"[ \t\n]+")
# Letters beyond ASCII behind those within: only the former are composed. Bounded, because ordering a
# hundred thousand accents on one letter takes the square of the time.
COMPOSED = re.compile(r"[\x00-\x7f]*[^\x00-\x7f]{1,500}")
BETWEEN_TAGS = re.compile(r"[^<>]+")


def composed(text: str) -> str:
    """The text with each letter and its accents as one character (NFC), in linear time."""
    if text.isascii():
        return text
    return COMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def composed_html(html: str) -> str:
    """The same for HTML, whose ">" must not be composed with an accent behind it."""
    if html.isascii():
        return html
    return BETWEEN_TAGS.sub(lambda found: composed(found[0]), html)


def clean_lines(text: str) -> str:
    """Typed text of several lines: line ends of one kind, nothing invisible, composed letters."""
    return composed(INVISIBLE.sub("", LINE_ENDS.sub("\n", text)))


def clean_line(text: str) -> str:
    """Typed text as one line, its blanks single and none at its ends."""
    return BLANKS.sub(" ", clean_lines(text)).strip()
