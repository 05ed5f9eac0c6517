"""Elasticsearch as an engine: how words are taken apart (analysis, german, mapping), how it is asked (node,
queries, engine), and how it gets what the table has (pushing, rebuilding, comparing)."""

from search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
