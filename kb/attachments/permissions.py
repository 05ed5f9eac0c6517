"""Who may see a file."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from kb.models import Attachment
from kb.permissions import public


def is_attachment_public(attachment: Attachment) -> bool:
    """Whether a page that everybody may read offers the file, and its collection is not a private one."""
    if attachment.collection.get_view_restrictions().exists():
        return False
    pages_only = ContentType.objects.get_for_model(Page)
    users = ReferenceIndex.get_references_to(attachment).filter(base_content_type=pages_only)
    pages = [int(number) for number in users.values_list("object_id", flat=True).distinct()]
    return public(Page.objects.filter(pk__in=pages)).exists()


def can_see_attachment(user: Any, attachment: Attachment) -> bool:
    """Whether somebody may see a file: everybody what is public; its city and the editors the others."""
    if is_attachment_public(attachment):
        return True
    # Other rooms know of people who take part in one page only.
    if user.is_authenticated and any(
        allows(user, attachment) for allows in hooks.get_hooks("may_see_attachment")
    ):
        return True
    policy = policy_registry.get_by_type(Attachment)
    return user.is_authenticated and policy.user_has_any_permission_for_instance(
        user, ["add", "change", "delete", "choose"], attachment
    )
