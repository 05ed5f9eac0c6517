"""The start page for cities, and the form that asks for an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kb.cities.naming import names_of_cities
from kb.contact.receiving import receive, ticket_context
from kb.joining import services
from kb.joining.forms import AccountForm

# In the ticket, where the letters to a city have its code; no code of a city begins so.
ACCOUNT = "-account"


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """What is asked of a city, how long it takes, what happens then, and the ways to begin."""
    return render(request, "kb/joining/join.html")


@never_cache
@csrf_exempt  # a ticket instead of a cookie: see kb.contact.tickets
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for an account for one's city; nothing tells whether the address has one already."""
    verdict = None
    form = AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        verdict = receive(request, form, ACCOUNT, country=request.POST.get("country", "")[:2])
        if not verdict.status:
            services.ask_for_account(form.cleaned_data)
        if verdict.status in (0, 302):
            return redirect("joining:sent")
    context = {
        "form": form,
        "there": names_of_cities(),
        **ticket_context(request, ACCOUNT, verdict),
    }
    status = verdict.status if verdict else 200
    return render(request, "kb/joining/ask.html", context, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Look into your mailbox."""
    return render(request, "kb/joining/sent.html")


@never_cache
@csrf_exempt  # the link itself is the secret, and readers get no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail. Opening changes nothing (mail programs open links too); the button does."""
    found = services.request_of(token)
    if found is not None and request.method == "POST":
        services.confirm(found)
        found.refresh_from_db()
    response = render(
        request,
        "kb/joining/confirm.html",
        {"asked": found, "is_waiting": found is not None and found.state == "unconfirmed"},
        status=200 if found else 404,
    )
    response["X-Robots-Tag"] = "noindex"
    return response
