"""What is stored about somebody: given to them, erased at their wish (GDPR, articles 15, 17 and 20)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Comment, CommentReply, ModelLogEntry, PageLogEntry, Revision
from wagtail.models.audit_log import BaseLogEntry

from kb.accounts.events import note
from kb.models import Attachment, CityRole, Invitation, OutgoingMail, Photo, User


def personal_data(user: User) -> dict[str, Any]:
    """Everything stored about an account, as plain data; what was written for a city belongs to the city."""
    return {
        "account": {
            "email": user.email,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "language": user.language,
            "mail_rhythm": user.mail_rhythm,
            "takes_letters": user.takes_letters,
            "joined": _when(user.date_joined),
            "last_sign_in": _when(user.last_login),
        },
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified")),
        "roles": [
            {"city": role.city.code, "role": role.role, "since": _when(role.since)}
            for role in CityRole.objects.filter(user=user).select_related("city")
        ],
        "invitations_sent": [
            {"email": invitation.email, "created": _when(invitation.created_at)}
            for invitation in Invitation.objects.filter(invited_by=user)
        ],
        "mails": [
            {"subject": mail.subject, "written": _when(mail.written_at), "state": mail.state}
            for mail in OutgoingMail.objects.filter(recipient=user)
        ],
        # Their names only: the files themselves belong to the city.
        "files": [
            {"title": file.title, "uploaded": _when(file.created_at)}
            for model in (Attachment, Photo)
            for file in model.objects.filter(uploaded_by_user=user).only("title", "created_at")
        ],
        "comments": [
            {"text": comment.text, "written": _when(comment.created_at)}
            for comment in (
                *Comment.objects.filter(user=user),
                *CommentReply.objects.filter(user=user),
            )
        ],
        "events": [
            {"action": entry.action, "when": _when(entry.timestamp), "record": label}
            for entry, label in _events(user)
        ],
    }


def _events(user: User) -> Iterator[tuple[BaseLogEntry, str]]:
    """What somebody did and what was done with their account; others are there as numbers, never by name."""
    for page_entry in PageLogEntry.objects.filter(user=user).order_by("pk").iterator():
        yield page_entry, page_entry.label
    account = ContentType.objects.get_for_model(User)
    own = Q(content_type=account, object_id=str(user.pk))
    entries = ModelLogEntry.objects.filter(own | Q(user=user)).select_related("content_type")
    for entry in entries.order_by("pk").iterator():
        is_own = (entry.content_type, entry.object_id) == (account, str(user.pk))
        yield entry, entry.label if is_own else f"{entry.content_type} #{entry.object_id}"


def _when(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


@transaction.atomic
def erase_person(user: User) -> dict[str, int]:
    """Erase an account and all that names it; returns a receipt: how many rows of each kind are gone.

    Texts written for a city stay with the city, without their writer. The log keeps its entries with the
    number of an account that no longer exists: a pseudonym (:func:`kb.accounts.events.forget_name`).
    """
    number, email = user.pk, user.email
    note(user, "erase", by=user)
    receipt = {
        "mails": OutgoingMail.objects.filter(email__iexact=email).delete()[0],
        "invitations": Invitation.objects.filter(email__iexact=email).delete()[0],
        "sessions": _end_sessions(number),
        "versions_without_writer": Revision.objects.filter(user=user).update(user=None),
    }
    receipt["files_without_uploader"] = sum(
        model.objects.filter(uploaded_by_user=user).update(uploaded_by_user=None)
        for model in (Attachment, Photo)
    )
    receipt["account"] = user.delete()[0]
    return receipt


def _end_sessions(number: int) -> int:
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(number):
            session.delete()
            ended += 1
    return ended
