"""The form of a registration, and the page behind the link: confirm, change, withdraw."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from exchange.events.listing import public_event
from exchange.events.reading import title_of_session, titles_of_sessions
from exchange.models import EventPage, Registration
from exchange.registration import mails, services
from exchange.registration.forms import (
    CHOICES_OF_VISITS,
    ChangeForm,
    Offered,
    RegistrationForm,
)
from exchange.registration.links import REGISTRATION
from exchange.registration.visits import visit_seats_left
from kb.cities.naming import names_of_cities
from kb.contact.receiving import Verdict, receive, ticket_context
from kb.permissions import cities_of
from kb.site.addresses import language_path

# So many registrations of one event in an hour are a run on it, more are programs.
MOST_AN_HOUR = 600
# In tickets; no code of a city begins so.
TICKET = "-event:"


@never_cache
@csrf_exempt  # a ticket instead of a cookie: see kb.contact.tickets
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Register for an event; nothing tells whether the address is registered already."""
    page = _event_or_404(slug)
    event, verdict = page.event, None
    code = f"{TICKET}{event.pk}"
    offered = _offered(page)
    if not event.registers:
        return _shown(request, page, status=410 if request.method == "POST" else 200)
    if request.method == "POST":
        form = RegistrationForm(request.POST, event=event, offered=offered)
        verdict = receive(request, form, code, most=MOST_AN_HOUR)
        if not verdict.status:
            services.ask(event, form.cleaned_data)
        if verdict.status in (0, 302):
            return redirect("events:sent", slug=slug)
    else:
        form = RegistrationForm(event=event, offered=offered, initial=_known_of(request))
    return _shown(request, page, form, verdict, **ticket_context(request, code, verdict))


def _shown(
    request: HttpRequest,
    page: EventPage,
    form: RegistrationForm | None = None,
    verdict: Verdict | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    left = services.seats_left(page.event)
    context = {
        **_about(page),
        "form": form,
        "is_full": left == 0,
        "there": names_of_cities(),
        **more,
    }
    status = verdict.status if verdict else status
    return render(request, "exchange/register.html", context, status=status)


def _known_of(request: HttpRequest) -> dict[str, str]:
    """Whoever is signed in need not type who they are."""
    user = request.user
    if not user.is_authenticated:
        return {}
    city = cities_of(user).first()
    return {
        "name": user.get_full_name(),
        "email": user.email,
        "language": user.language,
        "city": city.name_in() if city else "",
    }


def _offered(page: EventPage) -> Offered:
    """The sessions and visits to choose from: key, and day, time and title in words."""
    offered = Offered([], [], {})
    left = visit_seats_left(page.event)
    for item, title, language in titles_of_sessions(page):
        key = str(item.translation_key)
        when = f"{date_format(item.day, 'SHORT_DATE_FORMAT')}, {time_format(item.begins, 'H:i')}"
        if key in left:
            full = "" if left[key] else " ({})".format(_("all seats are taken"))
            offered.visits.append((key, f"{when}: {title}{full}"))
            if language != get_language():
                offered.languages[key] = language
        else:
            offered.sessions.append((key, _marked(when, title, language)))
    return offered


def _marked(when: str, title: str, language: str) -> str:
    """The title of a session, with its language where that is not the page's."""
    # One element: the box and what it is called stand beside each other.
    marked = '<span>{}: <span lang="{}">{}</span></span>'
    return (
        f"{when}: {title}"
        if language == get_language()
        else format_html(marked, when, language, title)
    )


@never_cache
@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Look into your mailbox."""
    return render(request, "exchange/registration_sent.html", _about(_event_or_404(slug)))


@never_cache
@csrf_exempt  # the link itself is the secret, and readers get no cookie
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mails. Opening changes nothing (mail programs open links too); the buttons do."""
    found = REGISTRATION.row_of(token)
    page = mails.page_of(found.event) if found else None
    if found is None or page is None:
        response = render(request, "exchange/registration_gone.html", status=404)
        response["X-Robots-Tag"] = "noindex"
        return response
    offered = _offered(page)
    form = ChangeForm(event=found.event, offered=offered, initial=_stored(found))
    status, is_done = 200, ""
    if request.method == "POST":
        verb = request.POST.get("verb", "")
        if verb == "change" and found.is_active:
            form = ChangeForm(request.POST, event=found.event, offered=offered)
            status = 200 if form.is_valid() else 400
        if status == 200:
            is_done = verb if _do(verb, found, form) else ""
            found = Registration.objects.select_related("event__city").get(pk=found.pk)
    context = {
        **_about(page),
        "registration": found,
        "form": form,
        "is_done": is_done,
        "visit": title_of_session(page, found.visit),
        "can_confirm": found.state == Registration.State.UNCONFIRMED and found.event.registers,
        "can_change": found.is_active and not found.event.is_over,
    }
    response = render(request, "exchange/registration.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _do(verb: str, registration: Registration, form: ChangeForm) -> bool:
    if verb == "confirm":
        return services.confirm_address(registration)
    if verb == "withdraw":
        return services.withdraw(registration)
    if verb == "change" and form.is_bound:
        return services.change(registration, form.cleaned_data)
    return False


def _stored(registration: Registration) -> dict[str, Any]:
    stored = {name: getattr(registration, name) for name in services.CHANGEABLE}
    chosen = dict(zip(CHOICES_OF_VISITS, registration.visits, strict=False))
    return {**stored, **chosen, "needs_consent": bool(registration.needs)}


def _event_or_404(slug: str) -> EventPage:
    page = public_event(slug, get_language() or "")
    if page is None:
        raise Http404
    return page


def _about(page: EventPage) -> dict[str, Any]:
    return {
        "page": page,
        "event": page.event,
        "event_url": language_path(page, get_language()),
        "title_language": page.locale.language_code,
    }
