"""What the index holds of a record, and a fingerprint by which a changed mapping is recognised."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from search import analysis
from search.contract import facets
from search.engines.base import words_of_names
from search.engines.elasticsearch.analysis import ANALYSIS, LANGUAGES
from search.models import SearchDocument
from search.words.alphabet import title_keys

# Marks around found words; from the private-use area, so that no text holds them.
MARK_BEGIN, MARK_END = "\ue000", "\ue001"
STILL_GOING_ON = 9999
LONGEST_TITLE = 300
LONGEST_JOINED = 100
# Explicit, because an index that refreshes "by itself" goes idle and makes the next search wait.
REFRESH_INTERVAL = "500ms"


def _title(code: str) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": f"text_{code}",
        "search_analyzer": f"text_search_{code}",
        "copy_to": f"spell.{code}",
        "fields": {
            "exact": {"type": "text", "analyzer": f"exact_{code}"},
            "prefix": {
                "type": "text",
                "analyzer": f"prefix_{code}",
                "search_analyzer": f"prefix_search_{code}",
                "index_options": "docs",
                "norms": False,
            },
            "whole": {
                "type": "keyword",
                "normalizer": f"whole_{code}",
                "ignore_above": LONGEST_TITLE,
                "doc_values": False,
            },
        },
    }


def _text(code: str) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": f"text_{code}",
        "search_analyzer": f"text_search_{code}",
        "index_options": "offsets",
        "copy_to": f"spell.{code}",
        "fields": {
            "exact": {"type": "text", "analyzer": f"exact_{code}", "index_options": "offsets"}
        },
    }


def _spelling(code: str) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": f"spell_{code}",
        "index_options": "docs",
        "norms": False,
    }


def _place_in_the_alphabet() -> dict[str, Any]:
    """A key that is compared as it stands (:mod:`search.words.alphabet`)."""
    return {"type": "keyword", "index": False}


def mappings(owner: str = "") -> dict[str, Any]:
    """The strict mapping: one field per language, one keyword per facet, nothing unforeseen; whose it is."""
    return {
        "dynamic": "strict",
        "_meta": {"fingerprint": fingerprint(), "owner": owner},
        "properties": _properties(),
    }


def _properties() -> dict[str, Any]:
    return {
        # Tombstones are documents with nothing but this and their version: a deletion that is
        # remembered only for a while (index.gc_deletes) could be undone by a late write.
        "live": {"type": "boolean"},
        "archived": {"type": "boolean"},
        "id": {"type": "long"},
        "published_at": {"type": "date"},
        "reviewed_on": {"type": "date"},
        "year_from": {"type": "short"},
        "year_to": {"type": "short"},
        "last_year": {"type": "short"},
        "weight": {"type": "float"},
        "place": {"type": "geo_point"},
        "codes": {
            "properties": {
                facet.name: {"type": "keyword", "eager_global_ordinals": True} for facet in facets()
            }
        },
        "title": {"properties": {code: _title(code) for code in LANGUAGES}},
        "text": {"properties": {code: _text(code) for code in LANGUAGES}},
        # Words that some write apart and others as one, as one: e-learning.
        "joined": {"type": "keyword"},
        # Words of organisations' names.
        "names": {"type": "keyword", "doc_values": False},
        "spell": {"properties": {code: _spelling(code) for code in LANGUAGES}},
        "alphabet": {"properties": {code: _place_in_the_alphabet() for code in LANGUAGES}},
        "shown": {"type": "object", "enabled": False},
    }


def settings() -> dict[str, Any]:
    """Settings of an index while it is filled: not refreshed, without replicas."""
    return {
        "number_of_shards": 1,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "max_result_window": 10_000,
        "analysis": ANALYSIS,
    }


def fingerprint() -> str:
    """A hash of everything that would need a rebuild if it changed, the form of a body included."""
    written = json.dumps([_properties(), ANALYSIS, BODY_VERSION], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


# To be raised when :func:`body` says something else for the same row.
BODY_VERSION = 7
SHOWN_OF_A_TEXT = ("title", "summary", "url", "names")


def body(row: SearchDocument) -> dict[str, Any]:
    """What is sent for a row: its words for searching, and what a list of results shows of it."""
    if row.deleted:
        return {"live": False, "id": row.pk}
    data = row.data
    texts: dict[str, Any] = data["texts"]
    document: dict[str, Any] = {
        "live": True,
        "archived": row.archived,
        "id": row.pk,
        "weight": row.weight,
        "last_year": row.year_to or STILL_GOING_ON,
        "codes": data["codes"],
        "title": {code: _unmarked(text["title"]) for code, text in texts.items()},
        "text": {
            code: _unmarked("\n".join([text["summary"], text["body"], *text["tags"]]))
            for code, text in texts.items()
        },
        "joined": joined_words(texts),
        "names": sorted(words_of_names(texts)),
        "alphabet": title_keys(data),
        "shown": {
            "kind": row.kind,
            "original": data["original"],
            "card": data["card"],
            "texts": {
                code: {name: text[name] for name in SHOWN_OF_A_TEXT if name in text}
                for code, text in texts.items()
            },
        },
    }
    names = ["published_at", "reviewed_on"]
    if row.year_from is not None:
        # An end without a beginning is found by no filter of years, so it counts in none.
        names += ["year_from", "year_to"]
    for name in names:
        value = getattr(row, name)
        if value is not None:
            document[name] = value if isinstance(value, int) else value.isoformat()
    if data["latitude"] is not None and data["longitude"] is not None:
        document["place"] = {"lat": data["latitude"], "lon": data["longitude"]}
    return document


def joined_words(texts: Mapping[str, Any]) -> list[str]:
    """The words with a hyphen in them, and those with a prefix before them, as one word and by its stem."""
    return sorted(
        {
            whole
            for code, text in texts.items()
            for part in (text["title"], text["summary"], text["body"], *text["tags"])
            for _parts, joined in analysis.joined(part, code)
            for whole in (joined, analysis.stem(joined, code))
            if len(whole) <= LONGEST_JOINED
        }
    )


def _unmarked(text: str) -> str:
    """Composed, and without the two characters that mark what was found."""
    text = unicodedata.normalize("NFC", text)
    return text.replace(MARK_BEGIN, "").replace(MARK_END, "")
