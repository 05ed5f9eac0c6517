"""System checks on what the settings must agree about."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def check_translations_wait_for_review(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A synchronised translation must never go live by itself (wagtail-localize's default is True)."""
    if getattr(settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True):
        return [
            Error(
                "Translations would be published without review.",
                hint="Set WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False.",
                id="kb.E001",
            )
        ]
    return []


@register()
def check_languages_agree(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Interface and content have the same languages, or a reader meets half a site."""
    if list(settings.LANGUAGES) != list(settings.WAGTAIL_CONTENT_LANGUAGES):
        return [
            Error(
                "LANGUAGES and WAGTAIL_CONTENT_LANGUAGES differ.",
                hint="Give both settings the same list.",
                id="kb.E002",
            )
        ]
    return []
