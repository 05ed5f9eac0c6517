"""Whether the index holds what the table holds, document by document."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from elastic_transport import TransportError
from elasticsearch import ApiError, helpers

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.mapping import body
from search.engines.elasticsearch.node import alias, writing_client
from search.engines.elasticsearch.pushing import forget, push_waiting
from search.models import SearchDocument, SearchFailure
from search.table.writing import number_again

SCAN = 2_000


def differences() -> list[tuple[uuid.UUID, str]]:
    """Records that the index has otherwise than the table: ``(key, reason)``.

    Raises ``EngineUnavailable`` where the node does not answer.
    """
    indexed: dict[uuid.UUID, tuple[int, str]] = {}
    try:
        writing_client().indices.refresh(index=alias())
        for hit in helpers.scan(
            writing_client(),
            index=alias(),
            query={"version": True, "query": {"match_all": {}}},
            size=SCAN,
        ):
            indexed[uuid.UUID(hit["_id"])] = (hit["_version"], _hash(hit["_source"]))
    except (TransportError, ApiError) as error:
        raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
    reasons = dict(SearchFailure.objects.values_list("key", "reason"))
    found: list[tuple[uuid.UUID, str]] = []
    for row in SearchDocument.objects.order_by("pk").iterator(chunk_size=SCAN):
        key, version = row.key, row.version
        there, content = indexed.pop(key, (None, ""))
        if there is None:
            if not row.deleted:
                refused = f" (refused: {reasons[key]})" if key in reasons else ""
                found.append((key, f"is missing in the index{refused}"))
        elif there < version:
            found.append((key, f"is old in the index: version {there}, not {version}"))
        elif there > version:
            # The database was restored from a backup, or somebody wrote to the index.
            found.append((key, f"is newer in the index: version {there}, not {version}"))
        elif content != _hash(body(row)):
            found.append((key, "has other content in the index, or content in another form"))
    found += [(key, "is in the index but not in the table") for key in indexed]
    return found


def _hash(document: Mapping[str, Any]) -> str:
    """A fingerprint of what the index holds of a record, whatever the order of its fields."""
    written = orjson.dumps(document, default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(written).hexdigest()


def repair(keys: Iterable[uuid.UUID]) -> None:
    """Send these records again, above any version that the index has; delete what the table lacks."""
    keys = list(keys)
    highest = 0
    try:
        for start in range(0, len(keys), SCAN):
            answer = writing_client().mget(
                index=alias(), ids=[str(key) for key in keys[start : start + SCAN]], source=False
            )
            highest = max([highest, *(found.get("_version", 0) for found in answer["docs"])])
    except (TransportError, ApiError) as error:
        raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
    number_again(keys, above=highest)
    push_waiting()
    forget(keys)
