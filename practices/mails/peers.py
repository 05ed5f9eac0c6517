"""What is written when a city like it is asked about a silent record, and when it has answered."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.mail.services import Letter, write
from kb.models import User
from kb.site.addresses import absolute
from practices.mails.review import day, people_of
from practices.models import PeerCheck, RecordPage
from practices.records.life import submission_of


def tell_peer_asked(check: PeerCheck, record: RecordPage) -> None:
    """The people of a city are asked what they know of another's work."""
    people = User.objects.filter(is_active=True, city_roles__city=check.city_id).distinct()

    def compose() -> Letter:
        names = {
            "city": record.city.name_in() if record.city else "",
            "title": record.title,
            "day": day(check.review_by),
        }
        return Letter(
            _("Does it still run? %(title)s (%(city)s)") % names,
            [
                _("%(city)s has not confirmed “%(title)s”, which was due on %(day)s.") % names,
                _("Your city is like it. Do you know whether the work still runs?"),
                _("One click at your desk is enough; “we do not know” is an answer too."),
            ],
            _("To your desk"),
            absolute(reverse("submission:city", args=[check.city.code])),
        )

    for person in people:
        write(person, f"peer-asked:{check.pk}", compose)


def tell_peer_answered(check: PeerCheck, record: RecordPage) -> None:
    """The record's own city learns what was said of its work, and can still confirm it."""
    own = record.city.code if record.city else ""

    def compose() -> Letter:
        names = {"city": check.city.name_in(), "title": record.title}
        return Letter(
            _("%(city)s was asked about your work: %(title)s") % names,
            [
                _("Nobody of your city has confirmed “%(title)s” for long, so we asked %(city)s.")
                % names,
                _("Its answer: %(answer)s. The page of the record says so.")
                % {"answer": check.get_answer_display()},
                _("You know better: one click at your desk confirms it."),
            ],
            _("To your record"),
            absolute(reverse("submission:record", args=[own, record.pk])),
        )

    for person in people_of(submission_of(record), record):
        write(person, f"peer-answered:{check.pk}", compose)
