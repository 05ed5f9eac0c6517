"""The lexicon out of ``content/lexicon.yaml``: what an editor has changed, added or deleted is kept so."""

from __future__ import annotations

from typing import Any

from kb.lexicon.entries import Entry
from kb.lexicon.writing import Changes, filled, write
from kb.models import Word
from practices.loading.schema import Content
from practices.loading.writing import Store, digest


def load_lexicon(store: Store, content: Content) -> None:
    """Create or update each row, all in a few statements: there are thousands of them."""
    known = {word.code: word for word in Word.objects.all()}
    new, changed = {}, {}
    for entry in content.words:
        key, item_digest = _key(entry), digest(_values(entry))
        if store.is_unchanged(key, item_digest):
            continue
        row, word = store.loaded.get(key), known.get(entry.code)
        if row is None and word is None:
            new[entry.code] = filled(Word(code=entry.code), entry)
        elif row is None or word is None or digest(_values(word)) != row.stored_digest:
            store.keep(key)
        else:
            changed[entry.code] = filled(word, entry)
    write(Changes(list(new.values()), list(changed.values()), 0))
    for words, outcome in ((new, "created"), (changed, "updated")):
        store.remember_all(
            {
                _key(entry): (digest(_values(entry)), digest(_values(entry)))
                for entry in content.words
                if entry.code in words
            },
            outcome,
        )


def _key(entry: Entry) -> str:
    return f"word:{entry.code}"


def _values(row: Entry | Word) -> dict[str, Any]:
    """What of a row an editor can change; a row without related words is as it was before there were any."""
    related = {"related": list(row.related)} if row.related else {}
    return related | {
        "forms": row.forms,
        "ambiguous": row.is_ambiguous,
        "source": row.source,
        "licence": row.licence,
    }
