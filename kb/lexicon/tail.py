"""The rows of imported dictionaries, behind the lexicon's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from kb.lexicon.entries import Entries
from kb.lexicon.forms_of_words import LONGEST_CODE, Forms, code_of
from kb.lexicon.writing import CHUNK, changes_of, lexicon_changed, write
from kb.models import Word


@dataclass(frozen=True)
class Tail:
    """What became of an import."""

    new: int
    changed: int
    removed: int
    left_out: int


def words_of_our_own() -> set[str]:
    """The English words of our own rows, casefolded: no dictionary knows them better."""
    own = Word.objects.filter(source="").values_list("forms", flat=True)
    return {word.casefold() for forms in own for word in forms.get("en", ())}


@transaction.atomic
def replace_tail(source: str, licence: str, rows: Iterable[tuple[Forms, bool]], most: int) -> Tail:
    """Let these be all rows of a source: those in most languages first, ``most`` of them."""
    every = sorted(rows, key=lambda row: -len(row[0]))
    collected, used = Entries(), Counter[str]()
    for number, (forms, is_ambiguous) in enumerate(every[:most], start=1):
        code = f"{slugify(source)[:20]}-{code_of(forms)}"[: LONGEST_CODE - 4].strip("-")
        used[code] += 1
        collected.add(
            number,
            forms,
            code=code if used[code] == 1 else f"{code}-{used[code]}",
            is_ambiguous=is_ambiguous,
            source=source,
            licence=licence,
        )
    others = set(Word.objects.exclude(source=source).values_list("code", flat=True))
    entries = [entry for entry in collected.entries if entry.code not in others]
    removed = _remove(source, {entry.code for entry in entries})
    changes = changes_of(entries)
    write(changes)
    if removed:
        lexicon_changed()
    return Tail(len(changes.new), len(changes.changed), removed, len(every) - len(entries))


def _remove(source: str, kept: set[str]) -> int:
    """Delete the rows of a source that are not kept, without a signal for each of thousands."""
    rows = Word.objects.filter(source=source).values_list("pk", "code")
    gone = [pk for pk, code in rows if code not in kept]
    for begin in range(0, len(gone), CHUNK):
        chunk = Word.objects.filter(pk__in=gone[begin : begin + CHUNK])
        chunk._raw_delete(chunk.db)
    return len(gone)
