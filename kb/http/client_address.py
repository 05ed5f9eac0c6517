"""Where a request comes from, and how that is counted without being kept."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest


def network_address(request: HttpRequest) -> str:
    """The visitor's address as the sign-in counts it, behind the proxies too; empty if that is not known."""
    try:
        return str(get_adapter(request).get_client_ip(request) or "")
    except (PermissionDenied, ImproperlyConfigured):
        return ""


def hash_of(address: str, key: bytes) -> str:
    """What is counted instead of an address; whoever lacks the key learns nothing from it."""
    return hmac.new(key, _network(address), hashlib.sha256).hexdigest()[:32]


def _network(address: str) -> bytes:
    """Of IPv6 the network, because one household has as many addresses as it likes."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return b"unknown"
    if found.version == 6:
        return ipaddress.ip_network((found, 64), strict=False).network_address.packed
    return found.packed
