"""Who may do what for a city, and who must prove who they are twice. Rules live here and nowhere else."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.models import GroupPagePermission

from kb.models import CityPage, CityRole, RoleKind


def cities_of(user: Any) -> QuerySet[CityPage]:
    """The cities that somebody works for, by name."""
    return CityPage.objects.filter(people__user=user).order_by("title")


def role_in_city(user: Any, city: CityPage) -> CityRole | None:
    """What somebody does for a city, if anything."""
    if not user.is_active:
        return None
    return CityRole.objects.filter(user=user, city__translation_key=city.translation_key).first()


def can_manage_people(user: Any) -> bool:
    """Whether somebody may invite people to any city: the secretariat."""
    return bool(user.has_perm("kb.add_invitation"))


def can_see_city_desk(user: Any, city: CityPage) -> bool:
    """Whether somebody may see what a city is working on, and who works there."""
    return can_manage_people(user) or role_in_city(user, city) is not None


def can_invite_to_city(user: Any, city: CityPage) -> bool:
    """Whether somebody may invite people to this city and end their roles."""
    own = role_in_city(user, city)
    return can_manage_people(user) or (own is not None and own.role == RoleKind.COORDINATOR)


def can_publish_anything(user: Any) -> bool:
    """Whether somebody may publish any page, or change everything."""
    if user.is_superuser:
        return True
    return GroupPagePermission.objects.filter(
        group__user=user, permission__codename="publish_page"
    ).exists()


def needs_second_factor(user: Any) -> bool:
    """Whether somebody's account could do harm to readers, so that a password is not enough."""
    return can_publish_anything(user) or can_manage_people(user)
