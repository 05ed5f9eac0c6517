"""How mails come, and the link that stops them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kb.mail import services
from kb.mail.forms import MailPreferencesForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Language and rhythm of one's mails."""
    form = MailPreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("mail:preferences")
    return render(
        request, "kb/mail/preferences.html", {"form": form}, status=400 if form.errors else 200
    )


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link at the end of a mail. It asks first, because mail programs open links by themselves.

    Mail programs also stop mails with a POST of their own (RFC 8058), which carries no token of a form.
    """
    user = services.user_of_stop_token(token)
    stopped = False
    if user is not None and request.method == "POST":
        services.stop(user)
        stopped = True
    return render(
        request,
        "kb/mail/stop.html",
        {"known": user is not None, "stopped": stopped},
        status=200 if user is not None else 404,
    )
