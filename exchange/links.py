"""Signed links in mails to people without an account: whoever has one may act on one row, no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kb.site.addresses import absolute

# An address that is not confirmed within this time was none.
CONFIRM_WITHIN = timedelta(days=3)
LONGEST = 1000
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class MailLink(Generic[Row]):
    """The links to rows of one model with an ``email``; ``address`` names the page that they open."""

    model: type[Row]
    salt: str
    address: str
    related: tuple[str, ...] = ()

    def token_of(self, row: Any) -> str:
        """What the link carries: number and a mark of the address, so that it ends with the row.

        The address itself stands in no link: links stand in the logs of servers.
        """
        return signing.dumps([row.pk, self._mark(row)], salt=self.salt)

    def _mark(self, row: Any) -> str:
        return salted_hmac(self.salt, row.email).hexdigest()

    def row_of(self, token: str) -> Row | None:
        """The row that a link belongs to; None for a link that nobody was sent, or that has ended."""
        try:
            number, mark = signing.loads(token[:LONGEST], salt=self.salt)
        except (signing.BadSignature, TypeError, ValueError):
            return None
        rows = self.model._default_manager.filter(pk=number).exclude(email="")
        found = rows.select_related(*self.related).first()
        return found if found and constant_time_compare(mark, self._mark(found)) else None

    def link_of(self, row: Any) -> str:
        """The full address, in the active language."""
        return absolute(reverse(self.address, args=[self.token_of(row)]))
