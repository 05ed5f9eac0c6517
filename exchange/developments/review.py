"""The question after a year whether a development still stands as its source has it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exchange.models import Development, DevelopmentPage
from exchange.models.development import REVIEWED_AFTER
from kb.mail.services import Letter, write
from kb.models import User
from kb.models.visibility import public
from kb.permissions import editors
from kb.site.addresses import absolute
from practices.permissions import is_within_remit

# Days on which no job ran are made up for.
MADE_UP = timedelta(days=30)


def keep_developments() -> str:
    """Ask the editors about notes last checked a year ago, or never; each of them once.

    Says in words what was done.
    """
    until = timezone.localdate() - REVIEWED_AFTER
    last = Q(checked_on__range=(until - MADE_UP, until)) | Q(checked_on=None)
    due = Development.objects.filter(last).order_by("pk")
    asked = sum(_ask(row) for row in due.iterator(chunk_size=200))
    return f"{asked} mails asked for developments to be checked"


def _ask(row: Development) -> int:
    page = public(row.pages.select_related("locale")).order_by("pk").first()
    if page is None:
        return 0
    country = str(row.country)
    asked = [one for one in editors() if is_within_remit(one, (), country)]
    return sum(tell_review_due(one, row, page) for one in asked)


def _asked_for(row: Development, page: DevelopmentPage) -> tuple[str, str]:
    if row.checked_on is None:
        return (
            _("“%(title)s” was written from knowledge; nobody has held it against its source yet.")
            % {"title": page.title},
            _(
                "Please read the source, change what is not so, and enter today as the day of the check."
                " Readers see that the note waits for it until then."
            ),
        )
    return (
        _("“%(title)s” was last held against its source on %(day)s.")
        % {"title": page.title, "day": date_format(row.checked_on, "DATE_FORMAT")},
        _(
            "Please read the source again, change what is no longer so, and enter today as the day of"
            " the check. Readers see that the note is overdue until then."
        ),
    )


def tell_review_due(editor: User, row: Development, page: DevelopmentPage) -> bool:
    """An editor is asked to hold a note against its source and to enter the day."""
    return write(
        editor,
        f"development-review:{row.pk}:{row.checked_on}",
        lambda: Letter(
            _("To be checked: %(title)s") % {"title": page.title},
            list(_asked_for(row, page)),
            _("Open the note"),
            absolute(reverse("wagtailadmin_pages:edit", args=[page.pk])),
        ),
    )
