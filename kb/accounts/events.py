"""What happens with accounts, in Wagtail's log beside what happens with pages: who came in, who was refused,
who was given which rights, whose data left or went.

The log only grows. Two things change it, both here: an erased person's name leaves it
(:func:`forget_name`), and after a year sign-ins and refusals do (:func:`forget_old`). No network address
is in it, and nothing that was typed at the door.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import password_changed as password_changed_signal
from allauth.account.signals import password_reset
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext, LogFormatter, log
from wagtail.models import ModelLogEntry

from kb.models import City, CityRole, EditorRemit, User

KEPT = timedelta(days=365)
# What is about people's coming and going only; rights, exports and erasures stay.
PASSING = (
    "kb.sign_in",
    "kb.sign_in_failed",
    "kb.second_factor_failed",
    "kb.sign_out",
    "kb.refused",
)
NOBODY = "—"
# Each with its label and what the history says of it; %(about)s is a group, a city, an address of the desk.
ACTIONS = {
    "sign_in": (_("Sign in"), _("Signed in")),
    "sign_in_failed": (_("Fail to sign in"), _("Tried to sign in, in vain")),
    "second_factor_failed": (_("Fail the second factor"), _("Second factor was wrong")),
    "sign_out": (_("Sign out"), _("Signed out")),
    "refused": (_("Be refused"), _("Refused, or not there: %(about)s")),
    "join_group": (_("Give the rights of a group"), _("Given the rights of: %(about)s")),
    "leave_group": (_("Take the rights of a group"), _("No longer with the rights of: %(about)s")),
    "give_role": (_("Give a role in a city"), _("Now works for a city: %(about)s")),
    "end_role": (_("End a role in a city"), _("No longer works for a city: %(about)s")),
    "make_administrator": (_("Make an administrator"), _("Now an administrator")),
    "end_administrator": (_("Take an administrator’s rights"), _("No longer an administrator")),
    "change_password": (_("Change the password"), _("Password changed")),
    "add_second_factor": (_("Add a second factor"), _("Second factor added")),
    "remove_second_factor": (_("Remove a second factor"), _("Second factor removed")),
    "export_data": (_("Export one’s data"), _("Own data exported")),
    "erase": (_("Erase an account"), _("Account erased")),
}


def register(actions: Any) -> None:
    """Make the events known to Wagtail's log."""
    for name, (label, message) in ACTIONS.items():
        formatter = type(name, (AboutFormatter,), {"label": label, "message": message})
        actions.register_action(f"kb.{name}")(formatter)


