"""System checks on what the settings must agree about."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import models

from kb.accounts.personal_data.registry import registry
from kb.models import User


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


@register()
def check_personal_data_is_registered(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What points at an account, or holds an e-mail address, is known to export and erasure."""
    return [
        Error(
            f"No room says what becomes of {model._meta.label}.{field.name}, which names people.",
            hint="Add a Holding to the room's personal_data.py (kb.accounts.personal_data.registry).",
            obj=model,
            id="kb.E004",
        )
        for model in apps.get_models(include_auto_created=True)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if _holds_people(field) and not registry().knows(model, field.name)
    ]


def _holds_people(field: Any) -> bool:
    if isinstance(field, models.EmailField):
        return True
    return bool(field.is_relation) and field.related_model is User and not field.auto_created
