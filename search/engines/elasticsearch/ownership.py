"""Whose an index is: one index belongs to one installation, which alone writes to it and deletes it.

An installation is a database (``SearchState.installation``, which a backup carries along) at a public address
(``BASE_URL``, which it does not). Each index says in its mapping whose it is, and each row of
:class:`SearchIndex` who made it. So a restored copy at another address neither writes into production's
index nor deletes it, whatever its prefix.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from search.engines.elasticsearch.mapping import fingerprint
from search.engines.elasticsearch.node import alias, owner_of, writing_client
from search.models import SearchIndex, SearchState


class ForeignIndex(Exception):
    """The index that is searched under this prefix belongs to another installation."""


def owner() -> str:
    """This installation, as its indices name it."""
    state, _made = SearchState.objects.get_or_create(pk=1)
    return f"{state.installation} {settings.WAGTAILADMIN_BASE_URL}"


def own_indices() -> QuerySet[SearchIndex]:
    """The indices that this installation made under its prefix."""
    begin = f"{settings.ELASTICSEARCH_PREFIX}-records-"
    return SearchIndex.objects.filter(owner=owner(), name__startswith=begin)


def indices_to_push() -> QuerySet[SearchIndex]:
    """Those that were made for this code: documents in another form are sent by the code of that form."""
    return own_indices().filter(fingerprint=fingerprint())


def forget_foreign() -> None:
    """A restored database names indices of the installation it comes from: forget them, delete nothing."""
    SearchIndex.objects.exclude(pk__in=own_indices().values("pk")).delete()


def owned(names: set[str]) -> set[str]:
    """Those of these indices that are ours, or say of nobody that they are his."""
    if not names:
        return set()
    mappings = writing_client().indices.get_mapping(index=",".join(sorted(names))).body
    return {name for name, index in mappings.items() if owner_of(index) in ("", owner())}


def check_alias(*, take_over: bool = False) -> None:
    """Raises :class:`ForeignIndex` where another installation is searched under our prefix."""
    if take_over:
        return
    mappings = writing_client().options(ignore_status=404).indices.get_mapping(index=alias()).body
    for name, index in mappings.items():
        if name in ("error", "status"):
            continue
        theirs = owner_of(index)
        if theirs and theirs != owner():
            raise ForeignIndex(
                f"The index {name} belongs to another installation ({theirs.split()[-1]}). Give this one an "
                "ELASTICSEARCH_PREFIX of its own; or, where that one is gone or this is the same site at a "
                "new address, run search_rebuild --take-over."
            )
