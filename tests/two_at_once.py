"""What tests need that do two things at once: PostgreSQL, and a database of their own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections

# How often each is tried: who comes first is chance.
ROUNDS = 3
ON_POSTGRESQL_ALONE = [
    pytest.mark.database,
    pytest.mark.skipif(
        "'postgres' not in __import__('os').environ.get('DATABASE_URL', '')",
        reason="Two at once are tried on PostgreSQL alone; see make test-postgres.",
    ),
]
# Where chance has no part.
once = pytest.mark.parametrize("copied_database", [0], indirect=True)


@pytest.fixture(params=range(ROUNDS))
def copied_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database of its own for each test, copied from the one that tests begin with."""
    named = connection.settings_dict
    original, copy = str(named["NAME"]), f"race_{secrets.token_hex(4)}"
    with django_db_blocker.unblock():
        connections.close_all()
        with connection._nodb_cursor() as server:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [original],
            )
            server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
        named["NAME"] = copy
        try:
            yield
        finally:
            connections.close_all()
            named["NAME"] = original
            with connection._nodb_cursor() as server:
                server.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')
