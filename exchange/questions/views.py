"""The form by which readers ask a city, and the page behind the link in their mail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from exchange.models import Question
from exchange.questions import services
from exchange.questions.forms import QuestionForm
from exchange.questions.links import QUESTION
from exchange.questions.parts import part_choices, part_heading, public_page
from kb.contact.receiving import receive, ticket_context
from kb.models import CityRole
from kb.site.addresses import language_path
from practices.models import RecordPage

# In tickets; no code of a city begins so.
TICKET = "-question:"
State = Question.State


@never_cache
@csrf_exempt  # a ticket instead of a cookie: see kb.contact.tickets
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask a city about one part of its record; where nobody works for it, the way to write to it is named."""
    page = _page_or_404(key)
    code, parts = f"{TICKET}{key}", part_choices(page)
    is_there = CityRole.objects.filter(city=page.record.city_id, user__is_active=True).exists()
    verdict = None
    if request.method == "POST" and is_there:
        form = QuestionForm(request.POST, parts=parts)
        country = page.record.city.country_code if page.record.city else ""
        verdict = receive(request, form, code, country=country)
        if not verdict.status:
            services.ask(page.record, form.cleaned_data)
        if verdict.status in (0, 302):
            return redirect("questions:sent", key=key)
    else:
        part = request.GET.get("part", "")
        known = part if part in dict(parts) else ""
        form = QuestionForm(parts=parts, initial={"part": known})
    context = {
        **_about(page),
        "form": form,
        "is_there": is_there,
        **ticket_context(request, code, verdict),
    }
    status = verdict.status if verdict else 200
    return render(request, "exchange/questions/ask.html", context, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest, key: UUID) -> HttpResponse:
    """Look into your mailbox."""
    return render(request, "exchange/questions/sent.html", _about(_page_or_404(key)))


@never_cache
@csrf_exempt  # the link itself is the secret, and readers get no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mails. Opening changes nothing (mail programs open links too); the buttons do."""
    found = QUESTION.row_of(token)
    page = public_page(found.record) if found else None
    if found is None or page is None:
        return _marked(render(request, "exchange/questions/gone.html", status=404))
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    if verb == "withdraw":
        services.forget(found)
        return _marked(render(request, "exchange/questions/gone.html", {"is_withdrawn": True}))
    if verb == "confirm":
        services.confirm(found)
        found.refresh_from_db()
    context = {
        **_about(page),
        "question": found,
        "part": part_heading(page, found.part),
        "can_confirm": found.state == State.UNCONFIRMED,
    }
    return _marked(render(request, "exchange/questions/question.html", context))


def _marked(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response


def _page_or_404(key: UUID) -> RecordPage:
    page = public_page(str(key))
    if page is None or page.record.city_id is None:
        raise Http404
    return page


def _about(page: RecordPage) -> dict[str, Any]:
    return {
        "page": page,
        "record_url": language_path(page, get_language()),
        "content_language": page.locale.language_code,
        "city_name": page.record.city.name_in() if page.record.city else "",
    }
