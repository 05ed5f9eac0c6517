"""Writing mails and sending them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kb.models import OutgoingMail, User
from kb.site.addresses import absolute

logger = logging.getLogger(__name__)
State = OutgoingMail.State

# Tries at growing distances: 1, 2, 4 … minutes, about two days in all.
MOST_ATTEMPTS = 12
STOP_SALT = "kb.mail.stop"


@dataclass(frozen=True)
class Letter:
    """What a mail says: a subject, paragraphs, one link with its words; with it a calendar file, if any."""

    subject: str
    paragraphs: list[str]
    link_words: str
    link: str
    calendar: str = ""


def write(
    recipient: User,
    key: str,
    compose: Callable[[], Letter],
    *,
    wanted: bool = False,
    reply_to: str = "",
) -> bool:
    """Write a mail in the recipient's language; it leaves after the commit, in the background.

    ``key`` names the event; the same event writes once to each, and True says that it did just now.
    ``wanted`` mails (those that somebody asked for) do not wait for the daily summary and cannot be stopped.
    ``reply_to``: who gets an answer to it, where that is not the site.
    """
    rhythm = User.MailRhythm
    if not recipient.is_active or (recipient.mail_rhythm == rhythm.NEVER and not wanted):
        return False
    with override(recipient.language):
        stop = "" if wanted else absolute(reverse("mail:stop", args=[stop_token(recipient)]))
    digest = recipient.mail_rhythm == rhythm.DAILY and not wanted
    return _keep(
        f"{key}:{recipient.pk}",
        compose,
        language=recipient.language,
        stop=stop,
        reply_to=reply_to,
        recipient=recipient,
        email=recipient.email,
        state=State.FOR_DIGEST if digest else State.WAITING,
    )


def write_to_address(
    email: str,
    language: str,
    key: str,
    compose: Callable[[], Letter],
    *,
    account: User | None = None,
    reply_to: str = "",
    stop: str = "",
) -> bool:
    """Write to an address, whoever has it, once for each event; True if it was written just now.

    ``account`` is whose it is about, where there is one: with it the mail goes. ``stop``: the link that ends
    such mails, where somebody asked for more than one.
    """
    return _keep(
        key,
        compose,
        language=language,
        stop=stop,
        reply_to=reply_to,
        email=email,
        recipient=account,
        state=State.WAITING,
    )


def _keep(
    key: str,
    compose: Callable[[], Letter],
    *,
    language: str,
    stop: str,
    reply_to: str = "",
    **values: Any,
) -> bool:
    with override(language):
        letter = compose()
        # Mail programs take letters beyond ASCII for the end of an address.
        letter = replace(letter, link=iri_to_uri(letter.link))
        context = {"letter": letter, "language": language, "stop": stop}
        mail, made = OutgoingMail.objects.get_or_create(
            key=key[:200],
            defaults={
                **values,
                "language": language,
                # A title may hold anything; a header may not.
                "subject": " ".join(letter.subject.split())[:200],
                "text": render_to_string("kb/mail/letter.txt", context),
                "html": render_to_string("kb/mail/letter.html", context),
                "headers": _headers(stop, reply_to),
                "calendar": letter.calendar,
            },
        )
    if made and mail.state == State.WAITING:
        send_later(mail)
    return made


def send_waiting() -> int:
    """Hand mails to the worker that wait for longer than any retry: their task was lost."""
    since = timezone.now() - timedelta(days=3)
    lost = OutgoingMail.objects.filter(state=State.WAITING, written_at__lt=since)
    for mail in lost:
        send_later(mail)
    return len(lost)


def _headers(stop: str, reply_to: str) -> dict[str, str]:
    if reply_to:
        return {"Reply-To": reply_to}
    if not stop:
        return {}
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


_sender: list[Any] = []


def register_sender(task: Any) -> None:
    """Say which task of the worker sends a mail by its number (it knows this module, not the reverse)."""
    _sender[:] = [task]


def send_later(mail: OutgoingMail, delay: timedelta | None = None) -> None:
    """Have the mail sent by the worker once this transaction is through."""
    task: Any = _sender[0]
    if delay is not None:
        if not task.get_backend().supports_defer:
            return
        task = task.using(run_after=timezone.now() + delay)
    transaction.on_commit(lambda: task.enqueue(mail.pk), robust=True)


def deliver(number: int) -> bool:
    """Send one mail; True if it left just now. What another worker has taken is left to that one.

    A mail is claimed before it is handed to the server. If this process dies between the two, it stays
    "being sent" and is not tried again, because it may have left: no mail comes twice.
    """
    claimed = OutgoingMail.objects.filter(pk=number, state=State.WAITING).update(
        state=State.SENDING, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    mail = OutgoingMail.objects.get(pk=number)
    message = EmailMultiAlternatives(
        subject=mail.subject, body=mail.text, to=[mail.email], headers=mail.headers
    )
    message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        message.attach("event.ics", mail.calendar, "text/calendar")
    try:
        message.send()
    except (OSError, SMTPException) as fault:
        _try_again(mail, fault)
        return False
    mail.state, mail.sent_at, mail.error = State.SENT, timezone.now(), ""
    _empty(mail)
    return True


def _empty(mail: OutgoingMail) -> None:
    """Nobody needs what it says any longer, nor who gets the answer."""
    mail.text, mail.html, mail.headers, mail.calendar = "", "", {}, ""
    mail.save()


def _try_again(mail: OutgoingMail, fault: Exception) -> None:
    logger.warning("Mail %s was not taken: %s", mail.pk, type(fault).__name__)
    mail.state = State.FAILED if mail.attempts >= MOST_ATTEMPTS else State.WAITING
    mail.error = type(fault).__name__[:300]
    if mail.state == State.FAILED:
        # What a reader wrote, or a link that opens something, is kept for nobody to find.
        _empty(mail)
    mail.save(update_fields=["state", "error"])
    if mail.state == State.WAITING:
        send_later(mail, timedelta(minutes=2 ** (mail.attempts - 1)))


def send_digests(day: str) -> int:
    """Put what waits for a daily summary into one mail for each recipient; how many mails were written."""
    waiting = OutgoingMail.objects.filter(state=State.FOR_DIGEST).order_by("written_at", "pk")
    written = 0
    for number in list(
        waiting.order_by("recipient").values_list("recipient", flat=True).distinct()
    ):
        with transaction.atomic():
            mails = list(waiting.select_for_update().filter(recipient=number))
            recipient = User.objects.get(pk=number)
            write(recipient, f"digest:{day}:{mails[-1].pk}", _digest(mails), wanted=True)
            OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
                state=State.SENT, sent_at=timezone.now(), text="", html=""
            )
            written += 1
    return written


def _digest(mails: Iterable[OutgoingMail]) -> Callable[[], Letter]:
    subjects = [mail.subject for mail in mails]

    def compose() -> Letter:
        title = ngettext("%(count)d message", "%(count)d messages", len(subjects))
        return Letter(
            _("Alliance Exchange: %(messages)s") % {"messages": title % {"count": len(subjects)}},
            subjects,
            _("To your desk"),
            absolute(reverse(settings.LOGIN_REDIRECT_URL)),
        )

    return compose


def stop_token(user: User) -> str:
    """What the link to stop mails carries; it works without signing in and for nothing else."""
    return signing.dumps(user.pk, salt=STOP_SALT)


def user_of_stop_token(token: str) -> User | None:
    """Whose mails a link stops; None for a link that nobody was sent."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=STOP_SALT)).first()
    except (signing.BadSignature, TypeError, ValueError):
        return None


def stop(user: Any) -> None:
    """No more mails but those that somebody asks for."""
    user.mail_rhythm = User.MailRhythm.NEVER
    user.save(update_fields=["mail_rhythm"])
