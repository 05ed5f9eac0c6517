"""Views of transfer plans: begun from a record, written at the city's desk, printed, deleted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchange.models import TransferPlan
from exchange.transfer import services
from exchange.transfer.forms import PlanForm
from exchange.transfer.questions import PARTS
from kb.accounts.typed_words import keep_words
from kb.accounts.views import city_at_desk, city_context
from kb.models import City, CityPage
from kb.permissions import cities_of
from kb.site.addresses import language_path
from practices.permissions import can_write_for_city
from practices.submission.writing.adapting import MOST_CITIES, public_work

PER_PAGE = 20


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """From a public record to a plan of one's city; whoever works for several chooses."""
    origin = public_work(key)
    if origin is None:
        raise Http404
    own = [city for city in cities_of(request.user)[:MOST_CITIES] if _may(request, city)]
    cities = [city for city in own if city.pk != origin.record.city_id]
    if request.method == "POST":
        chosen = request.POST.get("city", "")
        city = next((one for one in cities if one.code == chosen), None)
        if city is None:
            messages.error(request, _("Choose one of your cities."))
        else:
            try:
                plan = services.begin(city, origin, request.user)
            except ValidationError as refused:
                messages.error(request, " ".join(refused.messages))
            else:
                return redirect("transfer_plans:plan", city.code, plan.pk)
    context = {
        "origin": origin,
        "origin_url": language_path(origin, get_language()),
        "cities": cities,
        "parts": PARTS,
    }
    return render(request, "exchange/desk/plan_begin.html", context)


def _may(request: HttpRequest, city: City) -> bool:
    return can_write_for_city(request.user, city)


def _own(request: HttpRequest, code: str) -> CityPage:
    """The city, for those who work for it; for all others it has no plans."""
    own = city_at_desk(request, code)
    if not _may(request, own.city):
        raise Http404
    return own


def _context(own: CityPage, plan: TransferPlan) -> dict[str, Any]:
    origin = public_work(plan.record_id) if plan.record_id else None
    return {
        **city_context(own),
        "plan": plan,
        "origin": origin,
        "origin_url": language_path(origin, get_language()) if origin else "",
    }


@never_cache
@login_required
@require_safe
def plans(request: HttpRequest, code: str) -> HttpResponse:
    """The plans of a city, those changed last first."""
    own = _own(request, code)
    found = Paginator(own.city.transfer_plans.all(), PER_PAGE).get_page(request.GET.get("p"))
    context = {**city_context(own), "plans": found}
    return render(request, "exchange/desk/plans.html", context)


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One plan, to be read and written on."""
    own = _own(request, code)
    found = get_object_or_404(own.city.transfer_plans, pk=number)
    form = PlanForm(request.POST or None, plan=found)
    if request.method == "POST" and form.is_valid():
        version, title = form.cleaned_data["version"], form.cleaned_data["title"]
        if services.store(found, version, title, form.answers(), request.user):
            messages.success(request, _("Stored. Nobody but your city sees it."))
            return redirect("transfer_plans:plan", code, number)
        form.ask_again()
    context = {**_context(own, found), "form": form}
    status = 400 if form.errors else 200
    return render(request, "exchange/desk/plan.html", context, status=status)


@never_cache
@login_required
@require_safe
def print_plan(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The plan on paper: all questions, with room where nothing is written yet."""
    own = _own(request, code)
    found = get_object_or_404(own.city.transfer_plans, pk=number)
    rows = [
        (part, [(words, found.answers.get(name, "")) for name, words in part.questions.items()])
        for part in PARTS
    ]
    return render(request, "exchange/desk/plan_print.html", {**_context(own, found), "rows": rows})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Delete a plan, once somebody has said so."""
    own = _own(request, code)
    found = get_object_or_404(own.city.transfer_plans, pk=number)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The plan is deleted."))
        return redirect("transfer_plans:list", code)
    return render(request, "exchange/desk/plan_delete.html", _context(own, found))