class AboutFormatter(LogFormatter):
    """Says what an event was about."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return str(self.message) % {"about": log_entry.data.get("about", "")}


def note(account: User | None, action: str, *, by: User | None = None, about: str = "") -> None:
    """Write down what happened with an account; without one, that it was nobody's.

    ``by`` is left out where Wagtail's admin knows who acts. The label holds what the event was about too,
    because that is what Wagtail's export of the history shows.
    """
    name = str(account) if account else NOBODY
    log(
        instance=account or User(pk=0),  # Wagtail's log is of things that have a number
        action=f"kb.{action}",
        user=by,
        title=f"{name} · {about}" if about else name,
        data={"about": about} if about else {},
    )


def note_role(account: User, action: str, city: City, role: str) -> None:
    """Write down that a role in a city was given or ended."""
    note(account, action, about=f"{city.code}, {role}")


def acting(user: Any) -> LogContext:
    """Whatever is written down inside this context was done by this person."""
    return LogContext(user=user)


def forget_name(account: User) -> int:
    """Leave the number of an account in the log and take out its names; how many entries named it.

    By identity: entries about the account and what belongs to it, and those whose label is its address,
    alone or at its head. Another's address may contain this one, and another may have the same name.
    """
    named = Q(content_type=_kind(User), object_id=str(account.pk))
    for model in (CityRole, EditorRemit, EmailAddress):
        own = [str(pk) for pk in model.objects.filter(user=account.pk).values_list("pk", flat=True)]
        named |= Q(content_type=_kind(model), object_id__in=own)
    for address in {account.email, account.get_username()} - {""}:
        named |= Q(label__iexact=address)
        for follows in (" · ", ": "):
            named |= Q(label__istartswith=f"{address}{follows}")
    if account.get_full_name():
        # Of a remit that is gone; those that are there are their editors'.
        present = [str(pk) for pk in EditorRemit.objects.values_list("pk", flat=True)]
        gone = Q(content_type=_kind(EditorRemit), label=account.get_full_name())
        named |= gone & ~Q(object_id__in=present)
    return ModelLogEntry.objects.filter(named).update(label=f"#{account.pk}")


def _kind(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def forget_old() -> int:
    """Drop the sign-ins and refusals of more than a year ago."""
    old = ModelLogEntry.objects.filter(action__in=PASSING, timestamp__lt=timezone.now() - KEPT)
    return int(old.delete()[0])


# What Django and django-allauth tell of.


def signed_in(sender: Any, user: User, **kwargs: Any) -> None:
    """Somebody is in."""
    note(user, "sign_in", by=user)


def sign_in_failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """Somebody is not; an address that belongs to no account is not kept, it could be a password."""
    email = str(credentials.get("email") or credentials.get("username") or "")
    known = User.objects.filter(email__iexact=email).first() if email else None
    note(known, "sign_in_failed")


def second_factor_failed(sender: Any, user: User, **kwargs: Any) -> None:
    """The password was right, and what followed was not."""
    note(user, "second_factor_failed")


def signed_out(sender: Any, user: User | None, **kwargs: Any) -> None:
    """Somebody has left by the door; sessions that end by themselves are no event."""
    if user is not None:
        note(user, "sign_out", by=user)


def groups_changed(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Rights were given or taken, at the desk or in the admin, from either end."""
    name = {"post_add": "join_group", "post_remove": "leave_group", "pre_clear": "leave_group"}
    if action not in name:
        return
    if reverse:
        users = instance.user_set.all() if pk_set is None else User.objects.filter(pk__in=pk_set)
        pairs = [(user, instance) for user in users]
    else:
        groups = instance.groups.all() if pk_set is None else Group.objects.filter(pk__in=pk_set)
        pairs = [(instance, group) for group in groups]
    for user, group in pairs:
        note(user, name[action], about=group.name)


def account_will_change(sender: Any, instance: User, update_fields: Any, **kwargs: Any) -> None:
    """Remember whether it was an administrator's; a sign-in saves its moment only."""
    was = instance.is_superuser
    if update_fields is None or "is_superuser" in update_fields:
        was = User.objects.filter(pk=instance.pk, is_superuser=True).exists()
    instance._was_administrator = was  # type: ignore[attr-defined]


def account_changed(sender: Any, instance: User, **kwargs: Any) -> None:
    """An administrator more, or one less."""
    if instance.is_superuser != instance._was_administrator:  # type: ignore[attr-defined]
        note(instance, "make_administrator" if instance.is_superuser else "end_administrator")


def password_changed(sender: Any, user: User, **kwargs: Any) -> None:
    """By its owner, who knew the old one or had the mail."""
    note(user, "change_password", by=user)


def second_factor_added(sender: Any, user: User, **kwargs: Any) -> None:
    """A password alone no longer opens the account."""
    note(user, "add_second_factor", by=user)


def second_factor_removed(sender: Any, user: User, **kwargs: Any) -> None:
    """A password may be enough again."""
    note(user, "remove_second_factor", by=user)


def account_deleted(sender: Any, instance: User, **kwargs: Any) -> None:
    """However it went, at its owner's wish or in the admin."""
    forget_name(instance)


def connect() -> None:
    """Listen; called once when the app is ready."""
    for signal, heard in (
        (user_logged_in, signed_in),
        (user_login_failed, sign_in_failed),
        (authentication_failed, second_factor_failed),
        (user_logged_out, signed_out),
        (password_reset, password_changed),
        (password_changed_signal, password_changed),
        (authenticator_added, second_factor_added),
        (authenticator_removed, second_factor_removed),
    ):
        signal.connect(heard, dispatch_uid=f"kb.events.{heard.__name__}.{id(signal)}")
    m2m_changed.connect(groups_changed, sender=User.groups.through, dispatch_uid="kb.events.groups")
    pre_save.connect(account_will_change, sender=User, dispatch_uid="kb.events.will_change")
    post_save.connect(account_changed, sender=User, dispatch_uid="kb.events.changed")
    post_delete.connect(account_deleted, sender=User, dispatch_uid="kb.events.deleted")
