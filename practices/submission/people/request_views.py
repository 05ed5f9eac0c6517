"""Pages for asking a city to describe something, for declining, and for saying what it knows of others."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kb.accounts.typed_words import keep_words
from kb.accounts.views import city_at_desk
from practices.models import PeerAnswer, RecordRequest
from practices.permissions import can_request_record, can_write_for_city
from practices.submission.desk.forms import AskCityForm, DeclineRequestForm
from practices.submission.people import requests as services
from practices.submission.people.peers import answer_check, open_checks

MOST_SHOWN = 50
MOST_BROUGHT = 200


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_city(request: HttpRequest) -> HttpResponse:
    """Ask a city to describe something; below, what one has asked before and what became of it."""
    if not can_request_record(request.user):
        raise Http404
    wanted = request.GET.get("title", "").replace("\x00", "")[:MOST_BROUGHT]
    form = AskCityForm(request.POST or None, initial={"title": wanted})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.ask(by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("city", refused)
        else:
            city = made.city.name_in(get_language())
            messages.success(request, _("%(city)s has been asked.") % {"city": city})
            return redirect("submission:ask_city")
    asked = RecordRequest.objects.filter(asked_by=request.user.pk).select_related("city")
    rows = [(each, each.city.name_in(get_language())) for each in asked[:MOST_SHOWN]]
    status = 400 if form.errors else 200
    context = {"form": form, "asked": rows}
    return render(request, "practices/submission/ask_city.html", context, status=status)


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline_request(request: HttpRequest, code: str, place: int) -> HttpResponse:
    """A city says in a few words why it does not describe something now."""
    own = city_at_desk(request, code)
    if not can_write_for_city(request.user, own.city):
        raise Http404
    asked = get_object_or_404(services.open_requests(own.city), pk=place)
    form = DeclineRequestForm(request.POST or None, region=own.country_code)
    if request.method == "POST" and form.is_valid():
        if services.decline(asked, form.cleaned_data["words"]):
            messages.success(request, _("You have declined; who asked gets your words."))
        return redirect("submission:city", code)
    context = {"city": own, "asked": asked, "form": form}
    status = 400 if form.errors else 200
    return render(request, "practices/submission/decline_request.html", context, status=status)


@never_cache
@login_required
@require_POST
def answer_peer_check(request: HttpRequest, code: str, place: int) -> HttpResponse:
    """A city says whether the work of another still runs, as far as it knows."""
    own = city_at_desk(request, code)
    if not can_write_for_city(request.user, own.city):
        raise Http404
    check = get_object_or_404(open_checks(own.city), pk=place)
    answer = request.POST.get("answer", "")
    if answer not in PeerAnswer.values[1:]:
        messages.error(request, _("Choose one of the three answers."))
    elif answer_check(check, answer, request.user):
        is_told = answer != PeerAnswer.UNKNOWN
        told = _("Thank you. The page of the record says what you know.")
        messages.success(request, told if is_told else _("Thank you for your answer."))
    return redirect("submission:city", code)
