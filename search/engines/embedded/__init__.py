"""The engine that needs nothing but the database: the default, and the fallback."""

from search.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
