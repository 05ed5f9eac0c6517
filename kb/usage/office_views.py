"""Admin report: searches that found nothing, and what is made of them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kb.lexicon.office_views import for_whoever_may
from kb.models import Concept, Word
from kb.usage import report
from kb.usage.forms import KnownAsForm

MOST_SHOWN = 200


@for_whoever_may("add", "change")
@require_safe
def fruitless(request: HttpRequest) -> HttpResponse:
    """The words that found nothing, those that most visitors typed first."""
    context = {
        "title": _("Searches that found nothing"),
        "rows": report.sought(MOST_SHOWN),
        "languages": dict(settings.LANGUAGES),
    }
    return render(request, "kb/admin/usage/fruitless.html", context)


@for_whoever_may("add", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def fruitless_words(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what it could be called, whom one could ask, or away with it."""
    one = report.sought_once(pk)
    if one is None:
        raise Http404("These words were put away.")
    form = KnownAsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "away" in request.POST:
        report.put_away(one)
        messages.success(request, _("Put away: “%(words)s”.") % {"words": one.words})
        return redirect("words:fruitless")
    if request.method == "POST" and form.is_valid():
        thing: Word | Concept = form.cleaned_data["word"] or form.cleaned_data["concept"]
        try:
            report.known_as(one, thing)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(
                request,
                _("“%(words)s” now finds what “%(thing)s” finds.")
                % {"words": one.words, "thing": str(thing)},
            )
            return redirect("words:fruitless")
    context = {
        "title": _("Searches that found nothing"),
        "one": one,
        "language": dict(settings.LANGUAGES).get(one.language, one.language),
        "found": report.found_today(one),
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "kb/admin/usage/fruitless_words.html", context, status=status)
