"""Views of a city's desk: its offers of study visits, writing and sending them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchange.models import StudyVisit, VisitOffer
from exchange.offers import services
from exchange.offers.forms import OfferForm
from exchange.permissions import can_edit_offer, can_send
from exchange.review.desk import SENT, STORED, TAKEN_BACK, Verb, do_verb, moves_of
from kb.accounts.typed_words import keep_words
from kb.accounts.views import city_at_desk, city_context
from kb.models import CityPage
from practices.permissions import can_write_for_city

State = VisitOffer.State
VISITS_PER_PAGE = 20
# What a city does with an offer: the verb, its success in words, what is asked before.
VERBS: dict[str, Verb] = {
    "send": (services.send, SENT),
    "take-back": (services.take_back, TAKEN_BACK),
    "withdraw": (services.withdraw, gettext_lazy("Readers no longer see the offer.")),
    "delete": (services.delete, gettext_lazy("The offer is deleted.")),
}
# Those that cannot be undone by another click ask first.
ASKED_FIRST = ("withdraw", "delete")


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """What the city offers, in every state, and its visits: those asked of it and those it asked for."""
    own = city_at_desk(request, code)
    visits = StudyVisit.objects.filter(Q(host=own.city_id) | Q(visitor=own.city_id))
    found = visits.select_related("host", "visitor")
    context = {
        **city_context(own),
        "offers": own.city.visit_offers.order_by("-changed_at", "-pk"),
        "visits": Paginator(found, VISITS_PER_PAGE).get_page(request.GET.get("p")),
        "may_write": can_write_for_city(request.user, own.city),
    }
    return render(request, "exchange/desk/visits.html", context)


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new offer."""
    own = city_at_desk(request, code)
    if not can_write_for_city(request.user, own.city):
        raise Http404
    form = OfferForm(request.POST or None, city=own.city, initial={"language": get_language()})
    return _written(request, own, None, form)


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One offer: how it stands, what the editors said, and the form where the city may change it."""
    own = city_at_desk(request, code)
    found = get_object_or_404(own.city.visit_offers, pk=number)
    if not can_edit_offer(request.user, found):
        if request.method == "POST":
            raise Http404
        return _shown(request, own, found, None, 200)
    form = OfferForm(request.POST or None, instance=found, city=own.city)
    return _written(request, own, found, form)


def _written(
    request: HttpRequest, own: CityPage, found: VisitOffer | None, form: OfferForm
) -> HttpResponse:
    """Store what was typed and, where that was the button, send it."""
    if request.method == "POST" and form.is_valid():
        try:
            stored = services.store(own.city, found, form.values(), request.user)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            if request.POST.get("verb") == "send" and can_send(request.user, stored):
                services.send(stored, request.user)
                messages.success(request, str(VERBS["send"][1]))
            else:
                messages.success(request, str(STORED[1]))
            return redirect("visit_offers:desk", own.code)
    return _shown(request, own, found, form, 400 if form.errors else 200)


def _shown(
    request: HttpRequest,
    own: CityPage,
    found: VisitOffer | None,
    form: OfferForm | None,
    status: int,
) -> HttpResponse:
    # A form puts what was typed into its row, stored or not.
    stored = VisitOffer.objects.prefetch_related("themes").get(pk=found.pk) if found else None
    offer = stored or VisitOffer(city=own.city)
    context = {
        **city_context(own),
        "offer": stored,
        "form": form,
        **moves_of(request.user, offer),
        "may_delete": stored is not None and form is not None and offer.state != State.PUBLIC,
    }
    return render(request, "exchange/desk/offer.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, code: str, number: int, verb: str) -> HttpResponse:
    """Send, take back, withdraw or delete; the last two are asked about first."""
    own = city_at_desk(request, code)
    found = get_object_or_404(own.city.visit_offers, pk=number)
    if verb not in VERBS or (request.method != "POST" and verb not in ASKED_FIRST):
        raise Http404
    if request.method != "POST":
        context = {**city_context(own), "offer": found, "verb": verb}
        return render(request, "exchange/desk/offer_asked.html", context)
    return do_verb(request, VERBS[verb], found, "visit_offers:desk", code)
