"""What every form that readers send has to pass: ticket, guard over persons, work, throttle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.contact import throttling, tickets
from kb.contact.forms import LetterForm
from kb.http.client_address import network_address


@dataclass(frozen=True)
class Verdict:
    """What becomes of a form: it goes on (``status`` 0), is done with (302), or comes back with errors."""

    status: int
    nonce: str = ""
    found: tuple[str, ...] = ()


def receive(
    request: HttpRequest,
    form: LetterForm,
    code: str,
    *,
    country: str = "",
    is_reachable: Callable[[], bool] = lambda: True,
    most: int = throttling.PER_CITY,
) -> Verdict:
    """Examine what was sent for ``code`` (a city, the Alliance); errors stand in the form afterwards.

    ``most``: how many may come for it in an hour, from everybody together.
    """
    throttling.count_attempt()
    ticket = tickets.read_ticket(request.POST.get("ticket", ""), code)
    form.region = country
    form.full_clean()
    if form.is_trapped or (ticket and tickets.is_used(ticket)):
        # A program need not know that it was seen; and a letter that is sent twice has been sent.
        return Verdict(302)
    if ticket is None:
        form.add_error(
            None, _("This page was open for too long. Your text is here; send it again.")
        )
        return Verdict(400)
    found = form.persons_found
    if not form.is_valid():
        return Verdict(400, found=found)
    if throttling.is_under_attack() and not tickets.has_shown_work(
        ticket, request.POST.get("work", "")
    ):
        left = tickets.seconds_left(ticket)
        form.add_error(
            None,
            ngettext(
                "Many letters are coming now. Your text is here: send it in %(seconds)d second.",
                "Many letters are coming now. Your text is here: send it in %(seconds)d seconds.",
                left,
            )
            % {"seconds": left},
        )
        return Verdict(400, found=found)
    if not is_reachable():
        form.add_error(None, _("Nobody can get this letter now. Please try again another day."))
        return Verdict(503, found=found)
    if not throttling.may_send(code, network_address(request), most):
        form.add_error(
            None,
            _(
                "There have been many letters in this hour. Your text is here; send it again in an hour."
            ),
        )
        return Verdict(429, found=found)
    if not tickets.use(ticket):
        return Verdict(302)
    return Verdict(0, nonce=ticket.nonce, found=found)


def ticket_context(request: HttpRequest, code: str, verdict: Verdict | None) -> dict[str, Any]:
    """What the form needs beside its fields: the ticket it was sent with while good, else a new one."""
    signed = request.POST.get("ticket", "")
    if tickets.read_ticket(signed, code) is None:
        signed = tickets.make_ticket(code)
    return {
        "ticket": signed,
        "nonce": tickets.nonce_of(signed),
        "bits": tickets.BITS if throttling.is_under_attack() else 0,
        "wait": int(tickets.PLAIN_WAIT.total_seconds()),
    }
