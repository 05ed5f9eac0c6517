"""The editors' pages about offers of study visits in the admin: what waits, and the answer to one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from exchange.models import VisitOffer
from exchange.offers import services
from exchange.offers.forms import AnswerForm
from exchange.offers.listing import shown_records
from exchange.permissions import can_answer_offer, can_read_offers_office, can_take_down_offer

PER_PAGE = 50
State = VisitOffer.State
# A city's drafts are its own until it sends them.
SHOWN = (State.SENT, State.PUBLIC, State.TAKEN_DOWN)
DECISIONS = ("approve", "changes", "take-down", "allow-again")


@never_cache
@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """Offers by state, those that wait first of all."""
    if not can_read_offers_office(request.user):
        raise PermissionDenied
    asked = request.GET.get("show", State.SENT)
    chosen = asked if asked in SHOWN else State.SENT
    found = VisitOffer.objects.filter(state=chosen).select_related("city").order_by("sent_at", "pk")
    context = {
        "title": _("Offers of study visits"),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("p")),
        "states": [(state.value, state.label) for state in SHOWN],
        "chosen": chosen,
        "query": f"show={chosen}&",
    }
    return render(request, "exchange/admin/offers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, number: int) -> HttpResponse:
    """One offer as its city sent it, and the answer: publish, ask for changes, take down, allow again."""
    if not can_read_offers_office(request.user):
        raise PermissionDenied
    offers = VisitOffer.objects.filter(state__in=SHOWN).select_related("city")
    found = get_object_or_404(offers.prefetch_related("themes"), pk=number)
    may_answer = found.state == State.SENT and can_answer_offer(request.user, found)
    may_take_down = can_take_down_offer(request.user, found)
    decision = request.POST.get("decision", "")
    form = AnswerForm(
        request.POST or None, initial={"version": found.version}, needs_words=decision != "approve"
    )
    if request.method == "POST":
        if decision not in DECISIONS or not (may_answer or may_take_down):
            raise PermissionDenied
        if form.is_valid():
            if _decided(found, request.user, decision, form.cleaned_data):
                messages.success(request, _("The city is told."))
            else:
                messages.warning(request, _("The offer has changed meanwhile. Read it again."))
            return redirect("visits_office:offers")
    context: dict[str, Any] = {
        "title": found.title,
        "offer": found,
        "records": shown_records(found),
        "form": form,
        "may_answer": may_answer,
        "may_take_down": may_take_down,
    }
    status = 400 if form.errors else 200
    return render(request, "exchange/admin/offer.html", context, status=status)


def _decided(found: VisitOffer, by: Any, decision: str, typed: dict[str, Any]) -> bool:
    words = typed["words"]
    if decision == "take-down":
        return services.take_down(found, by, words)
    if decision == "allow-again":
        return services.allow_again(found, by, words)
    approves = decision == "approve"
    return services.answer(found, by, version=typed["version"], approves=approves, words=words)
