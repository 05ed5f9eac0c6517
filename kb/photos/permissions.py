"""Who may see a picture."""

from __future__ import annotations

from typing import Any

from kb.models import Photo
from kb.permissions import can_see_upload, is_upload_public


def can_see_photo(user: Any, photo: Photo, *, is_public: bool | None = None) -> bool:
    """Whether somebody may see a picture; ``is_public``: as far as the caller has asked already."""
    if is_public is None:
        is_public = is_upload_public(photo)
    return can_see_upload(user, photo, is_public=is_public, hook="may_see_photo")
