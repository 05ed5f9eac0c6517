"""Notes on what cities asked each other as a kind of text that an editor reads first."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from exchange.models import Need
from exchange.models.needs import LONGEST_NOTE, LONGEST_TITLE
from exchange.needs.mails import tell_note_answered
from exchange.review.kinds import Kind, Piece
from kb.site.page_cache import public_pages_changed

NOTES = Kind(
    model=Need,
    title=_("Notes on what cities asked each other"),
    address="exchange_office:note",
    template="exchange/admin/_note.html",
    tell_answered=tell_note_answered,
    readers_changed=lambda need: public_pages_changed(),
    context=lambda need: {"need": need, "translations": need.translations.all()},
    pieces=lambda need: (
        Piece("title", _("Title"), need.language, LONGEST_TITLE * 2),
        Piece("note", _("What came of it"), need.language, LONGEST_NOTE * 2),
    ),
)
