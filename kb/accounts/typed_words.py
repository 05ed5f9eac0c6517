"""What somebody typed comes back where the session has ended, to be saved once more."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import FileField, Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

AUTOSAVE = "X-Autosave"
View = Callable[..., HttpResponse]


def keep_words(view: View) -> View:
    """What somebody typed is not lost when the session has ended: it comes back, to be saved once more."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return words_come_back(request)
        return view(request, *args, **kwargs)

    return kept


def words_come_back(request: HttpRequest) -> HttpResponse:
    """Show what was posted, with a fresh form around it; a file has to be chosen again."""
    if AUTOSAVE in request.headers:
        return JsonResponse({"signed_out": True}, status=403)
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    return render(
        request,
        "kb/accounts/words_come_back.html",
        {"typed": typed, "files": bool(request.FILES), "address": request.get_full_path()},
        status=403,
    )


def say_choose_again(form: Form) -> None:
    """A browser lets go of a chosen file when a form comes back: say so, where the file itself was right."""
    for name, field in form.fields.items():
        chosen = form.files.get(form.add_prefix(name))
        if isinstance(field, FileField) and chosen is not None:
            form.add_error(
                name,
                _(
                    "“%(file)s” was not kept, because something else has to be put right. Choose it again."
                )
                % {"file": chosen.name}
                if name not in form.errors
                else _("Choose a file again."),
            )
