"""A text as both sides know it: paragraphs of runs, and lists; and the HTML of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from django.utils.html import escape

# Stands in a text box beside a mark that plain typing would read otherwise; never stored.
JOINER = "\u2060"
PARTS = re.compile(r"\s+|\S+")
LINE_END = re.compile(r"[ \t]*\n[ \t\n]*")
BLANKS = re.compile(r"[ \t]+")


class Run(NamedTuple):
    """Words that look the same; a line break is ``\\n``."""

    words: str
    strong: bool = False
    em: bool = False
    address: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Words that stand together."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Listing:
    """A list of items, each of them paragraphs and lists."""

    numbered: bool
    items: tuple[tuple[Block, ...], ...]


Block = Paragraph | Listing


class Nested(NamedTuple):
    """What one mark or link encloses: ``name`` is strong, em or address."""

    name: str
    value: str
    inside: list[Nested | str]


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs as a browser shows them: single blanks, none at the ends, and none that only a mark holds."""
    parts = [run._replace(words=part) for run in runs for part in PARTS.findall(run.words)]
    found: list[Run] = []
    place = 0
    while place < len(parts):
        if not parts[place].words.isspace():
            found.append(parts[place])
            place += 1
            continue
        end = place
        while end < len(parts) and parts[end].words.isspace():
            end += 1
        if found and end < len(parts):
            around = [*parts[place:end], found[-1], parts[end]]
            words = "".join(part.words for part in parts[place:end])
            found.append(
                Run(
                    BLANKS.sub(" ", LINE_END.sub("\n", words)),
                    all(run.strong for run in around),
                    all(run.em for run in around),
                    around[0].address if len({run.address for run in around}) == 1 else "",
                )
            )
        place = end
    return merged(found)


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with neighbours that look the same as one."""
    found: list[Run] = []
    for _look, same in groupby(filter(itemgetter(0), runs), key=itemgetter(1, 2, 3)):
        alike = list(same)
        found.append(alike[0]._replace(words="".join(run.words for run in alike)))
    return tuple(found)


def nested(
    runs: Sequence[Run], names: tuple[str, ...] = ("strong", "em", "address")
) -> list[Nested | str]:
    """Runs with their marks around them, the longest outside; a link is never divided by one."""
    found: list[Nested | str] = []
    place = 0
    while place < len(runs):
        name, end = _longest(runs, place, names)
        if not name:
            found.append(runs[place].words)
            place += 1
            continue
        value = str(getattr(runs[place], name))
        left = tuple(other for other in names if other != name)
        found.append(Nested(name, value, nested(runs[place:end], left)))
        place = end
    return found


def _longest(runs: Sequence[Run], place: int, names: tuple[str, ...]) -> tuple[str, int]:
    best, farthest = "", place
    for name in names:
        value = getattr(runs[place], name)
        end = place
        while value and end < len(runs) and getattr(runs[end], name) == value:
            end += 1
        if "address" in names and name != "address":
            while (
                place < end < len(runs)
                and runs[end].address
                and (runs[end - 1].address == runs[end].address)
            ):
                end -= 1
        if end > farthest:
            best, farthest = name, end
    return best, farthest


def html_of(blocks: Iterable[Block]) -> str:
    """The HTML of paragraphs and lists."""
    return "\n".join(
        f"<p>{runs_html(block.runs)}</p>" if isinstance(block, Paragraph) else _list_html(block)
        for block in blocks
    )


def runs_html(runs: Sequence[Run]) -> str:
    """The HTML of words with marks and links."""
    return _nested_html(nested(runs))


def _nested_html(nodes: list[Nested | str]) -> str:
    html = ""
    for node in nodes:
        if isinstance(node, str):
            html += escape(node).replace("\n", "<br>\n")
        elif node.name == "address":
            html += f'<a href="{escape(node.value)}">{_nested_html(node.inside)}</a>'
        else:
            html += f"<{node.name}>{_nested_html(node.inside)}</{node.name}>"
    return html


def _list_html(block: Listing) -> str:
    name = "ol" if block.numbered else "ul"
    items = "".join(f"<li>{_item_html(item)}</li>\n" for item in block.items)
    return f"<{name}>\n{items}</{name}>"


def _item_html(item: tuple[Block, ...]) -> str:
    apart = any(
        isinstance(one, Paragraph) and isinstance(other, Paragraph) for one, other in pairwise(item)
    )
    if apart:
        return f"\n{html_of(item)}\n"
    return "".join(
        runs_html(block.runs) if isinstance(block, Paragraph) else f"\n{_list_html(block)}\n"
        for block in item
    )
