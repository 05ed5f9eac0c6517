"""Mails on their way: written with the event, sent in the background, each once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.accounts import User


class OutgoingMail(models.Model):
    """A mail as it will be or was sent.

    ``key`` names event and recipient, so that the same event never writes twice. The texts are dropped
    once the mail has left, because nobody needs them any longer.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        FOR_DIGEST = "for-digest", _("For the daily summary")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    key = models.CharField(max_length=200, unique=True)
    recipient = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="mails", verbose_name=_("recipient")
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    # A calendar file that goes with it; empty for most.
    calendar = models.TextField(blank=True, default="", db_default="")
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=300, blank=True)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.email}: {self.subject}"
