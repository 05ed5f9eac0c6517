"""Who may do what for a city, and who must prove who they are twice. Rules live here and nowhere else."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.models import GroupPagePermission, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from kb.accounts.rights import SECRETARIAT
from kb.models import Attachment, City, CityPage, CityRole, Photo, RoleKind, User
from kb.models.visibility import public


def is_upload_public(upload: Photo | Attachment) -> bool:
    """Whether a page that everybody may read shows or offers what was uploaded."""
    pages_only = ContentType.objects.get_for_model(Page)
    users = ReferenceIndex.get_references_to(upload).filter(base_content_type=pages_only)
    pages = [int(number) for number in users.values_list("object_id", flat=True).distinct()]
    return public(Page.objects.filter(pk__in=pages)).exists()


def can_see_upload(user: Any, upload: Photo | Attachment, *, is_public: bool, hook: str) -> bool:
    """Whether somebody may see an upload: everybody what is public; its city and the editors the others.

    The ``hook`` tells of people who take part in one page only; other rooms know them.
    """
    if is_public or not user.is_authenticated:
        return is_public
    if any(allows(user, upload) for allows in hooks.get_hooks(hook)):
        return True
    policy = policy_registry.get_by_type(type(upload))
    return bool(
        policy.user_has_any_permission_for_instance(
            user, ["add", "change", "delete", "choose"], upload
        )
    )


def cities_of(user: Any) -> QuerySet[City]:
    """The cities that somebody works for, by name."""
    return City.objects.filter(people__user=user).order_by("names__en", "code")


def role_in_city(user: Any, city: City) -> CityRole | None:
    """What somebody does for a city, if anything."""
    if not user.is_active:
        return None
    return CityRole.objects.filter(user=user, city=city).first()


def can_manage_people(user: Any) -> bool:
    """Whether somebody may invite people to any city: the secretariat."""
    return bool(user.has_perm("kb.add_invitation"))


def desks_seen_by(user: Any) -> QuerySet[CityPage]:
    """The pages of the cities of which somebody may see what they are working on, and who works there.

    Rights and existence are one question: a city that may not be seen costs what one that is not there does.
    """
    if can_manage_people(user):
        return CityPage.objects.all()
    own = CityRole.objects.filter(user=user.pk if user.is_active else None)
    return CityPage.objects.filter(city__in=own.values("city"))


def can_see_city_desk(user: Any, city: City) -> bool:
    """Whether somebody may see what this city is working on."""
    return desks_seen_by(user).filter(city=city).exists()


def can_invite_to_city(user: Any, city: City) -> bool:
    """Whether somebody may invite people to this city and end their roles."""
    own = role_in_city(user, city)
    return can_manage_people(user) or (own is not None and own.role == RoleKind.COORDINATOR)


def is_coordinator(user: Any, city: City) -> bool:
    """Whether somebody coordinates the work of a city."""
    role = role_in_city(user, city)
    return role is not None and role.role == RoleKind.COORDINATOR


def coordinator_clears(city: City) -> bool:
    """Whether a city wants its coordinator to read what its officials send, as it is stored now."""
    return City.objects.filter(pk=city.pk, coordinator_clears=True).exists()


def can_change_clearance(user: Any, city: City) -> bool:
    """Whether somebody may decide that the coordinator clears: the coordinator, or who manages people."""
    return can_invite_to_city(user, city)


def can_publish_anything(user: Any) -> bool:
    """Whether somebody may publish any page, or change everything."""
    if user.is_superuser:
        return True
    return GroupPagePermission.objects.filter(
        group__user=user, permission__codename="publish_page"
    ).exists()


def is_editor(user: Any, page: Page | None = None) -> bool:
    """Whether somebody publishes pages by a group's right, anywhere or on this page.

    Administering is no editing: being a superuser alone gives no say in what readers see.
    """
    if not user.is_active:
        return False
    paths = _publishing_paths(user)
    if page is None:
        return bool(paths)
    length = page.steplen
    return any(page.path[:end] in paths for end in range(length, len(page.path) + 1, length))


def _publishing_paths(user: Any) -> frozenset[str]:
    """The paths of the pages below which somebody publishes by a group's right.

    Kept on the user for the request, as Django keeps permissions: lists ask it for each of their rows.
    """
    known: frozenset[str] | None = getattr(user, "_publishing_paths", None)
    if known is None:
        rights = GroupPagePermission.objects.filter(
            group__user=user, permission__codename="publish_page"
        )
        known = frozenset(rights.values_list("page__path", flat=True))
        user._publishing_paths = known
    return known


def is_secretariat(user: Any) -> bool:
    """Whether somebody belongs to the secretariat of the Alliance."""
    return user.is_active and user.groups.filter(name=SECRETARIAT).exists()


def editors() -> QuerySet[User]:
    """Everybody who may publish pages by a group's right; administrators are no editors."""
    groups = GroupPagePermission.objects.filter(permission__codename="publish_page").values("group")
    return User.objects.filter(is_active=True, groups__in=groups).distinct()


def needs_second_factor(user: Any) -> bool:
    """Whether somebody may do more than write their city's drafts, so that a password is not enough.

    Whoever publishes, manages people, takes down, or coordinates a city.
    """
    return (
        can_publish_anything(user)
        or can_manage_people(user)
        or is_secretariat(user)
        or CityRole.objects.filter(user=user.pk, role=RoleKind.COORDINATOR).exists()
    )
