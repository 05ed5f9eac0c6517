"""What of an address may stand in a log: no secret of a link, nothing of what somebody searched for."""

from __future__ import annotations

import logging
import re

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

# Parts of addresses that open something: whoever reads them in a log could use them.
SECRETS = frozenset({"secret", "token", "key", "uidb36"})
CUT = "…"
# What stands in an address that leads to a page or nowhere may be a secret that was mistyped. Addresses of
# pages are lower-case letters, digits and hyphens.
_UNLIKE_A_PAGE = re.compile(r"(?<=/)(?![a-z0-9-]+(?:/|$))[^/]{12,}")


def without_secrets(path: str) -> str:
    """The path of an address with ``…`` for each secret in it, and without what stands behind ``?``."""
    path = path.partition("?")[0]
    if path.startswith(settings.STATIC_URL):
        return path
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    language = first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    # An address below a language is known only while that language is the reader's.
    with translation.override(language):
        try:
            found = resolve(path)
        except (Resolver404, UnicodeError, ValueError):
            return _UNLIKE_A_PAGE.sub(CUT, path)
    secrets = [str(value) for name, value in found.kwargs.items() if name in SECRETS]
    if not secrets:
        return _UNLIKE_A_PAGE.sub(CUT, path)
    for secret in secrets:
        path = path.replace(secret, CUT)
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
