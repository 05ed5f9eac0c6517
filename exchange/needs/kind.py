"""Notes on what cities asked each other as a kind of text that an editor reads first."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from exchange.models import Need
from exchange.needs.mails import tell_note_answered
from exchange.review.kinds import Kind
from kb.site.page_cache import public_pages_changed

NOTES = Kind(
    model=Need,
    title=_("Notes on what cities asked each other"),
    address="exchange_office:note",
    template="exchange/admin/_note.html",
    tell_answered=tell_note_answered,
    readers_changed=lambda need: public_pages_changed(),
    context=lambda need: {"need": need},
)
