"""What is written to people who are invited: co-authors of one record, a city that is asked for one."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kb.mail.services import Letter, write, write_to_address
from kb.models import User
from kb.site.addresses import absolute
from practices.models import CoAuthor, RecordPage, RecordRequest

COAUTHOR_SALT = "practices.coauthor"


def coauthor_token(invited: CoAuthor) -> str:
    """What the link of an invitation carries: it opens this invitation, for this address, for two weeks."""
    return signing.dumps([invited.pk, invited.email], salt=COAUTHOR_SALT)


def tell_coauthor_invited(invited: CoAuthor, record: RecordPage) -> None:
    """Who asks, to take part in what, until when the link can be used."""
    city = record.city.name_in(invited.language) if record.city else ""
    by = invited.invited_by.shown_name if invited.invited_by else ""
    token = coauthor_token(invited)

    def compose() -> Letter:
        return Letter(
            _("%(city)s invites you to a record on Alliance Exchange") % {"city": city},
            [
                _("%(name)s (%(city)s) invites you to take part in “%(title)s”.")
                % {"name": by, "city": city, "title": record.draft_title},
                _("What you may do there: %(right)s.") % {"right": invited.get_right_display()},
                _("The link can be used once, until %(day)s. Do not pass it on.")
                % {"day": date_format(invited.expires_at, "DATE_FORMAT")},
            ],
            _("See the invitation"),
            absolute(reverse("submission:join_coauthor", args=[token])),
        )

    write_to_address(invited.email, invited.language, f"coauthor:{invited.pk}", compose)


def tell_coauthor_joined(invited: CoAuthor, user: Any) -> None:
    """Who invited learns that it was accepted."""
    record, by = invited.record, invited.invited_by
    if by is None:
        return
    names = {"name": user.shown_name, "title": record.draft_title}
    code = record.city.code if record.city else ""
    write(
        by,
        f"coauthor-joined:{invited.pk}",
        lambda: Letter(
            _("Co-author of “%(title)s”") % names,
            [_("%(name)s has accepted your invitation to “%(title)s”.") % names],
            _("To your record"),
            absolute(reverse("submission:record", args=[code, record.pk])),
        ),
    )


def _asker(asked: RecordRequest) -> str:
    """Who asks, as a city is told: another city by its name, else the editors."""
    return asked.from_city.name_in() if asked.from_city else _("The editors")


def tell_record_requested(asked: RecordRequest) -> None:
    """Those who work for a city learn what it is asked to describe."""
    here = User.objects.filter(is_active=True, city_roles__city=asked.city_id)
    for person in here.distinct():
        write(
            person,
            f"record-requested:{asked.pk}",
            lambda: Letter(
                _("Would you describe it? %(title)s") % {"title": asked.title},
                [
                    _("%(asker)s would like %(city)s to describe: “%(title)s”.")
                    % {
                        "asker": _asker(asked),
                        "city": asked.city.name_in(),
                        "title": asked.title,
                    },
                    *([asked.words] if asked.words else []),
                    _("At your desk you can begin the record, or decline with a few words."),
                ],
                _("To your desk"),
                absolute(reverse("submission:city", args=[asked.city.code])),
            ),
        )


def tell_request_answered(asked: RecordRequest) -> None:
    """Who asked learns what the city has made of it."""
    if asked.asked_by is None:
        return
    write(
        asked.asked_by,
        f"request-answered:{asked.pk}",
        lambda: Letter(
            _("Answer from %(city)s: %(title)s")
            % {"city": asked.city.name_in(), "title": asked.title},
            [
                f"{asked.get_outcome_display()}.",
                *([asked.answer] if asked.answer else []),
            ],
            _("Your requests"),
            absolute(reverse("submission:ask_city")),
        ),
    )
