"""The forms by which readers write to a city and to the Alliance."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kb.contact.alliance import Reason, own_path, send_to_alliance
from kb.contact.forms import AllianceForm, LetterForm
from kb.contact.receiving import Verdict, receive, ticket_context
from kb.contact.services import public_city, recipients_for, send_letter
from kb.models import CityPage
from kb.site.addresses import language_path

# In the ticket, where the letters to a city have its code; no code of a city begins so.
ALLIANCE = "-alliance"


@never_cache
@csrf_exempt  # a ticket instead of a cookie: see kb.contact.tickets
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write_to_city(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to a city. Whatever is wrong with a letter, what was typed comes back with it."""
    city = _city_or_404(slug)
    if request.method != "POST":
        return _page(request, city, LetterForm())
    form = LetterForm(request.POST)
    recipients = recipients_for(city)
    verdict = receive(
        request,
        form,
        city.code,
        country=city.country_code,
        is_reachable=lambda: bool(recipients.people),
    )
    if verdict.status not in (0, 302):
        return _page(request, city, form, verdict)
    if not verdict.status:
        send_letter(city, recipients, form.cleaned_data, number=verdict.nonce)
    return redirect("contact:sent", slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The letter is on its way."""
    city = _city_or_404(slug)
    return render(request, "kb/contact/sent.html", _about(city))


@never_cache
@csrf_exempt  # a ticket instead of a cookie: see kb.contact.tickets
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write_to_alliance(request: HttpRequest) -> HttpResponse:
    """Ask the Alliance, or tell it of an error, personal data, a barrier; ``about`` is an own page."""
    verdict = None
    if request.method == "POST":
        form = AllianceForm(request.POST)
        verdict = receive(request, form, ALLIANCE)
        if not verdict.status:
            send_to_alliance(form.cleaned_data, number=verdict.nonce)
        if verdict.status in (0, 302):
            return redirect("contact:alliance_sent")
    else:
        reason = request.GET.get("reason", "")
        form = AllianceForm(
            initial={
                "about": own_path(request.GET.get("about", "")),
                "reason": reason if reason in Reason.values else "",
            }
        )
    context = {"form": form, **ticket_context(request, ALLIANCE, verdict)}
    status = verdict.status if verdict else 200
    return render(request, "kb/contact/alliance.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD"])
def alliance_sent(request: HttpRequest) -> HttpResponse:
    """The message to the Alliance is on its way."""
    return render(request, "kb/contact/alliance_sent.html")


def _city_or_404(slug: str) -> CityPage:
    city = public_city(slug, get_language() or "")
    if city is None:
        raise Http404
    return city


def _page(
    request: HttpRequest, city: CityPage, form: LetterForm, verdict: Verdict | None = None
) -> HttpResponse:
    context = {**_about(city), "form": form, **ticket_context(request, city.code, verdict)}
    status = verdict.status if verdict else 200
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
