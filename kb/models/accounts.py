"""People who can sign in, and what they do for which city."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

INVITATION_LASTS = timedelta(days=14)


class User(AbstractUser):
    """A person with an account: an official of a city, an editor, the secretariat, an administrator.

    Our own model from the first migration on, because replacing Django's later is hardly possible.
    The e-mail address is unique: it is what people sign in with.
    """

    # Stand-ins that cannot sign in: whose remarks they are once who wrote them is erased.
    FORMER_EDITOR, FORMER_OFFICIAL = "former-editor", "former-official"
    FORMER = {
        FORMER_EDITOR: _("A former editor"),
        FORMER_OFFICIAL: _("A former official"),
    }

    class MailRhythm(models.TextChoices):
        AT_ONCE = "at-once", _("At once")
        DAILY = "daily", _("Once a day, in one mail")
        NEVER = "never", _("Never; I look at my desk")

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(
        _("language of mails"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    mail_rhythm = models.CharField(
        _("when mails come"),
        max_length=10,
        choices=MailRhythm.choices,
        default=MailRhythm.AT_ONCE,
    )
    # Off until somebody agrees: readers' letters carry no address of theirs, but an answer shows it.
    takes_letters = models.BooleanField(
        _("letters from readers to my city reach me"), default=False
    )

    class Meta(AbstractUser.Meta):
        # Wagtail's log shows the events of a kind of thing to whoever has some right on it.
        permissions = [("read_events", "Can read what happened with accounts")]
        constraints = [
            # Nobody could sign in with it, and what is looked up by it would be everybody's.
            models.CheckConstraint(condition=~models.Q(email=""), name="kb_account_has_an_address")
        ]

    @property
    def shown_name(self) -> str:
        """The name that colleagues see."""
        if self.username in self.FORMER:
            return str(self.FORMER[self.username])
        return self.get_full_name() or self.email


class RoleKind(models.TextChoices):
    """What somebody does for a city."""

    OFFICIAL = "official", _("City official")
    COORDINATOR = "coordinator", _("City coordinator")


class CityRole(models.Model):
    """Somebody works for a city: an official writes its records, a coordinator invites colleagues too.

    The rights themselves are Wagtail's: membership in the city's group (``kb.accounts.rights``).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="city_roles")
    city = models.ForeignKey("kb.City", on_delete=models.CASCADE, related_name="people")
    role = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("role in a city")
        verbose_name_plural = _("roles in cities")
        constraints = [
            models.UniqueConstraint(fields=["user", "city"], name="kb_one_role_per_city")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}, {self.city}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by how they stand."""

    def open(self) -> InvitationQuerySet:
        """Those that can still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


def _expiry() -> Any:
    return timezone.now() + INVITATION_LASTS


class Invitation(models.Model):
    """An e-mail address was asked to work for a city; the link in the mail can be used once.

    Only a hash of the link's secret is stored, so that nobody who reads the database can use it.
    """

    email = models.EmailField(_("e-mail address"))
    city = models.ForeignKey("kb.City", on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)
    language = models.CharField(_("language of the mail"), max_length=10)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=_expiry)
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.email}: {self.role}, {self.city}"

    @staticmethod
    def hash_of(secret: str) -> str:
        """What is stored of a secret."""
        return hashlib.sha256(f"{settings.SECRET_KEY}:{secret}".encode()).hexdigest()


class EditorRemit(models.Model):
    """What an editor looks after: records with these themes or from these countries; empty means all.

    Whoever has no remit looks after everything.
    """

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="remit", verbose_name=_("editor")
    )
    themes = models.ManyToManyField(
        "kb.Concept",
        verbose_name=_("themes"),
        blank=True,
        limit_choices_to={"facet": "theme"},
        related_name="+",
    )
    countries = CountryField(_("countries"), multiple=True, blank=True)

    class Meta:
        verbose_name = _("editor’s remit")
        verbose_name_plural = _("editors’ remits")

    def __str__(self) -> str:
        return self.user.shown_name
