"""What wagtail-localize's editor shows of the records' own rules."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from practices.models import RecordPage
from practices.moderation.translations.handover import progress_of

register = template.Library()


@register.inclusion_tag("practices/moderation/_handover.html", takes_context=True)
def handover(context: Any, translation: Any, page: Page) -> dict[str, Any]:
    """How far a record's translation is, and the way to the second editor."""
    record = page.specific
    if not isinstance(record, RecordPage):
        return {"progress": None}
    return {
        "progress": progress_of(translation, record, context["request"].user),
        "record": record,
        "csrf_token": context.get("csrf_token"),
    }
