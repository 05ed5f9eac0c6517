"""What tests of accounts share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_is_throttled() -> Iterator[None]:
    """The counters of sign-ins outlive a test otherwise."""
    cache.clear()
    yield
    cache.clear()
