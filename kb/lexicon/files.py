"""``content/lexicon.yaml``: rows ``{en: [prisoner], de: [Häftling], …}``, checked before any is used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from kb.lexicon.entries import Entries
from kb.lexicon.forms_of_words import shown

MOST_BYTES = 10_000_000
AMBIGUOUS, RELATED = "ambiguous", "related"


@dataclass(frozen=True)
class _Doubled:
    """A row of which a key stands twice: the first would be lost silently."""

    key: str


class _Loader(yaml.CSafeLoader):
    """Plain values only."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any] | _Doubled:
    keys = [key.value for key, _value in node.value if isinstance(key, yaml.ScalarNode)]
    for key, times in Counter(keys).items():
        if times > 1:
            return _Doubled(shown(key))
    return dict(loader.construct_mapping(node, deep=True))


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


class LexiconFileError(Exception):
    """A lexicon that is refused as a whole; the text names each row with its reason."""


def read_lexicon(path: Path) -> Entries:
    """The rows of a file. Raises :class:`LexiconFileError` if anything in it is wrong; rows count from 1."""
    found = Entries()
    for row, item in enumerate(_items(path), start=1):
        if isinstance(item, _Doubled):
            found.refuse(row, _("“%(language)s” stands twice.") % {"language": item.key})
            continue
        if not isinstance(item, dict):
            found.refuse(row, _("Give a list of words per language."))
            continue
        forms = {key: words for key, words in item.items() if key not in (AMBIGUOUS, RELATED)}
        found.add(
            row, forms, is_ambiguous=item.get(AMBIGUOUS, False), related=item.get(RELATED, [])
        )
    found.refuse_unknown()
    if found.faults:
        raise LexiconFileError("\n".join(f"{path.name}: {fault}" for fault in found.faults))
    return found


def _items(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise LexiconFileError(f"{path.name}: larger than {MOST_BYTES} bytes")
        # A subclass of the safe loader.
        items = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except FileNotFoundError as error:
        raise LexiconFileError(f"{path.name}: there is no such file") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise LexiconFileError(f"{path.name}: not YAML: {error}") from error
    if not isinstance(items, list):
        raise LexiconFileError(f"{path.name}: expected a list of rows")
    return items
