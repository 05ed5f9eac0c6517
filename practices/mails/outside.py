"""What is written around the advice of somebody outside: the link, and that an answer has come."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kb.mail.services import Letter, write, write_to_address
from kb.site.addresses import absolute
from practices.models import OutsideReview, RecordPage


def mail_key(number: int) -> str:
    """By which the mail with a link is found again, to forget its address."""
    return f"outside-review:{number}"


def tell_reviewer_asked(asked: OutsideReview, version: RecordPage, secret: str) -> None:
    """What somebody is asked, by whom, until when the link can be used."""
    by = asked.asked_by.shown_name if asked.asked_by else ""

    def compose() -> Letter:
        city = version.city.name_in(asked.language) if version.city else ""
        return Letter(
            _("Your advice for Alliance Exchange"),
            [
                _(
                    "%(name)s, editor of Alliance Exchange, asks for your advice on “%(title)s” (%(city)s)."
                )
                % {"name": by, "title": version.title, "city": city},
                _("The link shows you this one text and a checklist. You need no account."),
                _("The text is not published yet: please treat it as confidential."),
                _("You can answer once, until %(day)s. Do not pass the link on.")
                % {"day": date_format(asked.expires_at, "DATE_FORMAT")},
                _("Your name is kept with your advice, for the editors only."),
                _("Your address is deleted once you have answered or the link has ended."),
            ],
            _("Read and advise"),
            absolute(reverse("submission:outside_review", args=[secret])),
        )

    write_to_address(asked.email, asked.language, mail_key(asked.pk), compose)


def tell_advice_given(asked: OutsideReview, record: RecordPage) -> None:
    """Who asked learns that the answer is there; what it says stands on the page of the review."""
    if asked.asked_by is None:
        return
    names = {"title": record.draft_title, "reference": asked.submission.reference}
    write(
        asked.asked_by,
        f"outside-review-answered:{asked.pk}",
        lambda: Letter(
            _("Advice from outside: %(title)s (%(reference)s)") % names,
            [_("An outside reviewer has answered on “%(title)s”.") % names],
            _("To the review"),
            absolute(reverse("moderation:review", args=[record.pk])),
        ),
    )
