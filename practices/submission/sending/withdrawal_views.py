"""A city takes its own published record from its readers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kb.accounts.typed_words import keep_words
from practices.permissions import can_withdraw_record, works_on_record
from practices.records import withdrawal
from practices.records.forms import ReasonForm
from practices.submission.desk.views import desk_context, record_at_desk
from practices.submission.writing.drafts import newest


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask for the reason, then nobody reads it any longer; the editors get a mail."""
    own, found = record_at_desk(request, code, number)
    if not works_on_record(request.user, found):
        raise Http404
    if not can_withdraw_record(request.user, found):
        # A second press, or somebody else was quicker; or the coordinator does that here.
        return redirect("submission:record", code, number)
    form = ReasonForm(request.POST or None, country=own.country_code)
    if request.method == "POST" and form.is_valid():
        withdrawal.withdraw(found, request.user, form.cleaned_data["reason"])
        messages.success(
            request, _("Withdrawn. Nobody can read it any longer; its address says why.")
        )
        return redirect("submission:record", code, number)
    context = {
        **desk_context(own, found, newest(found)),
        "question": _("Withdraw this record?"),
        "explanation": _(
            "Nobody can read it from this moment on: in no language, not in search, in lists or by its "
            "address. Its pictures and files go with it. The address stays and shows your reason. The "
            "editors get a mail. Your texts stay with you: you can change them and send them again at any "
            "time."
        ),
        "yes": _("Withdraw it"),
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "practices/submission/ask_first.html", context, status=status)
