"""Names of files from elsewhere: kept in their script, harmless on a disk, in an address and in a header."""

from __future__ import annotations

import re
import unicodedata

# As far as a name is looked at: accents can be piled on a letter without end.
LONGEST_STEM = 500
# Most disks hold 255 bytes of a name, the table 100 characters of a path; the storage may add to it.
MOST_CHARACTERS = 60
MOST_BYTES = 180
# Whatever is neither a letter nor a digit in any script: blanks, dots, quotation marks, marks of direction.
BETWEEN_WORDS = re.compile(r"[^\w-]+")
IN_A_ROW = re.compile(r"-{2,}")
# Signs without a shape of their own, which hide in a word, turn its direction, or pile up on a letter.
UNSEEN = {"C", "M"}


def safe_stem(name: str, *, otherwise: str) -> str:
    """What a file is called, without its folders and its ending; ``otherwise`` where nothing is left."""
    last = re.split(r"[/\\]", name)[-1]
    stem = last.rpartition(".")[0] if "." in last else last
    seen = "".join(filter(_is_seen, unicodedata.normalize("NFC", stem[:LONGEST_STEM])))
    words = IN_A_ROW.sub("-", BETWEEN_WORDS.sub("-", seen))[:MOST_CHARACTERS]
    bounded = words.encode()[:MOST_BYTES].decode(errors="ignore")
    return bounded.strip("-_") or otherwise


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in UNSEEN
