"""Views of study visits for the two cities and the secretariat: asking, talking, days, the calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchange.calendars import calendar_file
from exchange.conversations import MessageForm, lines_of
from exchange.models import Side, StudyVisit
from exchange.offers.listing import public_offers
from exchange.permissions import can_arrange_visit, sides_of_visit, visits_seen_by
from exchange.visits import services
from exchange.visits.calendar import calendar_of_visit
from exchange.visits.forms import AskForm, DaysOfVisitForm, TakenHomeForm
from kb.accounts.typed_words import keep_words
from kb.contact.persons import PersonsForm
from kb.permissions import cities_of
from practices.permissions import can_write_for_city, records_seen_at_desk

MOST_CITIES = 50
State = StudyVisit.State


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """A city asks for an offered visit; whoever works for no other city is told so."""
    offer = get_object_or_404(public_offers().prefetch_related("themes"), pk=number)
    own = cities_of(request.user).exclude(pk=offer.city_id)[:MOST_CITIES]
    cities = [city for city in own if can_write_for_city(request.user, city)]
    form = AskForm(request.POST or None, offer=offer, cities=cities)
    if request.method == "POST" and form.is_valid():
        try:
            values = {**form.values(), "language": get_language()}
            made = services.ask(offer, form.visiting_city(), values, request.user)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The host has been asked; its answer comes by mail."))
            return redirect("visits:visit", made.pk)
    context = {"offer": offer, "city_name": offer.city.name_in(), "cities": cities, "form": form}
    status = 400 if form.errors else 200
    return render(request, "exchange/desk/ask.html", context, status=status)


def _visit(request: HttpRequest, key: UUID) -> StudyVisit:
    """A visit of the reader's cities; else 404, as if there were none."""
    found: StudyVisit = get_object_or_404(visits_seen_by(request.user), pk=key)
    return found


@never_cache
@login_required
@require_safe
def visit(request: HttpRequest, key: UUID) -> HttpResponse:
    """How a visit stands, what the two say to each other, and what is to be done next."""
    return _shown(request, _visit(request, key))


def _shown(
    request: HttpRequest, found: StudyVisit, wrong: dict[str, PersonsForm] | None = None
) -> HttpResponse:
    sides = sides_of_visit(request.user, found)
    arranges = can_arrange_visit(request.user, found)
    own = {Side.HOST: found.host, Side.VISITOR: found.visitor}
    names = {str(side): city.name_in() for side, city in own.items()}
    forms: dict[str, Any] = {
        "message_form": MessageForm(),
        "days_form": DaysOfVisitForm(visit=found) if arranges and found.is_open else None,
        "home_form": _home_form(found)
        if found.state == State.DONE and Side.VISITOR in sides
        else None,
        **(wrong or {}),
    }
    report = found.report
    context = {
        **forms,
        "visit": found,
        **names,
        "themes": [one.label() for one in found.themes.all()],
        "talk": lines_of(found.messages.all(), names),
        "talk_address": reverse("visits:do", args=[found.pk, "message"]),
        "arranges": arranges,
        "may_agree": arranges
        and found.state == State.ASKED
        and found.has_days
        and bool(set(sides) - {found.proposed_by}),
        "may_finish": arranges and found.state == State.AGREED and found.is_over,
        "overlaps": [
            other
            for side in sides
            if side in own
            for other in services.overlapping(own[side], found)
        ],
        "report": report
        if report and records_seen_at_desk(request.user).filter(pk=report.pk).exists()
        else None,
        "wrong": next(iter((wrong or {}).values()), None),
        "desks": [own[side].code for side in sides if side in own],
    }
    return render(request, "exchange/desk/visit.html", context, status=400 if wrong else 200)


def _home_form(found: StudyVisit) -> TakenHomeForm:
    told = {"text": found.taken_home, "language": found.taken_home_language or get_language()}
    return TakenHomeForm(initial=told)


@never_cache
@login_required
@require_safe
def calendar(request: HttpRequest, key: UUID) -> HttpResponse:
    """The visit as a file that calendar programs read, for the two cities; not before days are agreed."""
    found = _visit(request, key)
    if found.state == State.ASKED or not found.has_days:
        raise Http404
    return calendar_file(calendar_of_visit(found), "study-visit")


def _say(request: HttpRequest, found: StudyVisit) -> HttpResponse:
    form = MessageForm(request.POST, region=found.host.country_code)
    if not form.is_valid():
        return _shown(request, found, {"message_form": form})
    typed = form.cleaned_data
    done = services.say(found, request.user, typed["text"], typed["language"])
    return _told(request, found, done, _("Your message has been sent."))


def _propose(request: HttpRequest, found: StudyVisit) -> HttpResponse:
    form = DaysOfVisitForm(request.POST, visit=found, region=found.host.country_code)
    if not form.is_valid():
        return _shown(request, found, {"days_form": form})
    typed = form.cleaned_data
    names = ("starts_on", "ends_on", "programme", "language")
    done = services.propose(found, request.user, *(typed[name] for name in names))
    return _told(request, found, done, _("The other city is asked to agree to these days."))


def _agree(request: HttpRequest, found: StudyVisit) -> HttpResponse:
    typed = request.POST.get("sequence", "")
    sequence = int(typed) if typed.isdecimal() and len(typed) < 10 else -1
    done = services.agree(found, request.user, sequence)
    return _told(request, found, done, _("The days are agreed; both cities get the calendar file."))


def _cancel(request: HttpRequest, found: StudyVisit) -> HttpResponse:
    done = services.cancel(found, request.user)
    return _told(request, found, done, _("The visit is cancelled; the other city is told."))


def _finish(request: HttpRequest, found: StudyVisit) -> HttpResponse:
    done = services.took_place(found, request.user, get_language() or "en")
    return _told(request, found, done, _("The report is begun with both cities filled in."))


def _taken_home(request: HttpRequest, found: StudyVisit) -> HttpResponse:
    form = TakenHomeForm(request.POST, region=found.visitor.country_code)
    if not form.is_valid():
        return _shown(request, found, {"home_form": form})
    typed = form.cleaned_data
    done = services.tell_taken_home(found, request.user, typed["text"], typed["language"])
    return _told(request, found, done, _("Thank you. The host can read it."))


def _told(request: HttpRequest, found: StudyVisit, done: bool, words: str) -> HttpResponse:
    if done:
        messages.success(request, words)
    else:
        messages.warning(request, _("The visit stands otherwise by now. Nothing was changed."))
    return redirect("visits:visit", found.pk)


VERBS: dict[str, Callable[[HttpRequest, StudyVisit], HttpResponse]] = {
    "message": _say,
    "propose": _propose,
    "agree": _agree,
    "cancel": _cancel,
    "took-place": _finish,
    "taken-home": _taken_home,
}


def _ask_before_cancelling(request: HttpRequest, found: StudyVisit) -> HttpResponse:
    if not can_arrange_visit(request.user, found) or not found.is_open:
        raise Http404
    names = {"visitor": found.visitor.name_in(), "host": found.host.name_in()}
    return render(request, "exchange/desk/visit_cancel.html", {"visit": found, **names})


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, key: UUID, verb: str) -> HttpResponse:
    """One verb of a visit; cancelling is asked about first."""
    found = _visit(request, key)
    if verb not in VERBS:
        raise Http404
    if request.method != "POST":
        if verb != "cancel":
            raise Http404
        return _ask_before_cancelling(request, found)
    try:
        return VERBS[verb](request, found)
    except PermissionDenied as refused:
        raise Http404 from refused
