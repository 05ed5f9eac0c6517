"""The editors' page in the admin about the translations of a question and its answer."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from exchange.models import Question
from exchange.permissions import can_moderate
from exchange.questions.forms import TranslationsForm
from exchange.questions.kind import QUESTIONS
from exchange.questions.services import translate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def translations(request: HttpRequest, number: int) -> HttpResponse:
    """Question and answer in other languages; readers see them as soon as both are public."""
    texts = Question.objects.filter(state__in=(Question.State.SENT, Question.State.PUBLIC))
    found = get_object_or_404(texts.select_related("record__city"), pk=number)
    if not can_moderate(request.user, found):
        raise PermissionDenied
    form = TranslationsForm(request.POST or None, question=found)
    if request.method == "POST" and form.is_valid():
        translate(found, request.user, form.texts())
        messages.success(request, _("The translations are saved."))
        return redirect(QUESTIONS.address, found.pk)
    context = {
        "title": _("Translations of question and answer"),
        "kind": QUESTIONS,
        "question": found,
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "exchange/admin/translations.html", context, status=status)
