"""Paragraphs and lists as they are typed: as plain as they can be, and such that they are read the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import quote

from kb.texts.plain_text.blocks import blocks_of
from kb.texts.plain_text.marks import BARE, address_typed
from kb.texts.plain_text.tree import JOINER, Block, Listing, Nested, Paragraph, nested

# How much is written beside the words: nothing, backslashes, joiners too.
PLAIN, ESCAPED, JOINED = range(3)
MARKS = {"strong": "**", "em": "*"}
# Holds the place of a joiner that stays; no text can hold it.
CONTENT = "\ufdd0"
SIGN = re.compile(r"(?<!\\)(\\*)(\*+|[\[\]])")
LIST_START = re.compile(r"^([0-9]{0,9})(\\*)(?=([-.])(?: |$))", re.MULTILINE)
# Where a mark stands at the border of a word anyway. A bracket before it would be looked at.
NEEDLESS = re.compile(rf"(?<![\w*\\(\[{JOINER}]){JOINER}(?=\*)|(?<=\*){JOINER}(?![\w*\\{JOINER}])")
UNSAFE = re.compile(r"[\s<>\u2060\\]")


def typed(blocks: Iterable[Block]) -> str:
    """The blocks as they are typed into a text box."""
    return "\n\n".join(_typed_block(block) for block in blocks)


def _typed_block(block: Block) -> str:
    if isinstance(block, Listing):
        return _typed_list(block)
    nodes = nested(block.runs)
    for care in (PLAIN, ESCAPED):
        written = _written(nodes, care)
        if care:
            written = LIST_START.sub(_escaped_start, written)
        if blocks_of(written.split("\n")) == (block,):
            return written
    joined = NEEDLESS.sub("", _written(nodes, JOINED))
    return LIST_START.sub(_escaped_start, joined).replace(CONTENT, JOINER)


def _typed_list(block: Listing) -> str:
    lines = []
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}. " if block.numbered else "- "
        between = "\n\n" if _is_apart(item) else "\n"
        first, *rest = between.join(_typed_block(part) for part in item).split("\n")
        lines.append(mark + first)
        lines += [line and " " * len(mark) + line for line in rest]
    # One number alone would be the first word of its line.
    return (JOINER if block.numbered and len(block.items) == 1 else "") + "\n".join(lines)


def _is_apart(item: tuple[Block, ...]) -> bool:
    pairs = pairwise(item)
    return any(isinstance(one, Paragraph) == isinstance(other, Paragraph) for one, other in pairs)


def _written(nodes: list[Nested | str], care: int, *, in_link: bool = False) -> str:
    text = ""
    for node in nodes:
        if isinstance(node, str):
            text += _escaped(node, bare=in_link or care < JOINED) if care else node
            continue
        if node.name == "address":
            text += (_end(text) if care == JOINED else "") + _link(node, care)
            continue
        mark = MARKS[node.name]
        inside = _written(node.inside, care, in_link=in_link)
        if care == JOINED:
            # A mark around no letter is none.
            content = "" if any(sign.isalnum() for sign in inside) else CONTENT
            text += JOINER + mark + content + inside + _end(inside) + mark + JOINER
        else:
            text += mark + inside + mark
    return text


def _link(node: Nested, care: int) -> str:
    words = _written(node.inside, care, in_link=True)
    if care < JOINED and address_typed(words) == node.value:
        return words
    if care == JOINED:
        words += _end(words)
    address = UNSAFE.sub(lambda found: quote(found[0]), node.value)
    return (
        f"[{words}](<{address}>)" if "(" in address or ")" in address else f"[{words}]({address})"
    )


def _end(inside: str) -> str:
    """What keeps a backslash from taking the mark or the bracket behind it for a letter."""
    return CONTENT if inside.endswith("\\") else ""


def _escaped(words: str, *, bare: bool) -> str:
    def sign(found: re.Match[str]) -> str:
        backslashes, signs = found.groups()
        inner = words[found.start() - 1 : found.start()] if found.start() else ""
        behind = words[found.end() : found.end() + 1]
        if signs[0] == "*" and not backslashes and inner.isalnum() and behind.isalnum():
            return signs
        return backslashes * 2 + "".join(f"\\{each}" for each in signs)

    text = SIGN.sub(sign, words)
    if bare:
        return text
    # What is no link, but could be read as one.
    return BARE.sub(lambda found: JOINER + found[0], text)


def _escaped_start(found: re.Match[str]) -> str:
    number, backslashes, sign = found.groups()
    is_start = number == "1" if sign == "." else not number
    if not is_start and not (backslashes and bool(number) == (sign == ".")):
        return found[0]
    return f"{number}{backslashes * 2}\\"


def shown(blocks: Iterable[Block], indent: str = "") -> str:
    """The plain text that a page shows: words without marks, lists with numbers and signs."""
    parts = []
    for block in blocks:
        if isinstance(block, Paragraph):
            parts.append("".join(run.words for run in block.runs))
            continue
        lines = []
        for number, item in enumerate(block.items, start=1):
            mark = f"{number}. " if block.numbered else "• "
            first, *rest = shown(item).split("\n")
            lines += [mark + first, *(line and " " * len(mark) + line for line in rest)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
