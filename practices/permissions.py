"""Who may do what with a record. Rules live here and nowhere else."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page


def can_judge_record(user: Any, record: Page, parent: Page | None = None) -> bool:
    """Whether somebody may say how far a record was checked and what its evidence shows.

    Only those who may publish it: a city does not judge its own work. ``parent`` is the page below which
    a record that is not saved yet will stand.
    """
    if parent is not None and record.pk is None:
        return bool(parent.permissions_for_user(user).can_publish_subpage())
    return bool(record.permissions_for_user(user).can_publish())
