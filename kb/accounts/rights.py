"""Rights in Wagtail: one group and one collection per city, and one group of the secretariat.

The page tree is the permission tree: the group may add and change pages below the city's page in every
language, and images and files in the city's collection. It may not publish, and it does not open the admin.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from kb.models import City

PAGE_RIGHTS = ("add_page", "change_page")
FILE_RIGHTS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)
# How the names of cities' groups and collections begin.
OF_A_CITY = "City: "
SECRETARIAT = "Secretariat"
EDITORS = ("Editors", "Moderators")
SECRETARIAT_RIGHTS = ("invitation", "cityrole", "concept", "word", "editorremit", "outgoingmail")


def ensure_secretariat(**kwargs: object) -> None:
    """The secretariat's group: people of all cities, events of accounts, vocabulary and lexicon.

    Called after each migration.
    """
    group, _made = Group.objects.get_or_create(name=SECRETARIAT)
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="kb", content_type__model__in=SECRETARIAT_RIGHTS
        ),
        *Permission.objects.filter(codename__in=("access_admin", "read_events")),
    )


def ensure_editors() -> None:
    """Wagtail's groups of editors and moderators, who look after the vocabulary and the lexicon as well."""
    vocabulary = Permission.objects.filter(
        content_type__app_label="kb", content_type__model__in=("concept", "word")
    )
    for name in EDITORS:
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*vocabulary)


def group_of(city: City) -> Group:
    """The group of those who work for a city, made with its rights where they are missing."""
    group, _made = Group.objects.get_or_create(name=f"{OF_A_CITY}{city.code}")
    grant_page_rights(city, group)
    if not GroupCollectionPermission.objects.filter(group=group).exists():
        collection = collection_of(city)
        rights = Permission.objects.filter(
            codename__in=FILE_RIGHTS, content_type__app_label__in=["wagtailimages", "wagtaildocs"]
        )
        GroupCollectionPermission.objects.bulk_create(
            (
                GroupCollectionPermission(group=group, collection=collection, permission=right)
                for right in rights
            ),
            ignore_conflicts=True,
        )
    return group


def grant_page_rights(city: City, group: Group) -> None:
    """Rights below the city's page in each language."""
    rights = Permission.objects.filter(
        codename__in=PAGE_RIGHTS, content_type__app_label="wagtailcore"
    )
    # One statement, however many pages: it is asked at each new page of a city and each role given.
    GroupPagePermission.objects.bulk_create(
        (
            GroupPagePermission(group=group, page_id=page, permission=right)
            for page in city.pages.values_list("pk", flat=True)
            for right in rights
        ),
        ignore_conflicts=True,
    )


def collection_of(city: City) -> Collection:
    """The collection of a city's pictures and files, made where it is missing."""
    name = f"{OF_A_CITY}{city.code}"
    found = Collection.objects.filter(name=name).first()
    if found is None:
        found = Collection.objects.get(depth=1).add_child(name=name)
    return found


def is_of_a_city(collection: Collection) -> bool:
    """Whether a collection holds what a city has uploaded."""
    return collection.name.startswith(OF_A_CITY)
