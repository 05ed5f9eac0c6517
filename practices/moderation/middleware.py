"""What an editor typed is not lost when the session has ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from kb.accounts.typed_words import words_come_back
from kb.http.middleware import GetResponse


class KeepWordsOfEditors:
    """A form of the editors' pages that comes from nobody is given back, to be sent once more.

    Wagtail's guard around the admin would lead to the sign-in and forget the form, and no view inside it is
    asked before.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """After the forms' tokens were looked at: what comes back is the sender's own."""
        at = request.resolver_match
        typed = request.method == "POST" and at is not None and "moderation" in at.namespaces
        return words_come_back(request) if typed and not request.user.is_authenticated else None
