"""Writing many rows of the lexicon at once, and merging two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.lexicon.entries import Entry
from kb.lexicon.forms_of_words import Forms, checked_forms
from kb.lexicon.related import MOST_RELATED
from kb.models import Word
from kb.site.page_cache import public_pages_changed
from search import services as search

WRITTEN = ["forms", "is_ambiguous", "related", "source", "licence", "changed_at", "folded"]
CHUNK = 500


@dataclass(frozen=True)
class Changes:
    """What writing some rows would do, or has done."""

    new: Sequence[Word]
    changed: Sequence[Word]
    unchanged: int


def changes_of(entries: Iterable[Entry]) -> Changes:
    """What these rows would add to and change in the table; nothing is written."""
    wanted = list(entries)
    known = {word.code: word for word in Word.objects.all()} if wanted else {}
    new, changed, unchanged = [], [], 0
    for entry in wanted:
        word = known.get(entry.code)
        if word is None:
            new.append(filled(Word(code=entry.code), entry))
        elif entry_of(word) != replace(entry, related=_related(word, entry)):
            changed.append(filled(word, entry))
        else:
            unchanged += 1
    return Changes(new, changed, unchanged)


@transaction.atomic
def write(changes: Changes) -> None:
    """Write them, in few statements; the search knows at once."""
    if not changes.new and not changes.changed:
        return
    Word.objects.bulk_create(changes.new, batch_size=CHUNK)
    Word.objects.bulk_update(changes.changed, WRITTEN, batch_size=CHUNK)
    lexicon_changed()


def lexicon_changed() -> None:
    """Searches, and pages that are kept ready, follow."""
    search.vocabulary_changed()
    public_pages_changed()


def entry_of(word: Word) -> Entry:
    """What of a row somebody can change."""
    related = tuple(word.related)
    return Entry(word.code, word.forms, word.is_ambiguous, word.source, word.licence, related)


def filled(word: Word, entry: Entry) -> Word:
    """The row with what the entry says, not yet saved."""
    word.forms, word.is_ambiguous = entry.forms, entry.is_ambiguous
    word.source, word.licence = entry.source, entry.licence
    word.related = list(_related(word, entry))
    word.changed_at = timezone.now()
    word.fold()
    return word


def _related(word: Word, entry: Entry) -> tuple[str, ...]:
    """A table without that column says nothing of the related words."""
    return tuple(word.related) if entry.related is None else entry.related


def point_elsewhere(gone: str, instead: str = "") -> None:
    """Let no row name a code that is gone: those that did name another one ``instead``, or none."""
    changed = []
    for word in Word.objects.exclude(related=[]).defer("forms", "folded"):
        if gone in word.related:
            codes = [instead if code == gone else code for code in word.related]
            word.related = [code for code in dict.fromkeys(codes) if code and code != word.code]
            changed.append(word)
    Word.objects.bulk_update(changed, ["related"], batch_size=CHUNK)


@transaction.atomic
def merge_words(source: Word, target: Word) -> Word:
    """Add the forms of ``source`` to ``target`` and delete it.

    Raises ``ValidationError`` if both are the same, come from different sources, because a dictionary's words
    stay under its licence, or have too many forms together.
    """
    if source.pk == target.pk:
        raise ValidationError(_("Choose another word to merge into."))
    if (source.source, source.licence) != (target.source, target.licence):
        raise ValidationError(_("Both words must come from the same source."))
    together: Forms = {language: list(words) for language, words in target.forms.items()}
    for language, words in source.forms.items():
        own = together.setdefault(language, [])
        known = {word.casefold() for word in own}
        own += [word for word in words if word.casefold() not in known]
    target.forms = checked_forms(together)
    target.is_ambiguous = target.is_ambiguous or source.is_ambiguous
    point_elsewhere(source.code, target.code)
    codes = dict.fromkeys((*target.related, *source.related))
    target.related = [code for code in codes if code not in (source.code, target.code)][
        :MOST_RELATED
    ]
    source.delete()
    target.save()
    return target
