"""Views of a city's desk: what it was asked, and its answers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchange.models import Question
from exchange.permissions import can_reply, can_send
from exchange.questions import services
from exchange.questions.forms import ReplyForm
from exchange.questions.parts import part_heading, public_page
from exchange.review.desk import SENT, STORED, TAKEN_BACK, Verb, do_verb, moves_of
from kb.accounts.typed_words import keep_words
from kb.accounts.views import city_at_desk, city_context
from kb.models import CityPage

State = Question.State
PER_PAGE = 20
# What a city sees: nothing before an editor has let it through.
SEEN = (
    State.OPEN,
    State.CHANGES,
    State.SENT,
    State.PUBLIC,
    State.WITHDRAWN,
    State.TAKEN_DOWN,
    State.UNANSWERED,
)
VERBS: dict[str, Verb] = {
    "send": (services.send, SENT),
    "take-back": (services.take_back, TAKEN_BACK),
    "withdraw": (
        services.withdraw,
        gettext_lazy("Readers no longer see the question and the answer."),
    ),
    "leave": (services.leave, gettext_lazy("Whoever asked is told that there is no answer.")),
}


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """What the city was asked: those that wait for it first."""
    own = city_at_desk(request, code)
    asked = Question.objects.filter(record__city=own.city_id, state__in=SEEN)
    waiting = asked.filter(state__in=(State.OPEN, State.CHANGES))
    found = Paginator(asked.order_by("-changed_at", "-pk"), PER_PAGE)
    context = {
        **city_context(own),
        "waiting": waiting.count(),
        "page": found.get_page(request.GET.get("p")),
    }
    return render(request, "exchange/desk/questions.html", context)


def _question(own: CityPage, number: int) -> Question:
    asked = Question.objects.filter(record__city=own.city_id, state__in=SEEN)
    found: Question = get_object_or_404(asked.select_related("record__city"), pk=number)
    return found


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One question: how it stands, what the editors said, and the box for the answer."""
    own = city_at_desk(request, code)
    found = _question(own, number)
    may_reply = can_reply(request.user, found)
    if request.method == "POST" and not may_reply:
        raise Http404
    known = {
        "reply": found.reply,
        "reply_language": found.reply_language or get_language(),
    }
    form = ReplyForm(request.POST or None, initial=known, region=own.country_code)
    if request.method == "POST" and form.is_valid():
        stored = services.store(found, request.user, form.cleaned_data)
        if request.POST.get("verb") == "send" and can_send(request.user, stored):
            return do_verb(request, VERBS["send"], stored, "questions:desk", code)
        return do_verb(request, STORED, stored, "questions:desk", code)
    moves = moves_of(request.user, found)
    page = public_page(found.record)
    context = {
        **city_context(own),
        "question": found,
        "record_page": page,
        "part": part_heading(page, found.part) if page else "",
        "form": form if may_reply else None,
        **moves,
        "may_leave": moves["may_send"] and found.state in (State.OPEN, State.CHANGES),
    }
    status = 400 if form.errors else 200
    return render(request, "exchange/desk/question.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["POST"])
def do(request: HttpRequest, code: str, number: int, verb: str) -> HttpResponse:
    """Send, take back, withdraw, or leave it without an answer."""
    own = city_at_desk(request, code)
    found = _question(own, number)
    if verb not in VERBS:
        raise Http404
    return do_verb(request, VERBS[verb], found, "questions:desk", code)
