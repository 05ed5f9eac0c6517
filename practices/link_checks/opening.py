"""Asking a stranger's server for one address, and nothing else: never one of our own network.

The name is resolved once, every address it has must be public, and the connection goes to just the one that
was looked at, so that no second answer of a name server can lead elsewhere. Each redirect is looked at anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

TIMEOUT = 5  # seconds for each step
TOTAL = 15  # seconds for one address, however slowly it drips
MOST_REDIRECTS = 5
LONGEST = 2_000
MOST_READ = 1024 * 1024
BLOCK = 64 * 1024
PORTS = (80, 443, 8080, 8443)
# The special-use ranges of the IANA registries that are not the open internet's, and what hides an address
# of version 4 in one of version 6 (6to4, Teredo, NAT64, compatible ones). Python's differs by version.
CLOSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        # Not in a registry: what a provider of machines answers its own machines at.
        "168.63.129.16/32",
        "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64",
        "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
# Everything else of version 6 that anybody was given so far.
GIVEN = ipaddress.ip_network("2000::/3")
# What HEAD is answered with where only GET is served.
ASK_AGAIN = (400, 403, 404, 405, 500, 501, 503)


class Closed(Exception):
    """The address is not one that may be asked: not public, or not an address of the web."""


class TooLarge(Exception):
    """More is sent than anybody wants to read."""


class NoAnswer(Exception):
    """Nobody answered, or not in time, or not as a web server does."""


def is_public(text: str) -> bool:
    """Whether an IP address belongs to the open internet."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if address not in GIVEN:
            return False
    if any(address in network for network in CLOSED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def status_of(url: str) -> int:
    """The status that an address answers with, after its redirects.

    Raises :class:`Closed` and :class:`NoAnswer`.
    """
    for _step in range(MOST_REDIRECTS + 1):
        status, target = _ask(url, "HEAD")
        if status in ASK_AGAIN:
            status, target = _ask(url, "GET")
        if not 300 <= status < 400 or not target:
            return status
        url = urljoin(url, target)
    raise NoAnswer("too many redirects")


def read(url: str, *, most: int, seconds: int = TOTAL) -> bytes:
    """What stands at an address, after its redirects: at most so many bytes, in so many seconds.

    Whatever it says of its length, no more is read. Raises :class:`Closed`, :class:`TooLarge` and
    :class:`NoAnswer`.
    """
    for _step in range(MOST_REDIRECTS + 1):
        with _answer(url, "GET", {"Accept-Encoding": "identity"}, seconds) as response:
            target = _target(response)
            if not 300 <= response.status < 400 or not target:
                if response.status != 200:
                    raise NoAnswer(str(response.status))
                return _content(response, most)
        url = urljoin(url, target)
    raise NoAnswer("too many redirects")


def _content(response: http.client.HTTPResponse, most: int) -> bytes:
    if (response.length or 0) > most:
        raise TooLarge("it says so")
    found = bytearray()
    while block := response.read(BLOCK):
        found += block
        if len(found) > most:
            raise TooLarge("it does not end")
    if response.length:
        raise NoAnswer("it ends before it says")
    return bytes(found)


def _target(response: http.client.HTTPResponse) -> str:
    return (response.getheader("Location") or "")[: LONGEST + 1]


def _ask(url: str, method: str) -> tuple[int, str]:
    # What the page says is of no interest: its body is not read at all.
    with _answer(url, method, {"Range": f"bytes=0-{MOST_READ - 1}"}, TOTAL) as response:
        return response.status, _target(response)


@contextmanager
def _answer(
    url: str, method: str, headers: dict[str, str], seconds: int
) -> Iterator[http.client.HTTPResponse]:
    """The answer of a public address, broken off after so many seconds however slowly it drips."""
    parts = _parts(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    connection = _Connection(host, port, _address(host, port), tls=parts.scheme == "https")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
    watch = threading.Timer(seconds, connection.break_off)
    watch.start()
    try:
        connection.request(
            method,
            path,
            headers={
                "User-Agent": f"Alliance-Exchange-Links/1 (+{settings.WAGTAILADMIN_BASE_URL})",
                "Accept": "*/*",
                "Connection": "close",
                **headers,
            },
        )
        yield connection.getresponse()
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        raise NoAnswer(type(error).__name__) from error
    finally:
        watch.cancel()
        connection.close()


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Closed("unreadable") from error
    if parts.scheme not in ("http", "https") or not host or len(url) > LONGEST:
        raise Closed("not an address of the web")
    if parts.username is not None or parts.password is not None:
        raise Closed("with a password")
    if port not in (None, *PORTS) and host not in settings.LINKS_ALSO_ASKED:
        raise Closed("another port")
    return parts


def _address(host: str, port: int) -> str:
    """The one IP address that is asked; all that the name has must be public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        raise NoAnswer("no such name") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not is_public(address) and address not in settings.LINKS_ALSO_ASKED:
            raise Closed("not public")
    return addresses[0]


class _Connection(http.client.HTTPConnection):
    """To an address that was looked at; the name is still the one that is asked for and certified."""

    def __init__(self, host: str, port: int, address: str, *, tls: bool) -> None:
        self.default_port = 443 if tls else 80
        super().__init__(host, port, timeout=TIMEOUT)
        self._address, self._tls = address, tls

    def connect(self) -> None:
        """As ``http.client`` does, to the address instead of the name."""
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT)
        if self._tls:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def break_off(self) -> None:
        """It takes too long."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)
