"""Whether the index holds what the table holds, document by document."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from elastic_transport import TransportError
from elasticsearch import ApiError, helpers

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.node import alias, writing_client
from search.engines.elasticsearch.pushing import forget, push_waiting
from search.indexing import number_again
from search.models import SearchDocument, SearchFailure

SCAN = 2_000


def differences() -> list[tuple[uuid.UUID, str]]:
    """Records that the index has otherwise than the table: ``(key, reason)``.

    Raises ``EngineUnavailable`` where the node does not answer.
    """
    indexed: dict[uuid.UUID, tuple[int, bool]] = {}
    try:
        writing_client().indices.refresh(index=alias())
        for hit in helpers.scan(
            writing_client(),
            index=alias(),
            query={"_source": ["live"], "version": True, "query": {"match_all": {}}},
            size=SCAN,
        ):
            indexed[uuid.UUID(hit["_id"])] = (hit["_version"], hit["_source"]["live"])
    except (TransportError, ApiError) as error:
        raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
    reasons = dict(SearchFailure.objects.values_list("key", "reason"))
    found: list[tuple[uuid.UUID, str]] = []
    rows = SearchDocument.objects.order_by("pk").values_list("key", "version", "deleted")
    for key, version, deleted in rows.iterator(chunk_size=SCAN):
        there, live = indexed.pop(key, (None, False))
        if there is None:
            if not deleted:
                refused = f" (refused: {reasons[key]})" if key in reasons else ""
                found.append((key, f"is missing in the index{refused}"))
        elif there < version:
            found.append((key, f"is old in the index: version {there}, not {version}"))
        elif there > version:
            # The database was restored from a backup, or somebody wrote to the index.
            found.append((key, f"is newer in the index: version {there}, not {version}"))
        elif live == deleted:
            found.append((key, "is live on one side and deleted on the other"))
    found += [(key, "is in the index but not in the table") for key in indexed]
    return found


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
