"""Who may see a file."""

from __future__ import annotations

from typing import Any

from kb.models import Attachment
from kb.permissions import can_see_upload, is_upload_public


def is_attachment_public(attachment: Attachment) -> bool:
    """Whether a page that everybody may read offers the file, and its collection is not a private one."""
    private = attachment.collection.get_view_restrictions().exists()
    return not private and is_upload_public(attachment)


def can_see_attachment(user: Any, attachment: Attachment, *, is_public: bool) -> bool:
    """Whether somebody may see a file, of which the caller knows whether it is public."""
    return can_see_upload(user, attachment, is_public=is_public, hook="may_see_attachment")
