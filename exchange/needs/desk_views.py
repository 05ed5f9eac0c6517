"""Views of needs for the people of cities: what is asked, one need, its conversations."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchange.conversations import MessageForm, lines_of
from exchange.models import Need, NeedSide
from exchange.needs import services
from exchange.needs.forms import NeedForm, NoteForm
from exchange.needs.matching import why
from exchange.permissions import (
    can_end_need,
    can_send,
    can_write_note,
    needs_seen_by,
    side_in_need,
)
from exchange.review.desk import SENT, STORED, TAKEN_BACK, Verb, do_verb, moves_of
from kb.accounts.typed_words import keep_words
from kb.accounts.views import city_at_desk, city_context
from kb.models import City
from kb.permissions import can_manage_people, cities_of
from practices.permissions import can_write_for_city

PER_PAGE = 20
State = Need.State


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """What the city has asked, and what other cities ask."""
    own = city_at_desk(request, code)
    others = needs_seen_by(request.user).filter(state=State.OPEN).exclude(city=own.city_id)
    context = {
        **city_context(own),
        "own_needs": own.city.needs.all()[:PER_PAGE],
        "page": Paginator(others, PER_PAGE).get_page(request.GET.get("p")),
        "may_write": can_write_for_city(request.user, own.city),
    }
    return render(request, "exchange/desk/needs.html", context)


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Ask other cities."""
    own = city_at_desk(request, code)
    if not can_write_for_city(request.user, own.city):
        raise Http404
    form = NeedForm(request.POST or None, region=own.country_code)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.ask(own.city, dict(form.cleaned_data), request.user)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Likely cities and the secretariat have been told."))
            return redirect("needs:need", made.pk)
    status = 400 if form.errors else 200
    context = {**city_context(own), "form": form}
    return render(request, "exchange/desk/need_new.html", context, status=status)


def _need(request: HttpRequest, number: int) -> Need:
    """A need that the reader may see; else 404, as if there were none."""
    found: Need = get_object_or_404(needs_seen_by(request.user), pk=number)
    return found


def _helping_cities(request: HttpRequest, need: Need) -> list[City]:
    """The reader's cities that could answer."""
    own = cities_of(request.user).exclude(pk=need.city_id)
    return [city for city in own[:PER_PAGE] if can_write_for_city(request.user, city)]


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: HttpRequest, number: int) -> HttpResponse:
    """What is asked, who answers, and for the city that asks the note on what came of it."""
    found = _need(request, number)
    writes_note = can_write_note(request.user, found)
    form = NoteForm(request.POST or None, need=found)
    if request.method == "POST":
        if not writes_note:
            raise Http404
        if form.is_valid():
            stored = services.store_note(found, request.user, form.cleaned_data)
            sends = request.POST.get("verb") == "send" and can_send(request.user, stored)
            verb = VERBS["send"] if sends else STORED
            return do_verb(request, verb, stored, "needs:need", found.pk)
    is_own = can_write_for_city(request.user, found.city)
    helping = [] if is_own else _helping_cities(request, found)
    context = {
        "need": found,
        "is_own": is_own,
        "told": why(found, found.told.all()) if is_own else [],
        "talks": _talks(found, None if is_own or can_manage_people(request.user) else helping),
        "helping": helping if found.is_open else [],
        "form": form if writes_note else None,
        "may_end": found.is_open and can_end_need(request.user, found),
        **moves_of(request.user, found),
    }
    status = 400 if form.errors else 200
    return render(request, "exchange/desk/need.html", context, status=status)


def _talks(found: Need, cities: list[City] | None) -> list[tuple[City, int]]:
    """The cities that have come forward, all or of these, with how many lines were said."""
    lines = found.messages.all() if cities is None else found.messages.filter(helper__in=cities)
    said = lines.values("helper").annotate(number=Count("pk")).order_by("helper")
    counts = {row["helper"]: row["number"] for row in said}
    helpers = City.objects.filter(pk__in=counts).order_by("names__en", "code")
    return [(city, counts[city.pk]) for city in helpers]


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """The conversation of the city that asks with one that helps."""
    found = _need(request, number)
    helper = get_object_or_404(City.objects.exclude(pk=found.city_id), code=code)
    side = side_in_need(request.user, found, helper)
    lines = found.messages.filter(helper=helper)
    if side is None or (side != NeedSide.HELPING and not lines.exists()):
        raise Http404
    form = MessageForm(request.POST or None, region=helper.country_code)
    if request.method == "POST" and form.is_valid():
        text, language = form.cleaned_data["text"], form.cleaned_data["language"]
        said: Verb = (
            lambda row, by: services.say(row, helper, by, text, language),
            gettext_lazy("Your message has been sent."),
        )
        return do_verb(request, said, found, "needs:talk", found.pk, code)
    names = {
        str(NeedSide.ASKING): found.city.name_in(),
        str(NeedSide.HELPING): helper.name_in(),
    }
    context = {
        "need": found,
        "helper": helper,
        "talk": lines_of(lines, names),
        "talk_address": reverse("needs:talk", args=[found.pk, code]),
        "message_form": form if found.is_open else None,
    }
    status = 400 if form.errors else 200
    return render(request, "exchange/desk/need_talk.html", context, status=status)


VERBS: dict[str, Verb] = {
    "send": (services.send_note, SENT),
    "take-back": (services.take_back, TAKEN_BACK),
    "withdraw": (services.withdraw, gettext_lazy("Readers no longer see the note.")),
    "end": (services.end, gettext_lazy("Other cities are no longer asked.")),
}


@never_cache
@login_required
@require_http_methods(["POST"])
def do(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """End it, or send the note, take it back, take it from its readers."""
    found = _need(request, number)
    if verb not in VERBS:
        raise Http404
    return do_verb(request, VERBS[verb], found, "needs:need", found.pk)
