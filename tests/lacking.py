"""A program that tests need and this machine lacks: skipped with a loud sentence, failed where CI=true."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def lacks(sentence: str) -> NoReturn:
    """End the test that asked: what it needs is not here."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)
