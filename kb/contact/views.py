"""The form by which readers write to a city."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kb.addresses import language_path
from kb.contact import throttling, tickets
from kb.contact.forms import LetterForm
from kb.contact.services import persons_in, public_city, recipients_for, send_letter
from kb.models import CityPage
from kb.visitors import network_address


@never_cache
@csrf_exempt  # a ticket instead of a cookie: see kb.contact.tickets
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write_to_city(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to a city. Whatever is wrong with a letter, what was typed comes back with it."""
    city = _city_or_404(slug)
    if request.method != "POST":
        return _page(request, city, LetterForm())
    throttling.count_attempt()
    form = LetterForm(request.POST)
    ticket = tickets.read_ticket(request.POST.get("ticket", ""), city.code)
    form.full_clean()
    if form.is_trapped or (ticket and tickets.is_used(ticket)):
        # A program need not know that it was seen; and a letter that is sent twice has been sent.
        return redirect("contact:sent", slug=slug)
    if ticket is None:
        form.add_error(
            None, _("This page was open for too long. Your text is here; send it again.")
        )
        return _page(request, city, form, status=400)
    found = persons_in(form.texts, city.country_code) if form.is_valid() else []
    if found and not form.cleaned_data["checked"]:
        form.add_error(
            "words",
            _("This could lead to a person: %(words)s. Take it out, or say below that it does not.")
            % {"words": "; ".join(found)},
        )
    if not form.is_valid():
        return _page(request, city, form, found=found, status=400)
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
        return _page(request, city, form, found=found, status=400)
    recipients = recipients_for(city)
    if not recipients.people:
        form.add_error(None, _("Nobody can get this letter now. Please try again another day."))
        return _page(request, city, form, found=found, status=503)
    if not throttling.may_send(city.code, network_address(request)):
        form.add_error(
            None,
            _(
                "There have been many letters in this hour. Your text is here; send it again in an hour."
            ),
        )
        return _page(request, city, form, found=found, status=429)
    if tickets.use(ticket):
        send_letter(city, recipients, form.cleaned_data, number=ticket.nonce)
    return redirect("contact:sent", slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The letter is on its way."""
    city = _city_or_404(slug)
    return render(request, "kb/contact/sent.html", _about(city))


def _city_or_404(slug: str) -> CityPage:
    city = public_city(slug, get_language() or "")
    if city is None:
        raise Http404
    return city


def _page(
    request: HttpRequest,
    city: CityPage,
    form: LetterForm,
    *,
    found: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form, with its ticket: the one it was sent with while that is good, else a new one."""
    signed = request.POST.get("ticket", "")
    if tickets.read_ticket(signed, city.code) is None:
        signed = tickets.make_ticket(city.code)
    context = {
        **_about(city),
        "form": form,
        "ask_again": bool(found),
        "ticket": signed,
        "nonce": tickets.nonce_of(signed),
        "bits": tickets.BITS if throttling.is_under_attack() else 0,
        "wait": int(tickets.PLAIN_WAIT.total_seconds()),
    }
    return render(request, "kb/contact/write.html", context, status=status)


def _about(city: CityPage) -> dict[str, Any]:
    language = get_language() or city.locale.language_code
    recipients = recipients_for(city)
    return {
        "city_name": city.name_in(language),
        "city_url": language_path(city, language),
        "goes_to_city": recipients.is_city,
        "somebody_gets_it": bool(recipients.people),
    }
