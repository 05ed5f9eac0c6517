"""DataCite REST API, the client: an account at DataCite, as the settings name it, and what is asked of it."""

from __future__ import annotations

import base64
import http.client
import json
import re
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

TIMEOUT = 15  # seconds for each step
MOST_READ = 64 * 1024
PREFIX = re.compile(r"10\.\d{4,9}(\.\d+)*")
# Whose DOIs are for good; any other address is a trial.
FOR_GOOD = "api.datacite.org"


class NoAnswer(Exception):
    """DataCite does not answer, or is not able to now."""


class Refused(Exception):
    """DataCite does not take it: the status of its answer."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


@dataclass(frozen=True)
class Account:
    """A repository at DataCite: where it is reached, its name and password, its prefix."""

    url: str
    repository: str
    password: str
    prefix: str

    @property
    def is_for_good(self) -> bool:
        """Whether what is registered here can never be taken back."""
        return urlsplit(self.url).hostname == FOR_GOOD

    def draft(self, doi: str, attributes: dict[str, Any]) -> None:
        """Keep a DOI that leads nowhere yet; one that is there already is no fault."""
        try:
            self._ask("POST", "/dois", doi, attributes)
        except Refused as refused:
            if refused.status != 422:
                raise

    def publish(self, doi: str, attributes: dict[str, Any]) -> None:
        """Have it lead here and be found (*findable*), with these metadata from now on."""
        self._ask("PUT", f"/dois/{quote(doi, safe='')}", doi, {**attributes, "event": "publish"})

    def hide(self, doi: str, attributes: dict[str, Any]) -> None:
        """Have it found no longer; it leads here still (*registered*)."""
        self._ask("PUT", f"/dois/{quote(doi, safe='')}", doi, {**attributes, "event": "hide"})

    def discard(self, doi: str) -> None:
        """Delete a draft."""
        try:
            self._ask("DELETE", f"/dois/{quote(doi, safe='')}", doi, None)
        except Refused as refused:
            if refused.status != 404:
                raise

    def _ask(self, method: str, path: str, doi: str, attributes: dict[str, Any] | None) -> None:
        """One question. No redirect is followed: the password goes to the address that is set alone."""
        parts = urlsplit(self.url)
        named = base64.b64encode(f"{self.repository}:{self.password}".encode()).decode()
        data = {"type": "dois", "id": doi, "attributes": {"doi": doi, **(attributes or {})}}
        body = None if attributes is None else json.dumps({"data": data}).encode()
        connection = _connection(parts.scheme, parts.netloc)
        try:
            connection.request(
                method,
                f"{parts.path.rstrip('/')}{path}",
                body,
                {
                    "Authorization": f"Basic {named}",
                    "Content-Type": "application/vnd.api+json",
                    "Accept": "application/vnd.api+json",
                    "User-Agent": f"Alliance-Exchange/1 (+{settings.WAGTAILADMIN_BASE_URL})",
                },
            )
            answer = connection.getresponse()
            answer.read(MOST_READ)
        except (OSError, http.client.HTTPException) as fault:
            raise NoAnswer(type(fault).__name__) from fault
        finally:
            connection.close()
        if answer.status == 429 or answer.status >= 500:
            raise NoAnswer(str(answer.status))
        if not 200 <= answer.status < 300:
            raise Refused(answer.status)


def account() -> Account | None:
    """The account that the settings name; None where there is none: nothing is registered then."""
    named = Account(
        settings.DATACITE_URL,
        settings.DATACITE_REPOSITORY,
        settings.DATACITE_PASSWORD,
        settings.DATACITE_PREFIX,
    )
    return named if named.repository and named.password and named.prefix else None


def _connection(scheme: str, host: str) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, timeout=TIMEOUT, context=context)
    return http.client.HTTPConnection(host, timeout=TIMEOUT)
