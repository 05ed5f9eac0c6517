"""How a practice is reached, said as such: "Contact: H. Ashdown, Borough Council, 020 7946 0182"."""

from __future__ import annotations

import re

from practices.submission.guard.reading import Reading, folded
from practices.submission.guard.rules import phrases

# Where the label of a line stands, and how far before an account it may be said whose it is.
FIRST_WORDS, BEFORE, LINE = 4, 8, 30
# Whoever has an address there has it for himself.
OPEN_HOSTS = (
    r"(?:gmail|googlemail|yahoo|hotmail|outlook|live|gmx|web|icloud|protonmail|proton|aol|mail|yandex|ukr|laposte|free"
    r"|orange|libero|virgilio|tiscali|bluewin|mynet|t-online|freenet)"
)
FOR_ONESELF = re.compile(rf"@{OPEN_HOSTS}\.", re.IGNORECASE)
HOST = re.compile(r"@([\w-]{3,63})\.\w")


def is_public_contact(reading: Reading, place: int) -> bool:
    """Whether a number or an address stands in the line of whoever answers for a practice, by office."""
    index = max(0, reading.word_before(place + 1))
    line = reading.sentence(index, LINE)
    labels = phrases("contact_labels").find(
        reading, range(line.start, min(line.stop, line.start + FIRST_WORDS))
    )
    labelled = any(
        ":" in reading.after(at) for _first, end, _lang in labels for at in (end - 1, end, end + 1)
        if at < line.stop
    )  # fmt: skip
    return labelled and any(
        phrases(table).has(reading, line) for table in ("functions", "organisations", "buildings")
    )


def is_own_address(address: str) -> bool:
    """Whether an e-mail address is at one of the hosts where everybody may have one."""
    return FOR_ONESELF.search(address) is not None


def hosts_in(text: str) -> frozenset[str]:
    """The hosts of the e-mail addresses of a text, letters and digits alone: "respectvalley"."""
    return frozenset(_letters(host) for host in HOST.findall(text))


def is_followed(reading: Reading, start: int, name: str, hosts: frozenset[str]) -> bool:
    """Whether readers are asked to follow an account, or its name is that of an address beside it."""
    around = reading.sentence(max(0, reading.word_before(start + 1)), BEFORE)
    return phrases("followed").has(reading, around) or _letters(name) in hosts


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", folded(name))
