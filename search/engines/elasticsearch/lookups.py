"""What Elasticsearch is asked besides a search: titles as one types, records alike, the newest of codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch.dsl.query import Bool, ConstantScore, Ids, MultiMatch, Query, Terms

from search import analysis
from search.engines.elasticsearch.clauses import term
from search.engines.elasticsearch.queries import CURRENT, SHOWN

LANGUAGES = analysis.LANGUAGES


def titles_body(prefix: str, language: str, limit: int) -> dict[str, Any]:
    """Records with words in their title that begin like the typed ones; the reader's language first."""
    fields = [f"title.{code}.prefix{'^2' if code == language else ''}" for code in LANGUAGES]
    return {
        "query": Bool(
            must=[MultiMatch(query=prefix, fields=fields, operator="and")], filter=CURRENT
        ).to_dict(),
        "size": limit,
        "sort": ["_score", {"id": "asc"}],
        "track_total_hits": False,
        "version": True,
        "_source": SHOWN,
    }


def similar_body(
    key: str, codes: Mapping[str, Sequence[str]], weights: Mapping[str, int], limit: int
) -> dict[str, Any]:
    """Records that share codes; each shared code counts what its facet weighs."""
    shared: list[Query] = [
        ConstantScore(filter=term(f"codes.{facet}", code), boost=float(weight))
        for facet, weight in weights.items()
        for code in codes.get(facet, ())
    ]
    return {
        "query": Bool(
            should=shared, minimum_should_match=1, filter=CURRENT, must_not=[Ids(values=[key])]
        ).to_dict(),
        "size": limit,
        "sort": ["_score", {"id": "asc"}],
        "track_total_hits": False,
        "version": True,
        "_source": SHOWN,
    }


def by_code_body(
    facet: str, codes: list[str], limit: int, within: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """The newest records of each code, as one aggregation per code."""
    field = f"codes.{facet}"
    return {
        "query": Bool(
            filter=[
                *CURRENT,
                Terms(field, codes),
                *(Terms(f"codes.{other}", list(chosen)) for other, chosen in within.items()),
            ]
        ).to_dict(),
        "size": 0,
        "track_total_hits": False,
        "aggs": {
            "codes": {
                "terms": {"field": field, "include": codes, "size": max(1, len(codes))},
                "aggs": {
                    "newest": {
                        "top_hits": {
                            "size": limit,
                            "sort": [{"published_at": "desc"}, {"id": "asc"}],
                            "version": True,
                            "_source": SHOWN,
                        }
                    }
                },
            }
        },
    }
