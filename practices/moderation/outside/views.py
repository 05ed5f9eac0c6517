"""Pages around advice from outside: the editors' buttons, and what the link in the mail opens."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from practices.models import OutsideReview, OutsideReviewState, RecordPage
from practices.moderation import services
from practices.moderation.forms import AdviceForm, AskOutsideForm, ReviewForm
from practices.moderation.outside import advice as outside
from practices.moderation.versions import newest_version
from practices.moderation.views import for_editors, record_in_remit, review_context
from practices.records.files import attachments_of


@for_editors
@require_POST
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Send the link; what is wrong comes back on the page of the review, with what was typed."""
    record = record_in_remit(request, number)
    state = services.review_of(record)
    if state is None:
        messages.warning(request, _("This record does not wait for an answer."))
        return redirect("moderation:queue")
    form = AskOutsideForm(request.POST)
    if form.is_valid():
        try:
            outside.ask(record, request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("email", refused)
        except services.RecordHasChanged:
            form.stand_on(newest_version(record))
            form.add_error(
                None, _("It has changed since you opened this page. Read again, then decide.")
            )
        else:
            messages.success(request, _("The link has been sent."))
            return redirect("moderation:review", number)
    now = record.get_latest_revision_as_object()
    decision = ReviewForm(record=now, checklist=state.checklist)
    context = review_context(request, record, now, decision, form)
    return render(request, "practices/moderation/review.html", context, status=400)


def _asked(record: RecordPage, place: int) -> OutsideReview:
    return get_object_or_404(outside.reviews_asked_of(record), pk=place)


@for_editors
@require_POST
def withdraw(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """The link opens nothing from now on."""
    record = record_in_remit(request, number)
    if outside.withdraw(_asked(record, place), request.user):
        messages.success(request, _("This link no longer works."))
    else:
        messages.warning(request, _("There is an answer already, or it was withdrawn before."))
    return redirect("moderation:review", number)


@for_editors
@require_POST
def forget_name(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """At somebody's wish the advice stays without their name."""
    record = record_in_remit(request, number)
    asked = _asked(record, place)
    if asked.state == OutsideReviewState.WAITING:
        raise Http404
    outside.forget_name(asked)
    messages.success(request, _("The name has been deleted."))
    return redirect("moderation:review", number)


@never_cache
@csrf_exempt  # The authority is in the address, not in a cookie; no other site knows it, and none is set.
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def advise(request: HttpRequest, secret: str) -> HttpResponse:
    """One sent version to read, the checklist to answer once; nothing else of the city, nothing to change.

    A link that is guessed, old, withdrawn or whose version is decided gets the same answer.
    """
    asked = outside.find(secret)
    if asked is None:
        return _gone(request)
    if asked.answered_at is not None:
        context = {"asked": asked, "rows": outside.advice_rows(asked)}
        return _unseen(render(request, "practices/moderation/advice_given.html", context))
    version = outside.record_sent(asked)
    sent = request.POST if request.method == "POST" else None
    form = AdviceForm(sent, region=version.country_code)
    if request.method == "POST" and form.is_valid():
        given = {"checklist": form.checklist(), "words": form.cleaned_data["words"]}
        if not outside.answer(asked, **given) and outside.find(secret) is None:
            return _gone(request)
        return _unseen(redirect("submission:outside_review", secret))
    context = {
        "asked": asked,
        "title": version.title,
        "city_name": version.city.name_in(get_language()) if version.city else "",
        "kind": version.page_type_display_name,
        "record_language": version.locale.language_code,
        "chapters": outside.shown_answers(version),
        "more": len(attachments_of(version)) + len(version.photos.all()),
        "form": form,
    }
    status = 400 if form.errors else 200
    return _unseen(render(request, "practices/moderation/advise.html", context, status=status))


def _gone(request: HttpRequest) -> HttpResponse:
    """The link opens nothing; what somebody was writing when it ended is given back to them."""
    typed = [
        value.strip()
        for name, value in request.POST.items()
        if name.startswith(("note_", "words")) and isinstance(value, str) and value.strip()
    ]
    context = {"typed": typed}
    return _unseen(render(request, "practices/moderation/advice_closed.html", context, status=404))


def _unseen(response: HttpResponse) -> HttpResponse:
    """A page behind a secret address tells nobody that address."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
