"""What the site itself and the packages it stands on hold of people, and what becomes of it."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile

from kb.accounts.events import forget_name
from kb.accounts.personal_data.registry import Fate, Holding
from kb.accounts.sessions import end_all, sessions_of
from kb.models import (
    AccountRequest,
    Attachment,
    CityRole,
    EditorRemit,
    Invitation,
    OutgoingMail,
    Photo,
    User,
)
from kb.permissions import is_editor

GONE, NAMELESS, KEPT = Fate.DELETED, Fate.NAMELESS, Fate.KEPT


def when(moment: Any) -> str | None:
    """A moment as plain data."""
    return moment.isoformat() if moment else None


def _account(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "user_name": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": user.language,
        "mail_rhythm": user.mail_rhythm,
        "takes_letters": user.takes_letters,
        "joined": when(user.date_joined),
        "last_sign_in": when(user.last_login),
        "groups": [group.name for group in user.groups.all()],
    }


def _themes(remit: EditorRemit) -> dict[str, Any]:
    return {
        "themes": [concept.label() for concept in remit.themes.all()],
        "countries": [str(countries.name(str(code))) for code in remit.countries],
    }


def _event(entry: Any) -> dict[str, Any]:
    """What somebody did with a page."""
    return {"action": entry.action, "when": when(entry.timestamp), "record": entry.label}


def _account_events(user: User) -> QuerySet[ModelLogEntry]:
    account = ContentType.objects.get_for_model(User)
    own = Q(content_type=account, object_id=str(user.pk))
    found = ModelLogEntry.objects.filter(own | Q(user=user.pk)).select_related("content_type")
    # Who asks is told by name of themselves only; others are there as numbers.
    return found.annotate(asked_for=Value(str(user.pk))).order_by("pk")


def _account_event(entry: Any) -> dict[str, Any]:
    own = (entry.content_type.model_class(), entry.object_id) == (User, entry.asked_for)
    label = entry.label if own else f"{entry.content_type} #{entry.object_id}"
    return {"action": entry.action, "when": when(entry.timestamp), "record": label}


def _comment(comment: Any) -> dict[str, Any]:
    return {"text": comment.text, "written": when(comment.created_at)}


def _stand_in(user: User) -> User:
    """Whose remarks they are once who wrote them is erased: nobody who can sign in."""
    name = User.FORMER_EDITOR if is_editor(user) else User.FORMER_OFFICIAL
    found, made = User.objects.get_or_create(
        username=name,
        defaults={"email": f"{name}@example.invalid", "is_active": False, "first_name": name},
    )
    if made:
        found.set_unusable_password()
        found.save()
    return found


def _leave_remarks(user: User) -> int:
    written = Comment.objects.filter(user=user.pk)
    return int(written.update(user=_stand_in(user)) if written.exists() else 0)


def _leave_replies(user: User) -> int:
    written = CommentReply.objects.filter(user=user.pk)
    return int(written.update(user=_stand_in(user)) if written.exists() else 0)


def _unlock_pages(user: User) -> int:
    return int(
        Page.objects.filter(locked_by=user.pk).update(locked=False, locked_at=None, locked_by=None)
    )


def _withdraw_invitations(user: User) -> int:
    Invitation.objects.open().filter(invited_by=user.pk).update(withdrawn_at=timezone.now())
    return 0  # counted where they lose the name


def _upload(file: Any) -> dict[str, Any]:
    """Its name only: the file itself belongs to the city."""
    return {"title": file.title, "uploaded": when(file.created_at)}


HOLDINGS = (
    Holding(
        "invitations_sent",
        Invitation,
        {"invited_by": NAMELESS},
        label=_("Invitations sent"),
        why="The city knows whom it invited; what is open is withdrawn with who promised it.",
        export=lambda row: {"email": row.email, "created": when(row.created_at)},
        erase=_withdraw_invitations,
    ),
    Holding(
        "invitations_received",
        Invitation,
        {"email": GONE},
        label=_("Invitations received"),
        export=lambda row: {"city": row.city.name_in(), "created": when(row.created_at)},
    ),
    Holding(
        "account_requests",
        AccountRequest,
        {"email": GONE, "answered_by": NAMELESS},
        own=lambda user: AccountRequest.objects.filter(email__iexact=user.email),
        label=_("Requests for accounts"),
        export=lambda row: {
            "city": row.city_name,
            "name": row.name,
            "function": row.function,
            "words": row.words,
            "state": row.state,
            "written": when(row.created_at),
        },
    ),
    Holding(
        "mails",
        OutgoingMail,
        {"recipient": GONE, "email": GONE},
        account_field="recipient",
        label=_("E-mails"),
        export=lambda row: {
            "subject": row.subject,
            "written": when(row.written_at),
            "state": row.state,
        },
    ),
    Holding(
        "roles",
        CityRole,
        {"user": GONE},
        export=lambda row: {
            "city": row.city.name_in(),
            "role": row.role,
            "since": when(row.since),
        },
    ),
    Holding("remit", EditorRemit, {"user": GONE}, export=_themes),
    *(
        Holding(
            "files",
            model,
            {"uploaded_by_user": NAMELESS},
            label=_("Files and pictures"),
            why="They belong to the city.",
            export=_upload,
        )
        for model in (Attachment, Photo)
    ),
    *(
        Holding("files", model, {"uploaded_by_user": NAMELESS}, label=_("Files and pictures"))
        for model in (Document, Image, UploadedFile)
    ),
    Holding(
        "comments",
        Comment,
        {"user": NAMELESS},
        label=_("Comments"),
        why="What editors remarked stays with the record, from “a former editor”.",
        export=_comment,
        erase=_leave_remarks,
    ),
    Holding("settled_comments", Comment, {"resolved_by": NAMELESS}, label=_("Comments settled")),
    Holding(
        "comments",
        CommentReply,
        {"user": NAMELESS},
        label=_("Comments"),
        why="As the comments that they answer.",
        export=_comment,
        erase=_leave_replies,
    ),
    Holding("subscriptions", PageSubscription, {"user": GONE}, label=_("Subscriptions to pages")),
    Holding(
        "versions",
        Revision,
        {"user": NAMELESS},
        label=_("Versions of texts"),
        why="The texts belong to the city.",
        export=lambda row: {"of": row.object_str, "written": when(row.created_at)},
    ),
    Holding("pages_begun", Page, {"owner": NAMELESS}, label=_("Pages begun")),
    Holding(
        "pages_locked", Page, {"locked_by": NAMELESS}, label=_("Pages locked"), erase=_unlock_pages
    ),
    Holding(
        "reviews_asked_for",
        WorkflowState,
        {"requested_by": NAMELESS},
        label=_("Reviews asked for"),
        export=lambda row: {"when": when(row.created_at), "state": row.status},
    ),
    Holding(
        "reviews",
        TaskState,
        {"finished_by": NAMELESS},
        label=_("Reviews"),
        why="The decision stays with the record.",
        export=lambda row: {
            "when": when(row.finished_at),
            "decision": row.status,
            "words": row.comment,
            "checklist": getattr(row.specific, "checklist", {}),
        },
    ),
    Holding("editing_sessions", EditingSession, {"user": GONE}, label=_("Forms open in the admin")),
    Holding("editing_sessions", FormState, {"user": GONE}, label=_("Forms open in the admin")),
    Holding("preferences", UserProfile, {"user": GONE}, label=_("Preferences in the admin")),
    Holding("api_tokens", APIToken, {"user": GONE}, label=_("Keys of programs")),
    Holding(
        "second_factors",
        Authenticator,
        {"user": GONE},
        label=_("Second factors and passkeys"),
        # Never the secret itself.
        export=lambda row: {
            "kind": row.type,
            "added": when(row.created_at),
            "last_used": when(row.last_used_at),
        },
    ),
    Holding(
        "addresses",
        EmailAddress,
        {"user": GONE, "email": GONE},
        label=_("E-mail addresses"),
        own=lambda user: EmailAddress.objects.filter(user=user.pk),
        export=lambda row: {"email": row.email, "verified": row.verified},
    ),
    Holding(
        "sessions",
        Session,
        {},
        label=_("Browsers signed in"),
        own=lambda user: Session.objects.filter(pk__in=[one.pk for one in sessions_of(user.pk)]),
        export=lambda row: {"ends": when(row.expire_date)},
        erase=lambda user: end_all(user.pk),
    ),
    Holding(
        "events",
        PageLogEntry,
        {"user": KEPT},
        label=_("Events in the log"),
        why="The number of an account that no longer exists: a pseudonym.",
        export=_event,
    ),
    Holding(
        "events",
        ModelLogEntry,
        {"user": KEPT},
        label=_("Events in the log"),
        why="As the log of pages; names in its labels are replaced by that number.",
        own=_account_events,
        export=_account_event,
        erase=forget_name,
    ),
    Holding("groups", User.groups.through, {"user": GONE}, label=_("Groups")),
    Holding("rights", User.user_permissions.through, {"user": GONE}, label=_("Rights")),
    # The last one: nothing points at the account any longer.
    Holding(
        "account",
        User,
        {"email": GONE},
        label=_("Account"),
        own=lambda user: User.objects.filter(pk=user.pk),
        export=_account,
    ),
)
