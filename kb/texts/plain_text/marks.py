"""The marks within a paragraph as it is typed: strong and stressed words, links, escapes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.html import escape

from kb.texts.plain_text.tree import JOINER, Run, merged, tidy
from kb.texts.rich_text import clean_html

# No address has a backslash; browsers read one as another sign.
ADDRESS = r"(?:https?://\w|www\.[\w-]+\.\w)[^\s<>\[\]\\\u2060]{0,2000}(?![^\s<>\[\]\\\u2060])"
MAIL = r"\w[\w.+-]*@[\w-]+(?:\.[\w-]+)+"
BARE_ADDRESS = rf"(?<![\w\u2060])(?P<address>{ADDRESS})|(?<![\w.+\u2060-])(?P<mail>{MAIL})"
LABEL = r"(?:[^\[\]\\]|\\.)+"
TARGET = r"<[^<>\n\\]*>|(?:[^\s()<>\\]|\([^\s()<>\\]*\))*"
# Each is tried at the first character it may begin with only, so that none is read twice over.
TOKEN = re.compile(
    rf"(?P<escape>(?<!\\)\\+(?=[*\[\]]))|\[(?P<label>{LABEL})\]\((?P<target>{TARGET})\)|(?P<stars>\*+)"
    rf"|{BARE_ADDRESS}",
    re.IGNORECASE | re.DOTALL,
)
BARE = re.compile(BARE_ADDRESS, re.IGNORECASE)
WHOLE_MAIL = re.compile(MAIL)
# What an address does not end with, although it could.
ENDINGS = ".,;:!?'\"*)»«”“’…"
LEADS_SOMEWHERE = re.compile(r"https?://[^\s/?#]|mailto:\S|/(?!/)|#", re.IGNORECASE)
NO_SCHEME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:[/?#]\S*)?")
# "[photo](x.png)" names a file that is nowhere.
NAME_OF_A_FILE = re.compile(
    r"^[^/]*\.(?:png|jpe?g|gif|svg|webp|tiff?|heic|pdf|docx?|odt|ods|odp|xlsx?|pptx?|csv|txt|rtf|html?|mp[34])$",
    re.IGNORECASE,
)
MOST_STARS = 3
MOST_ADDRESS = 2_000


@dataclass
class _Stars:
    """A row of stars: whether it may open and close, how many letters and brackets stand before it."""

    left: int
    opens: bool
    closes: bool
    behind_bracket: bool
    letters: int
    depth: int


def runs_of(text: str) -> tuple[Run, ...]:
    """The runs of a paragraph as typed, its lines parted by ``\\n``."""
    return tidy(_stressed(_pieces(text, in_link=False)))


def address_typed(words: str) -> str:
    """Where a bare address leads; empty where the words are none from beginning to end."""
    found = TOKEN.fullmatch(words)
    if found is None:
        return ""
    if found["mail"]:
        return f"mailto:{words}"
    is_whole = found["address"] and _trimmed(words) == words
    return _leading(words) if is_whole else ""


def _leading(address: str) -> str:
    return f"https://{address}" if address[:4].lower() == "www." else address


def _trimmed(address: str) -> str:
    """A bare address without the marks of the sentence behind it."""
    end = len(address)
    open_brackets, brackets = address.count("("), address.count(")")
    while end and address[end - 1] in ENDINGS:
        if address[end - 1] == ")":
            if brackets <= open_brackets:
                break
            brackets -= 1
        end -= 1
    return address[:end]


def _is_address(address: str) -> bool:
    """Whether the cleaning of stored HTML leaves it: an invalid port would take the address away."""
    return 0 < len(address) <= MOST_ADDRESS and "href" in clean_html(
        f'<a href="{escape(address)}">x</a>', ("link",)
    )


def _target(typed: str) -> str:
    """Where the address of a link leads; empty where it leads nowhere."""
    address = typed.strip("<>").strip().replace(JOINER, "")
    if not address or LEADS_SOMEWHERE.match(address):
        return address
    if WHOLE_MAIL.fullmatch(address):
        return f"mailto:{address}"
    leads = NO_SCHEME.fullmatch(address) and not NAME_OF_A_FILE.search(address)
    return f"https://{address}" if leads else ""


def _pieces(text: str, *, in_link: bool) -> list[Run | _Stars]:
    found: list[Run | _Stars] = []
    place = letters = depth = 0
    while token := TOKEN.search(text, place):
        start, end = token.span()
        before = text[place:start]
        found.append(Run(before))
        letters += _letters(before)
        depth += before.count("(") - before.count(")")
        if token["escape"]:
            # As many backslashes stand there as pairs were typed; one more makes a letter of the sign.
            is_letter = len(token["escape"]) % 2
            found.append(Run("\\" * (len(token["escape"]) // 2) + text[end : end + is_letter]))
            end += is_letter
        elif token["stars"]:
            found.append(_stars(text, start, end, letters, depth))
        elif token["label"] and not in_link and _is_address(address := _target(token["target"])):
            label = tidy(_stressed(_pieces(token["label"], in_link=True)))
            found += [run._replace(address=address) for run in label]
            if not label:
                found.append(Run(token[0]))
            letters += 1
        elif not in_link and _is_address(_leading(bare := _trimmed(token["address"] or ""))):
            end = start + len(bare)
            found.append(Run(bare, address=_leading(bare)))
            letters += 1
        elif not in_link and token["mail"]:
            found.append(Run(token["mail"], address=f"mailto:{token['mail']}"))
            letters += 1
        else:
            # No link: its first sign is a letter, what is within is read.
            end = start + 1
            found.append(Run(text[start:end]))
            letters += _letters(text[start:end])
        place = end
    return [*found, Run(text[place:])]


def _letters(words: str) -> int:
    return sum(1 for letter in words if letter.isalnum() or letter == JOINER)


def _is_letter(sign: str) -> bool:
    return bool(sign) and (
        sign.isalnum() or sign == "_" or unicodedata.category(sign).startswith("M")
    )


def _stars(text: str, start: int, end: int, letters: int, depth: int) -> Run | _Stars:
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    opens = bool(behind) and not behind.isspace() and not _is_letter(before)
    closes = bool(before) and not before.isspace() and not _is_letter(behind)
    if end - start > MOST_STARS or not (opens or closes):
        return Run(text[start:end])
    return _Stars(end - start, opens, closes, before in ("(", "["), letters, depth)


def _stressed(pieces: list[Run | _Stars]) -> list[Run]:
    """The runs with their marks; stars without a partner are letters."""
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    _pair(pieces, begins, ends)
    found: list[Run] = []
    strong = em = 0
    for place, piece in enumerate(pieces):
        if isinstance(piece, Run):
            found.append(piece._replace(strong=strong > 0 or piece.strong, em=em > 0 or piece.em))
            continue
        for width in ends.get(place, ()):
            strong -= width >= 2
            em -= width != 2
        found.append(Run("*" * piece.left, strong > 0, em > 0))
        for width in begins.get(place, ()):
            strong += width >= 2
            em += width != 2
    return [run._replace(words=run.words.replace(JOINER, "")) for run in merged(found)]


def _pair(
    pieces: list[Run | _Stars], begins: dict[int, list[int]], ends: dict[int, list[int]]
) -> None:
    """Find the partner of each row of stars; ``left`` becomes what has none."""
    open_rows: list[tuple[int, _Stars]] = []
    # How many rows of each length are open, so that none is looked for in vain.
    waiting = [0] * (MOST_STARS + 1)
    for place, row in enumerate(pieces):
        if isinstance(row, Run):
            continue
        whole = row.left
        while row.closes and row.left and open_rows:
            top = open_rows[-1][1]
            if not _width(top.left, row.left):
                if not waiting[row.left]:
                    break
                waiting[open_rows.pop()[1].left] -= 1
                continue
            if row.letters == top.letters or (top.behind_bracket and row.depth < top.depth):
                break
            width = _width(top.left, row.left)
            begins.setdefault(open_rows[-1][0], []).append(width)
            ends.setdefault(place, []).append(width)
            waiting[top.left] -= 1
            top.left -= width
            row.left -= width
            if top.left:
                waiting[top.left] += 1
            else:
                open_rows.pop()
        if row.opens and row.left == whole:
            open_rows.append((place, row))
            waiting[row.left] += 1


def _width(opening: int, closing: int) -> int:
    """How many stars two rows have for one another."""
    if opening == closing or MOST_STARS in (opening, closing):
        return min(opening, closing)
    return 0
