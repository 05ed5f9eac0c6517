"""What is written to whom on a record's way: to those concerned, each in their own language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.mail.services import Letter, write, write_to_address
from kb.models import RoleKind, User
from kb.permissions import editors
from kb.site.addresses import absolute, language_path
from practices.models import RecordPage, Submission
from practices.permissions import can_moderate_record
from practices.reading.presentation import field_label

CONTACT_SALT = "practices.contact"


def people_of(submission: Submission, record: RecordPage) -> list[User]:
    """Those of the city whom an answer concerns: who began and who sent it, while they work for the city.

    Where neither does any longer, its coordinators.
    """
    if record.city is None:
        return []
    here = User.objects.filter(is_active=True, city_roles__city=record.city.city_id).distinct()
    own = list(here.filter(pk__in=[submission.started_by_id, submission.sent_by_id]))
    return own or list(here.filter(city_roles__role=RoleKind.COORDINATOR))


def editors_for(submission: Submission, record: RecordPage) -> list[User]:
    """Who answers: the editor to whom it is assigned, else all whose remit it is."""
    assigned = submission.assigned_to
    if assigned is not None and assigned.is_active:
        return [assigned]
    return [editor for editor in editors() if can_moderate_record(editor, record)]


def day(when: date | None) -> str:
    """A date in the reader's language."""
    return date_format(when, "DATE_FORMAT") if when else ""


def _desk(record: RecordPage) -> str:
    code = record.city.code if record.city else ""
    return absolute(reverse("submission:record", args=[code, record.pk]))


def _review(record: RecordPage) -> str:
    return absolute(reverse("moderation:review", args=[record.pk]))


def _to_city(
    event: str,
    submission: Submission,
    record: RecordPage,
    subject: Any,
    paragraphs: Any,
    *,
    people: Iterable[User] | None = None,
    link: Any = None,
) -> None:
    """Write to the city's people.

    The texts and the link are functions, because each reads them in another language.
    """
    for person in people if people is not None else people_of(submission, record):
        write(
            person,
            f"{event}:{submission.pk}:{record.latest_revision_id}",
            lambda: Letter(
                subject(), paragraphs(), *(link() if link else (_("To your record"), _desk(record)))
            ),
        )  # fmt: skip


def tell_sent(submission: Submission, record: RecordPage) -> None:
    """A receipt to the city, and word to the editors that something waits."""
    names = {"title": record.title, "reference": submission.reference}

    def receipt() -> list[str]:
        return [
            _("We have received “%(title)s”. Its reference is %(reference)s.") % names,
            _("An editor will answer by %(day)s. Until then the record cannot be changed.")
            % {"day": day(submission.due_on)},
        ]

    _to_city(
        "sent", submission, record,
        lambda: _("Received: %(title)s (%(reference)s)") % names, receipt,
        people=[submission.sent_by] if submission.sent_by else [],
    )  # fmt: skip
    for editor in editors_for(submission, record):
        write(
            editor,
            f"waiting:{submission.pk}:{record.latest_revision_id}",
            lambda: Letter(
                _("To be read: %(title)s (%(reference)s)") % names,
                [
                    _("%(city)s has sent “%(title)s”.")
                    % {**names, "city": record.city.name_in() if record.city else ""},
                    _("Please answer by %(day)s.") % {"day": day(submission.due_on)},
                ],
                _("Read and answer"),
                _review(record),
            ),
        )


def coordinators_of(record: RecordPage) -> list[User]:
    """Who clears what the city's officials send."""
    if record.city is None:
        return []
    return list(
        User.objects.filter(
            is_active=True,
            city_roles__role=RoleKind.COORDINATOR,
            city_roles__city=record.city.city_id,
        ).distinct()
    )


def tell_clearance_asked(submission: Submission, record: RecordPage) -> None:
    """The coordinators learn that a colleague wants a record to be sent."""
    names = {"title": record.title, "reference": submission.reference}
    asked_by = submission.clearance_asked_by
    _to_city(
        # Asking again after a gift back is another event, also where no word has changed.
        f"clearance-asked-{submission.clearance_asked_at:%Y%m%d%H%M%S}", submission, record,
        lambda: _("To be approved: %(title)s (%(reference)s)") % names,
        lambda: [
            _("%(name)s asks you to approve “%(title)s” before it goes to the editors.")
            % {**names, "name": asked_by.shown_name if asked_by else ""},
            _("Read it at your desk; then send it, or give it back with a few words."),
        ],
        people=coordinators_of(record),
    )  # fmt: skip


