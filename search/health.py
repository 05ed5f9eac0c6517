"""How the search stands, for those who run the site."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from search.engines import uses_elasticsearch
from search.engines.embedded import EmbeddedEngine
from search.models import SearchDocument, SearchFailure, SearchIndex


@dataclass(frozen=True)
class Health:
    """``engine`` answers now; ``degraded`` says that it stands in for another (why is in the log).

    ``condition``: ``ready``, ``down`` or ``needs-rebuild`` (``manage.py search_rebuild`` mends that).
    ``waiting`` rows are not in Elasticsearch yet, the oldest for ``waiting_seconds``; ``refused``
    documents were not taken by it (``manage.py search_check`` names them).
    """

    engine: str
    degraded: bool = False
    condition: str = "ready"
    waiting: int = 0
    waiting_seconds: int = 0
    refused: int = 0


def health() -> Health:
    """How the search stands now; a few small queries, and no question to a node that is away."""
    if not uses_elasticsearch():
        return Health(EmbeddedEngine.name)
    from search.engines.elasticsearch import ElasticsearchEngine
    from search.engines.elasticsearch.node import availability

    usable = availability.usable()
    index = SearchIndex.objects.filter(current=True).first()
    waiting = SearchDocument.objects.filter(version__gt=index.pushed if index else 0)
    oldest = waiting.order_by("version").values_list("updated_at", flat=True).first()
    return Health(
        engine=ElasticsearchEngine.name if usable else EmbeddedEngine.name,
        degraded=not usable,
        condition=availability.condition.value,
        waiting=waiting.count(),
        waiting_seconds=int((timezone.now() - oldest).total_seconds()) if oldest else 0,
        refused=SearchFailure.objects.count(),
    )
