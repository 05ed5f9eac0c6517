"""Views of alerts: the form, the link that begins one, the link that ends it."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kb.contact.receiving import receive, ticket_context
from kb.texts.current_language import current_language
from opendata.alerts.forms import AlertForm
from opendata.alerts.services import alert_to_confirm, alert_to_stop, confirm, follow, is_narrow
from opendata.answers import refused, said
from opendata.requests import odd_parameters, whole_list
from search import services as search
from search.request.request import SearchRequest

# In the ticket, where the letters to a city have its code; no code of a city begins so.
ALERT = "-alert"
# In an hour, from everybody together.
MOST_IN_AN_HOUR = 100
LOOKED_BACK = timedelta(days=90)
MOST_LOOKED_AT = 50


@never_cache
@csrf_exempt  # a ticket instead of a cookie: see kb.contact.tickets
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def alert(request: HttpRequest) -> HttpResponse:
    """Ask to be told what changes in a search; one that asks for everything is refused."""
    language = current_language()
    asked = search.parse(request.GET, language)
    if odd := odd_parameters(request.GET, asked):
        return refused(odd)
    asked = whole_list(asked)
    if not is_narrow(asked):
        return said(_("Choose words or filters first: nobody is told of all records by mail."), 400)
    verdict = None
    form = AlertForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        verdict = receive(request, form, ALERT, most=MOST_IN_AN_HOUR)
        if not verdict.status:
            follow(asked, form.cleaned_data["email"], form.cleaned_data["rhythm"])
        if verdict.status in (0, 302):
            return redirect("opendata:alert_sent")
    context = {
        "form": form,
        "words": search.in_words(asked),
        "number": _new_of_late(asked),
        "action": request.get_full_path(),
        **ticket_context(request, ALERT, verdict),
    }
    return render(
        request, "opendata/alerts/ask.html", context, status=verdict.status if verdict else 200
    )


@never_cache
@require_safe
def alert_sent(request: HttpRequest) -> HttpResponse:
    """Look into your mailbox."""
    return render(request, "opendata/alerts/sent.html")


@never_cache
@csrf_exempt  # the link itself is the secret, and readers get no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def alert_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening changes nothing (mail programs open links too); the button does."""
    found = alert_to_confirm(token)
    done = found is not None and request.method == "POST"
    if found is not None and done and not confirm(*found):
        found, done = None, False
    return _answer(request, "confirm", is_known=found is not None, is_done=done)


@never_cache
@csrf_exempt  # mail programs send it by themselves (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def alert_stop(request: HttpRequest, token: str) -> HttpResponse:
    """One click ends it, here or in the mail program; the address is deleted with it."""
    found = alert_to_stop(token)
    done = found is not None and request.method == "POST"
    if found is not None and done:
        found.delete()
    return _answer(request, "stop", is_known=found is not None, is_done=done)


def _answer(request: HttpRequest, name: str, *, is_known: bool, is_done: bool) -> HttpResponse:
    context = {"is_known": is_known, "is_done": is_done}
    response = render(
        request, f"opendata/alerts/{name}.html", context, status=200 if is_known else 404
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _new_of_late(asked: SearchRequest) -> int:
    """How many were new in the last three months: what one would have been told."""
    since = timezone.now() - LOOKED_BACK
    newest = search.newest_records(asked, MOST_LOOKED_AT)
    return sum(1 for one in newest if one.published_at and one.published_at > since)