def tell_cleared(submission: Submission, record: RecordPage, asked_by: User) -> None:
    """Who asked for clearance learns that the record is with the editors."""
    names = {"title": record.title, "reference": submission.reference}
    _to_city(
        "cleared", submission, record,
        lambda: _("Approved and sent: %(title)s (%(reference)s)") % names,
        lambda: [
            _("Your coordinator has approved “%(title)s” and sent it to the editors.") % names,
            _("An editor will answer by %(day)s. Until then the record cannot be changed.")
            % {"day": day(submission.due_on)},
        ],
        people=[asked_by],
    )  # fmt: skip


def tell_given_back(submission: Submission, record: RecordPage, by: User) -> None:
    """Who asked for clearance learns what the coordinator would have otherwise."""
    names = {"title": record.title, "reference": submission.reference}
    words, asked_by = submission.clearance_words, submission.clearance_asked_by
    _to_city(
        f"given-back-{timezone.now():%Y%m%d%H%M%S}", submission, record,
        lambda: _("Given back: %(title)s (%(reference)s)") % names,
        lambda: [
            _("%(name)s has read “%(title)s” and gives it back to you:")
            % {**names, "name": by.shown_name},
            words,
        ],
        people=[asked_by] if asked_by else [],
    )  # fmt: skip


def tell_taken_back(submission: Submission, record: RecordPage, user: Any) -> None:
    """Word to the editors that they need not answer any longer."""
    names = {"title": record.title, "reference": submission.reference}
    for editor in editors_for(submission, record):
        write(
            editor,
            f"taken-back:{submission.pk}:{record.latest_revision_id}",
            lambda: Letter(
                _("Taken back: %(title)s (%(reference)s)") % names,
                [_("The city has taken the record back. Nothing is to be done.")],
                _("To the queue"),
                absolute(reverse("moderation:queue")),
            ),
        )


def tell_changes_asked(
    submission: Submission, record: RecordPage, words: str, comments: dict[str, str]
) -> None:
    """What the editor asks for, with the fields named."""
    names = {"title": record.title, "reference": submission.reference}

    def asked() -> list[str]:
        fields = [f"{field_label(record, field)}: {text}" for field, text in comments.items()]
        return [
            _("An editor has read “%(title)s” and asks for changes.") % names,
            *([words] if words else []),
            *fields,
        ]

    _to_city(
        "changes", submission, record,
        lambda: _("Changes asked for: %(title)s (%(reference)s)") % names, asked,
    )  # fmt: skip


def tell_published(submission: Submission, record: RecordPage) -> None:
    """The record can be read by all."""
    names = {"title": record.title, "reference": submission.reference}
    _to_city(
        "published", submission, record,
        lambda: _("Published: %(title)s (%(reference)s)") % names,
        lambda: [
            _("Your record is published. Thank you."),
            _("We will ask you by %(day)s whether it is still right.")
            % {"day": day(record.review_by)},
        ],
        link=lambda: (_("Read it"), absolute(language_path(record, get_language()))),
    )  # fmt: skip


def tell_declined(submission: Submission, record: RecordPage) -> None:
    """It will not be published, and why."""
    names = {"title": record.title, "reference": submission.reference}

    def why() -> list[str]:
        reason = submission.get_decline_reason_display() if submission.decline_reason else ""
        said = submission.get_outcome_display()
        return [
            _("The editors do not publish “%(title)s”. %(outcome)s.")
            % {**names, "outcome": ": ".join(word for word in (said, reason) if word)},
            *([submission.outcome_words] if submission.outcome_words else []),
            _("The texts stay with your city. You can change them and send them again."),
        ]

    _to_city(
        "declined", submission, record,
        lambda: _("Not published: %(title)s (%(reference)s)") % names, why,
    )  # fmt: skip


def tell_taken_down(submission: Submission, record: RecordPage) -> None:
    """It can no longer be read, and why."""
    names = {"title": record.title, "reference": submission.reference}
    _to_city(
        "taken-down", submission, record,
        lambda: _("Taken down: %(title)s (%(reference)s)") % names,
        lambda: [
            _("The record can no longer be read. Its address says so, with this reason:"),
            record.taken_down_reason,
        ],
    )  # fmt: skip


