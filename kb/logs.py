"""What of an address may stand in a log: no secret of a link, nothing of what somebody searched for."""

from __future__ import annotations

import logging
import re

from django.urls import Resolver404, resolve

# Parts of addresses that open something: whoever reads them in a log could use them.
SECRETS = frozenset({"secret", "token", "key", "uidb36"})
CUT = "…"
# What stands in an address that leads nowhere may be a secret that was mistyped.
_LONG = re.compile(r"(?<=/)[^/]{16,}")


def without_secrets(path: str) -> str:
    """The path of an address with ``…`` for each secret in it, and without what stands behind ``?``."""
    path = path.partition("?")[0]
    try:
        found = resolve(path).kwargs
    except (Resolver404, UnicodeError, ValueError):
        return _LONG.sub(CUT, path)
    for name, value in found.items():
        if name in SECRETS:
            path = path.replace(str(value), CUT)
    return path


class WithoutSecrets(logging.Filter):
    """Cuts secrets out of the addresses that Django names in its warnings."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                without_secrets(value)
                if isinstance(value, str) and value.startswith("/")
                else value
                for value in record.args
            )
        return True
