"""Entity tags (ETag): by which whoever has an answer already asks whether it is still the same."""

from __future__ import annotations

import hashlib


def content_tag(content: bytes) -> str:
    """The tag of an answer with this content."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
