"""Who counts as a reader: a person's browser, signed in nowhere, known by its network for a while."""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.http import HttpRequest

from kb.http.client_address import hash_of, network_address

LONGEST_AGENT = 400
# Robots say so, or name the program that asks; browsers all begin as the first one did.
_ROBOT = re.compile(
    r"bot\b|bot[/;_ -]|crawl|spider|slurp|archiv|scrap|scan|fetch|monitor|preview|headless|phantom|lighthouse"
    r"|feed|python|java/|curl|wget|libwww|okhttp|go-http|axios|httpclient|facebookexternalhit|https?://",
    re.IGNORECASE,
)
_key = secrets.token_bytes(32)


def reader_of(request: HttpRequest) -> str:
    """A hash that stands for the reader's network while this server runs; empty for what is no reader.

    Under a key of its own and only for :mod:`kb.usage.shared_memory`, which hashes it again. A whole office
    behind one address is one reader: the numbers are rather too small.
    """
    agent = request.headers.get("User-Agent", "")[:LONGEST_AGENT]
    if (
        request.method != "GET"
        or not agent.startswith("Mozilla/")
        or _ROBOT.search(agent)
        or "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
        or settings.SESSION_COOKIE_NAME in request.COOKIES
    ):
        return ""
    address = network_address(request)
    return hash_of(address, _key) if address else ""
