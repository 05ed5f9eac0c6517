"""The help beside the fields of the city's desk, out of ``content/guidance.yaml``."""

from __future__ import annotations

from typing import Any

from practices.loading.schema import Content, GuidanceItem
from practices.loading.writing import Store, digest
from practices.models import Guidance


def load_guidance(store: Store, content: Content) -> None:
    """Create or update each help; what an editor has changed or deleted is kept so."""
    for item in content.guidance:
        _load(store, item)


def _load(store: Store, item: GuidanceItem) -> None:
    key = f"guidance:{item.kind}:{item.field}"
    item_digest = digest(item.model_dump())
    if store.is_unchanged(key, item_digest):
        return
    row = store.loaded.get(key)
    help_ = Guidance.objects.filter(kind=item.kind, field=item.field).first()
    if row and (help_ is None or digest(_values(help_)) != row.stored_digest):
        store.keep(key)
        return
    outcome = "updated" if help_ else "created"
    help_ = help_ or Guidance(kind=item.kind, field=item.field)
    help_.text, help_.good, help_.weak = dict(item.text), dict(item.good), dict(item.weak)
    help_.full_clean()
    help_.save()
    store.remember(key, item_digest, digest(_values(help_)), outcome)


def _values(help_: Guidance) -> dict[str, Any]:
    """What of a help an editor can change."""
    return {"text": help_.text, "good": help_.good, "weak": help_.weak}