def tell_withdrawn(submission: Submission, record: RecordPage, by: Any) -> None:
    """It can no longer be read, because its city wants that: word to the editors and to the city's others."""
    names = {"title": record.title, "reference": submission.reference}

    def letter(link: str) -> Letter:
        return Letter(
            _("Withdrawn: %(title)s (%(reference)s)") % names,
            [
                _(
                    "%(city)s has withdrawn “%(title)s”. Nobody can read it any longer, in no language."
                )
                % {**names, "city": record.city.name_in() if record.city else ""},
                record.taken_down_reason,
            ],
            _("To the record"),
            link,
        )

    key = f"withdrawn:{submission.pk}:{record.latest_revision_id}"
    city = {*people_of(submission, record), *coordinators_of(record)}
    for person in city - {by}:
        write(person, key, lambda: letter(_desk(record)))
    for editor in {*editors_for(submission, record)} - city - {by}:
        write(editor, key, lambda: letter(_review(record)))


def tell_message(submission: Submission, record: RecordPage, number: int, from_city: bool) -> None:
    """Somebody has written; the other side reads it at its desk."""
    names = {"title": record.title, "reference": submission.reference}

    def letter(link: str) -> Letter:
        return Letter(
            _("New message: %(title)s (%(reference)s)") % names,
            [_("There is a new message on “%(title)s”.") % names],
            _("Read and answer"),
            link,
        )

    people = editors_for(submission, record) if from_city else people_of(submission, record)
    for person in people:
        write(
            person,
            f"message:{number}",
            lambda: letter(_review(record) if from_city else _desk(record)),
        )


def tell_review_due(submission: Submission, record: RecordPage, step: int) -> int:
    """Please confirm; how many mails were written. ``step`` names the reminder, so that each comes once."""
    written = 0
    title = record.title

    def compose() -> Letter:
        return Letter(
            _("Is it still right? %(title)s") % {"title": title},
            [
                _("“%(title)s” is to be confirmed by %(day)s.")
                % {"title": title, "day": day(record.review_by)},
                _("One click at your desk is enough if nothing has changed."),
            ],
            _("To your record"),
            _desk(record),
        )

    for person in people_of(submission, record):
        key = f"review-due:{record.pk}:{record.review_by}:{step}"
        written += write(person, key, compose)
    return written


def tell_archived(submission: Submission, record: RecordPage) -> None:
    """It is archived, because nobody has confirmed it."""
    names = {"title": record.title, "reference": submission.reference}
    _to_city(
        "archived", submission, record,
        lambda: _("Archived: %(title)s (%(reference)s)") % names,
        lambda: [
            _("Nobody has confirmed “%(title)s” for a year, so it is archived.") % names,
            _("Its page says so, and it is found only where archived records are asked for."),
            _("If it is still right, one click at your desk brings it back."),
            _("You can also change it and send it again."),
        ],
    )  # fmt: skip


def tell_contact(record: RecordPage) -> None:
    """The office learns that its address is shown, until when, and how to end that without signing in."""
    email, until = record.contact_email, record.contact_expires_on
    if not email or record.contact_consent_on is None:
        return
    token = contact_token(record)

    def compose() -> Letter:
        return Letter(
            _("Your address is shown with “%(title)s”") % {"title": record.title},
            [
                _("Your city has said that your office agreed. It is shown until %(day)s.")
                % {"day": day(until)},
                _("You can end this at any time with the link below, without signing in."),
            ],
            _("Show the address no longer"),
            absolute(reverse("submission:withdraw_contact", args=[token])),
        )

    key = f"contact:{record.pk}:{email}:{record.contact_consent_on}"
    write_to_address(email, record.locale.language_code, key, compose)


def contact_token(record: RecordPage) -> str:
    """What the link to withdraw a contact carries: it works for this record and this address only."""
    return signing.dumps([record.pk, record.contact_email], salt=CONTACT_SALT)


def record_of_contact_token(token: str) -> RecordPage | None:
    """The record whose contact a link withdraws; None where it shows that address no longer."""
    try:
        number, email = signing.loads(token, salt=CONTACT_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    found = RecordPage.objects.filter(pk=number, contact_email=email).first()
    return found.specific if found else None
