"""Who may see a picture."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from kb.models import Photo
from kb.permissions import public


def is_photo_public(photo: Photo) -> bool:
    """Whether a page that everybody may read shows the picture."""
    pages_only = ContentType.objects.get_for_model(Page)
    users = ReferenceIndex.get_references_to(photo).filter(base_content_type=pages_only)
    pages = [int(number) for number in users.values_list("object_id", flat=True).distinct()]
    return public(Page.objects.filter(pk__in=pages)).exists()


def can_see_photo(user: Any, photo: Photo) -> bool:
    """Whether somebody may see a picture: everybody what is public; its city and the editors the others."""
    if is_photo_public(photo):
        return True
    # Other rooms know of people who take part in one page only.
    if user.is_authenticated and any(
        allows(user, photo) for allows in hooks.get_hooks("may_see_photo")
    ):
        return True
    policy = policy_registry.get_by_type(Photo)
    return user.is_authenticated and policy.user_has_any_permission_for_instance(
        user, ["add", "change", "delete", "choose"], photo
    )
