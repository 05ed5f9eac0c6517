"""System check: the account at DataCite is named whole, or not at all."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from opendata.identifiers.account import PREFIX

OWN = ("DATACITE_REPOSITORY", "DATACITE_PASSWORD", "DATACITE_PREFIX")


@register()
def check_account_is_whole(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """With half of it nothing would be registered, and nobody told; a password is sent over TLS alone."""
    missing = [name for name in OWN if not getattr(settings, name)]
    if len(missing) == len(OWN):
        return []
    found: list[CheckMessage] = []
    if missing:
        found.append(
            Error(
                "DOIs are half switched on.",
                hint=f"Set {', '.join(missing)} as well, or none of them.",
                id="opendata.E001",
            )
        )
    if settings.DATACITE_PREFIX and not PREFIX.fullmatch(settings.DATACITE_PREFIX):
        found.append(
            Error(
                "DATACITE_PREFIX is no prefix of DOIs.",
                hint="It is given by DataCite and looks like 10.12345.",
                id="opendata.E002",
            )
        )
    url = urlsplit(settings.DATACITE_URL)
    at_home = url.hostname in ("localhost", "127.0.0.1", "::1")
    if not url.hostname or not (url.scheme == "https" or (url.scheme == "http" and at_home)):
        found.append(
            Error(
                "DATACITE_URL would carry the password where others read it.",
                hint="Use https://api.datacite.org, or https://api.test.datacite.org for a trial.",
                id="opendata.E003",
            )
        )
    return found
