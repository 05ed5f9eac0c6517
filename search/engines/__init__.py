"""The engines, and which of them answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from django.db import transaction
from django.utils import timezone

from search.engines.base import Engine, EngineUnavailable, uses_elasticsearch
from search.engines.embedded import EmbeddedEngine
from search.models import SearchDocument, SearchIndex

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Answered(Generic[Answer]):
    """An answer, the name of the engine that gave it, and whether it stood in for another one."""

    value: Answer
    engine: str
    degraded: bool


def chosen_engine() -> Engine:
    """The engine that this site is set up with, whether or not it answers now."""
    if uses_elasticsearch():
        from search.engines.elasticsearch import ElasticsearchEngine

        return ElasticsearchEngine()
    return EmbeddedEngine()


def answer(question: Callable[[Engine], Answer]) -> Answered[Answer]:
    """Put a question to the chosen engine; while it does not answer, the embedded one does, at once."""
    if uses_elasticsearch():
        from search.engines.elasticsearch.node import availability

        if availability.usable():
            engine = chosen_engine()
            try:
                return Answered(question(engine), engine.name, degraded=False)
            except EngineUnavailable:
                pass  # said in the log by whoever raised it
        return Answered(question(EmbeddedEngine()), EmbeddedEngine.name, degraded=True)
    return Answered(question(EmbeddedEngine()), EmbeddedEngine.name, degraded=False)


# A document that was sent is found by the node's next refresh, which is twice in a second.
FOUND_AFTER = timedelta(seconds=2)


def settled() -> bool:
    """Whether answers show all that the table has: Elasticsearch finds what is written a moment later."""
    if not uses_elasticsearch():
        return True
    newest = SearchDocument.objects.order_by("-version").values_list("version", "updated_at")[:1]
    sent = SearchIndex.objects.filter(current=True).values_list("pushed", flat=True).first()
    return sent is not None and all(
        sent >= version and moment < timezone.now() - FOUND_AFTER for version, moment in newest
    )


def changed(topics: Collection[str]) -> None:
    """The table was written to; once that is committed, the engine hears of it."""
    if uses_elasticsearch():
        from search.engines.elasticsearch.pushing import pusher

        transaction.on_commit(pusher.wake)
