"""Handing over a translation, and taking it back: two buttons above wagtail-localize's editor."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from practices.moderation.translations import handover
from practices.moderation.translations.state import translation_into
from practices.moderation.views import for_editors, record_in_remit


@for_editors
@require_POST
def hand_over(request: HttpRequest, number: int) -> HttpResponse:
    """A second editor is to read and publish it."""
    record = record_in_remit(request, number)
    translation = translation_into(record)
    if translation is None:
        raise Http404
    try:
        handover.hand_over(translation, record, request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(
            request, _("Handed over. It stands in the queue of the other editors, who got a mail.")
        )
    return redirect("wagtailadmin_pages:edit", record.pk)


@for_editors
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """It is not finished after all."""
    record = record_in_remit(request, number)
    handover.take_back(record, request.user)
    messages.success(request, _("Taken from the queue. It can be handed over again at any time."))
    return redirect("wagtailadmin_pages:edit", record.pk)
