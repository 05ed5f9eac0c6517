"""Rows out of several bilingual dictionaries: only pairs that two ways lead to are taken.

A dictionary's pair may be of another sense. English "fine" leads to French "amende" directly and by way of
German "Geldstrafe": two ways, so the pair is taken. A way is the pair itself, in a dictionary of either
direction, or one language in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings

from kb.lexicon.dictionaries import Node
from kb.lexicon.forms_of_words import Forms

# A word with more translations than that has too many senses to lead anywhere.
MOST_NEIGHBOURS = 40
MOST_FORMS = 4
WAYS = 2
DIRECT = ""


class Translations:
    """What the dictionaries together know, in both directions."""

    def __init__(self) -> None:
        self._near: dict[Node, set[Node]] = defaultdict(set)

    def learn(self, pairs: Iterable[tuple[Node, Node]]) -> int:
        """Add the pairs of a dictionary; how many it had."""
        count = 0
        for one, other in pairs:
            self._near[one].add(other)
            self._near[other].add(one)
            count += 1
        return count

    def rows(self, without: Iterable[str]) -> Iterator[tuple[Forms, bool]]:
        """A row for each sense of each English word, and whether the word has several; by alphabet.

        ``without``: English words, casefolded, that need none.
        """
        left_out = set(without)
        for node in sorted(self._near):
            language, word = node
            if language == settings.LANGUAGE_CODE and word.casefold() not in left_out:
                senses = self._senses(node)
                for sense in senses:
                    yield self._forms(word, sense), len(senses) > 1

    def _neighbours(self, node: Node) -> set[Node]:
        near = self._near.get(node, set())
        return near if len(near) <= MOST_NEIGHBOURS else set()

    def _confirmed(self, node: Node) -> dict[Node, int]:
        """The words to which two ways lead from here, each with the number of ways."""
        ways: dict[Node, set[str]] = defaultdict(set)
        for near in self._neighbours(node):
            ways[near].add(DIRECT)
            for far in self._neighbours(near):
                if far[0] not in (node[0], near[0]):
                    ways[far].add(near[0])
        return {far: len(found) for far, found in ways.items() if len(found) >= WAYS}

    def _senses(self, node: Node) -> list[dict[Node, int]]:
        """The confirmed words, parted into groups of which each translates another one of its group."""
        waiting = self._confirmed(node)
        senses = []
        while waiting:
            first = min(waiting)
            sense, open_ends = {first: waiting.pop(first)}, [first]
            while open_ends:
                for near in self._neighbours(open_ends.pop()) & waiting.keys():
                    sense[near] = waiting.pop(near)
                    open_ends.append(near)
            senses.append(sense)
        return senses

    @staticmethod
    def _forms(word: str, sense: dict[Node, int]) -> Forms:
        forms: Forms = {settings.LANGUAGE_CODE: [word]}
        # The best confirmed first; of words that differ by capitals only one.
        for (language, other), _ways in sorted(sense.items(), key=lambda item: (-item[1], item[0])):
            known = forms.setdefault(language, [])
            if len(known) < MOST_FORMS and other.casefold() not in {
                one.casefold() for one in known
            }:
                known.append(other)
        return forms
