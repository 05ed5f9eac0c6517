"""The paragraphs and lists of stored HTML."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

from kb.texts.plain_text.tree import Block, Listing, Paragraph, Run, tidy

STRONG = {"b", "strong"}
STRESSED = {"i", "em"}
LISTS = {"ul", "ol"}
BLOCKS = {"p", "h2", "h3", "li", *LISTS}
# Elements within one another; what is deeper counts for its words only.
MOST_DEPTH = 60


def stored_blocks(html: str) -> tuple[Block, ...]:
    """The paragraphs and lists of HTML; loose words between them are paragraphs too."""
    return _blocks(BeautifulSoup(html, "html.parser"), 0)


def _blocks(parent: Tag, depth: int) -> tuple[Block, ...]:
    found: list[Block] = []
    loose: list[Run] = []

    def close() -> None:
        if runs := tidy(loose):
            found.append(Paragraph(runs))
        loose.clear()

    for child in parent.children:
        if isinstance(child, Tag) and child.name in BLOCKS and depth < MOST_DEPTH:
            close()
            if child.name not in LISTS:
                found += _blocks(child, depth + 1)
            elif items := _items(child, depth):
                found.append(Listing(child.name == "ol", items))
        else:
            loose += _runs(child, Run(""), depth)
    close()
    return tuple(found)


def _items(element: Tag, depth: int) -> tuple[tuple[Block, ...], ...]:
    items = (
        _blocks(child, depth + 1)
        for child in element.children
        if isinstance(child, Tag) and child.name == "li"
    )
    return tuple(item for item in items if item)


def _runs(node: object, look: Run, depth: int) -> Iterator[Run]:
    if isinstance(node, NavigableString):
        yield look._replace(words=str(node).replace("\n", " "))
        return
    if not isinstance(node, Tag):
        return
    if node.name == "br":
        yield look._replace(words="\n")
        return
    if depth >= MOST_DEPTH:
        yield look._replace(words=node.get_text(" "))
        return
    if node.name in STRONG:
        look = look._replace(strong=True)
    elif node.name in STRESSED:
        look = look._replace(em=True)
    elif node.name == "a":
        look = look._replace(address=str(node.get("href") or ""))
    for child in node.children:
        yield from _runs(child, look, depth + 1)
