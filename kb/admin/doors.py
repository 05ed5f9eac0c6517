"""Doors of the admin: every address, bulk action and API action, each with the rule that says who may.

A system check (:mod:`kb.admin.checks`) fails for a door that is not in the table, so that neither an upgrade
of Wagtail nor a new view of ours opens one that nobody has thought of; ``tests/security`` tries every door.
Rooms register their own in ``ready()``.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from django.urls import URLPattern, get_resolver
from wagtail.admin.views.bulk_action.registry import bulk_action_registry


class Rule(StrEnum):
    """Who answers whether somebody may go through a door."""

    LOOK = "whoever may enter the admin; it changes nothing that others see"
    PAGE = "the page's permissions (kb.admin.page_permissions)"
    UPLOAD = "the policy of pictures and files (kb.admin.upload_policies)"
    MODEL = "a group's right to the model"
    ADMINISTRATOR = "administrators"
    REVIEW = "the rules of the review (practices.permissions)"
    TRANSLATION = "two persons, as of translations (practices.moderation.translations.state)"
    SECRETARIAT = "who manages people (kb.permissions.can_manage_people)"


_doors: dict[str, Rule] = {}


def register_doors(rule: Rule, *names: str) -> None:
    """Put doors into the table: ``namespace:view view …``, ``bulk:app.model.action``, ``api:action``."""
    for group in names:
        prefix, _colon, views = group.rpartition(":")
        for view in views.split():
            _doors[f"{prefix}:{view}" if prefix else view] = rule


def rule_of(door: str) -> Rule | None:
    """The rule of a door; None where nobody has said."""
    return _doors.get(door)


def registered_doors() -> frozenset[str]:
    """All doors in the table."""
    return frozenset(_doors)


def doors_of_the_admin() -> Iterator[str]:
    """Every door that is there now: views by their names, then bulk actions, then actions of the API."""
    yield from (name for name, _route in admin_views())
    for app, models in bulk_action_registry_of_now().items():
        for model, actions in models.items():
            yield from (f"bulk:{app}.{model}.{action}" for action in actions)
    yield from (f"api:{action}" for action in api_actions())


def admin_views() -> list[tuple[str, str]]:
    """The named views below ``/admin/`` with their routes, each name once."""
    found: dict[str, str] = {}
    for name, route in _views(get_resolver(), "", ()):
        if route.startswith("admin/"):
            found.setdefault(name, route)
    return sorted(found.items())


def _views(resolver: Any, prefix: str, spaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield ":".join((*spaces, pattern.name)), route
        else:
            below = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _views(pattern, route, below)


def bulk_action_registry_of_now() -> dict[str, dict[str, dict[str, Any]]]:
    """Wagtail's bulk actions by app and model; it collects them when first asked."""
    bulk_action_registry._scan_for_bulk_actions()
    return dict(bulk_action_registry.actions)


def api_actions() -> list[str]:
    """The actions of the admin's API of pages."""
    from wagtail.admin.api.urls import (
        admin_api,  # Wagtail's hooks are only complete once it is asked for
    )

    endpoint = dict(admin_api._endpoints)["pages"]
    return sorted(endpoint.actions)
