"""System check: every door of the admin has a rule that says who may."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from kb.admin.doors import doors_of_the_admin, rule_of


@register()
def check_every_door_has_a_rule(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A view, bulk action or API action of the admin that is in no table is an open question."""
    unknown = sorted(door for door in doors_of_the_admin() if rule_of(door) is None)
    return [
        Error(
            f"Nobody has said who may use “{door}” in the admin.",
            hint="Name it with its rule by kb.admin.doors.register_doors, and try it in tests/security.",
            id="kb.E010",
        )
        for door in unknown
    ]
