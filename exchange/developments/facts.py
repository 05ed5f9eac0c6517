"""Changing a development's facts: once for all its languages."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from exchange.developments.page_form import TypedFacts
from exchange.models import Development, DevelopmentPage
from kb.site.page_cache import public_pages_changed
from kb.site.shared_facts import typed_changes
from search import services as search


@transaction.atomic
def store_facts(page: DevelopmentPage, typed: Any, by: Any) -> list[str]:
    """Store the facts that somebody typed on a page of it (the form's data); gives those that changed."""
    changes = typed_changes(page, Development.objects.select_for_update(), TypedFacts, typed, by)
    if changes.names:
        changes.typed.save(update_fields=changes.names)
        log(instance=page, action="exchange.facts", user=by, data=changes.log_data)
        public_pages_changed()
        search.mark([changes.stored.pk])
    return changes.names
