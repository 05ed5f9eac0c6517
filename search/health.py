"""How the search stands, for those who run the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from search.engines.base import uses_elasticsearch
from search.engines.embedded import EmbeddedEngine
from search.models import SearchDocument, SearchFailure, SearchIndex, SearchWaiting


@dataclass(frozen=True)
class Health:
    """``engine`` answers now; ``degraded`` says that it stands in for another (why is in the log).

    ``condition``: ``ready``, ``down`` or ``needs-rebuild`` (``manage.py search_rebuild`` mends that).
    ``waiting`` records are published but not yet built or not yet in Elasticsearch, the oldest for
    ``waiting_seconds``; ``refused`` documents could not be built or were not taken (``manage.py
    search_check`` names them).
    """

    engine: str
    degraded: bool = False
    condition: str = "ready"
    waiting: int = 0
    waiting_seconds: int = 0
    refused: int = 0


def health() -> Health:
    """How the search stands now; a few small queries, and no question to a node that is away."""
    to_build = SearchWaiting.objects.order_by("pk")
    since = to_build.values_list("since", flat=True).first()
    if not uses_elasticsearch():
        return Health(
            EmbeddedEngine.name,
            waiting=to_build.count(),
            waiting_seconds=_seconds(since),
            refused=SearchFailure.objects.count(),
        )
    from search.engines.elasticsearch import ElasticsearchEngine
    from search.engines.elasticsearch.node import availability

    usable = availability.usable()
    index = SearchIndex.objects.filter(current=True).first()
    to_push = SearchDocument.objects.filter(version__gt=index.pushed if index else 0)
    oldest = to_push.order_by("version").values_list("updated_at", flat=True).first()
    return Health(
        engine=ElasticsearchEngine.name if usable else EmbeddedEngine.name,
        degraded=not usable,
        condition=availability.condition.value,
        waiting=to_build.count() + to_push.count(),
        waiting_seconds=max(_seconds(since), _seconds(oldest)),
        refused=SearchFailure.objects.count(),
    )


def _seconds(since: datetime | None) -> int:
    return int((timezone.now() - since).total_seconds()) if since else 0
