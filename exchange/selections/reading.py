"""What the pages of selections show, and which selections the home page names."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from exchange.models import SelectionIndexPage, SelectionPage
from kb.models.visibility import public
from kb.site.addresses import language_path
from kb.site.page_views import register_page_context
from kb.texts.current_language import current_language
from search import services as search

ON_HOME = 4
MOST_LISTED = 60


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_page_context(SelectionIndexPage, list_context)
    register_page_context(SelectionPage, selection_context)


def selection_context(page: SelectionPage, request: HttpRequest) -> dict[str, Any]:
    """Its records that anybody may read, in the editors' order, each with its reason."""
    reasons = {entry.record_id: entry.reason for entry in page.entries.all()}
    language = current_language()
    hits = search.records_by_key(reasons, language=language, as_named=True)
    by_key = {str(key): reason for key, reason in reasons.items()}
    return {
        "entries": [(hit, by_key[hit.id]) for hit in hits],
        "keys": [hit.id for hit in hits],
    }


def list_context(page: SelectionIndexPage, request: HttpRequest) -> dict[str, Any]:
    """All selections, the newest first."""
    return {"selections": selections(MOST_LISTED)}


def home_selections() -> dict[str, Any]:
    """The newest selections, for the home page."""
    found = selections(ON_HOME)
    url = found[0]["url"].rstrip("/").rpartition("/")[0] + "/" if found else ""
    return {"selections": found, "selections_url": url}


def selections(most: int) -> list[dict[str, Any]]:
    """The newest selections, each once: in the reader's language, or else in English."""
    language = current_language()
    pages = (
        public(
            SelectionPage.objects.filter(
                locale__language_code__in={language, settings.LANGUAGE_CODE}
            )
        )
        .select_related("locale")
        .order_by("-first_published_at", "-pk")
    )
    found: dict[Any, SelectionPage] = {}
    # As many again, for each may be there in both languages.
    for page in pages[: 2 * most]:
        if page.translation_key not in found or page.locale.language_code == language:
            found[page.translation_key] = page
    return [
        {
            "title": page.title,
            "introduction": page.introduction,
            "url": language_path(page, language),
            "language": page.locale.language_code,
        }
        for page in list(found.values())[:most]
    ]
