"""Who may see a page: a restriction on it is one on its other language versions too.

Wagtail restricts one page, whoever asks: its view or its API. The signals that it sends bring the others
(:mod:`kb.signal_handlers`); a version that is made later is restricted when it is made.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction


@transaction.atomic
def restrict_versions(restriction: PageViewRestriction) -> None:
    """Let only those see the other language versions who may see the page; what is so already stays."""
    page = restriction.page
    for other in Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk):
        _restrict(other, restriction)


@transaction.atomic
def release_versions(page: Page) -> None:
    """Let everybody see the other language versions of a page that has no restriction any longer."""
    if not PageViewRestriction.objects.filter(page=page).exists():
        others = _of_others(page)
        # One after the other, asked anew: each that goes takes the rest with it.
        while (found := others.first()) is not None:
            found.delete()


def restrict_new_version(page: Page) -> None:
    """A version that was just made can be seen by those who may see the versions that were there."""
    found = _of_others(page).order_by("pk").first()
    if found is not None:
        _restrict(page, found)


def _of_others(page: Page) -> QuerySet[PageViewRestriction]:
    """The restrictions of the other language versions."""
    family = PageViewRestriction.objects.filter(page__translation_key=page.translation_key)
    return family.exclude(page=page.pk)


def _restrict(page: Page, model: PageViewRestriction) -> None:
    """Give a page the restriction that another one has."""
    own = PageViewRestriction.objects.filter(page=page).order_by("pk").first()
    own = own or PageViewRestriction(page=page)
    wanted = (model.restriction_type, model.password)
    if own.pk is None or (own.restriction_type, own.password) != wanted:
        own.restriction_type, own.password = wanted
        own.save()
    groups = set(model.groups.values_list("pk", flat=True))
    if set(own.groups.values_list("pk", flat=True)) != groups:
        own.groups.set(groups)
