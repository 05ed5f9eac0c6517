"""The ticket of a form: signed, for one city, of limited life, used once; and the work it may have to show.

Why not Django's CSRF token: it needs a cookie, and readers get none. CSRF protection keeps other sites from
using the authority of a reader's cookie. This form has no such authority: whoever is signed in is treated
like anybody else, so a forged request could do nothing that its maker could not do himself. What is left to
hold off are programs, and that is what the ticket is for: a form has to be fetched before it is sent, for
this city, and each sends one letter.

While many letters come at once, a ticket has to show work as well (``bits`` leading zeros of a SHA-256, which
``static/js/contact.js`` finds in a second or two); without a script it has to be as old as ``PLAIN_WAIT``.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.core.cache import caches
from django.utils import timezone

SALT = "kb.contact.ticket"
LASTS = timedelta(hours=6)
PLAIN_WAIT = timedelta(seconds=60)
BITS = 15
LONGEST_ANSWER = 20


@dataclass(frozen=True)
class Ticket:
    """A ticket that this site made for this city and that has not expired."""

    nonce: str
    age: timedelta


def make_ticket(city_code: str) -> str:
    """A fresh ticket for a form."""
    return signing.dumps([city_code, secrets.token_urlsafe(16), _now()], salt=SALT)


def read_ticket(signed: str, city_code: str) -> Ticket | None:
    """The ticket, or None for one that is forged, of another city or too old."""
    try:
        code, nonce, made = signing.loads(signed[:500], salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    age = timedelta(seconds=_now() - made)
    return Ticket(nonce, age) if code == city_code and age <= LASTS else None


def nonce_of(signed: str) -> str:
    """What the work of a ticket is done on."""
    return str(signing.loads(signed, salt=SALT)[1])


def has_shown_work(ticket: Ticket, answer: str) -> bool:
    """Whether the work is done, or the plain way of waiting has been gone."""
    return ticket.age >= PLAIN_WAIT or _is_solved(ticket.nonce, answer)


def _is_solved(nonce: str, answer: str) -> bool:
    if not answer or len(answer) > LONGEST_ANSWER:
        return False
    digest = hashlib.sha256(f"{nonce}:{answer}".encode(errors="replace")).digest()
    return int.from_bytes(digest, "big") >> (256 - BITS) == 0


def seconds_left(ticket: Ticket) -> int:
    """How long the plain way still takes."""
    return max(0, int((PLAIN_WAIT - ticket.age).total_seconds()) + 1)


def is_used(ticket: Ticket) -> bool:
    """Whether a letter has been sent with it."""
    return caches["counters"].get(_key(ticket)) is not None


def use(ticket: Ticket) -> bool:
    """Use it up; False where somebody did so in the meantime."""
    return bool(caches["counters"].add(_key(ticket), 1, int(LASTS.total_seconds())))


def _key(ticket: Ticket) -> str:
    return f"contact:used:{ticket.nonce}"


def _now() -> int:
    return int(timezone.now().timestamp())
