"""Permission policy of pictures and files in Wagtail's admin: what is public is not changed behind its page.

A picture or file on a public page was read by two persons there. Another file, name or description in its
place takes the same way: as another upload, in the next version of the page.
"""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import policy_registry

from kb.models import Attachment, Photo
from kb.permissions import is_upload_public

CHANGING = frozenset({"change", "delete"})


class UploadPermissionPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rules by collection, but nobody changes or deletes what a public page shows."""

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Photo | Attachment
    ) -> bool:
        """Whether somebody may do any of the actions with a picture or file."""
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        return not (CHANGING.issuperset(actions) and is_upload_public(instance))


def install() -> None:
    """Take the place of Wagtail's policies, registered by its apps, which are ready before or after ours."""
    for model, auth_model in ((Photo, "wagtailimages.Image"), (Attachment, "wagtaildocs.Document")):
        policy = UploadPermissionPolicy(
            model, auth_model=auth_model, owner_field_name="uploaded_by_user"
        )
        policy_registry.register(model, value=policy, exact_class=True)
