"""Requests for accounts: written, confirmed by the link, answered, forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.cities.bringing import city_called
from kb.contact.alliance import tell_alliance
from kb.mail.services import Letter, write_to_address
from kb.models import AccountRequest
from kb.site.addresses import absolute

SALT = "kb.joining.confirm"
LINK_LASTS = timedelta(days=14)
# What was answered is kept so long, what was never confirmed as long as its link lasts.
KEPT = timedelta(days=183)
State = AccountRequest.State


@transaction.atomic
def ask_for_account(asked: dict[str, Any]) -> AccountRequest:
    """Write the request down, and send the link that confirms its address."""
    request = AccountRequest.objects.create(
        city=city_called(asked["city"], asked["country"]),
        city_name=asked["city"],
        country=asked["country"],
        name=asked["name"],
        function=asked["function"],
        email=asked["email"].lower(),
        language=asked["language"],
        words=asked["words"],
    )

    def compose() -> Letter:
        return Letter(
            _("Please confirm your address for Alliance Exchange"),
            [
                _("Somebody, we think you, has asked for an account for %(city)s.")
                % {"city": request.city_name},
                _("Open the link to confirm your address; the secretariat answers you then."),
                _("If it was not you, do nothing: what was written is deleted in two weeks."),
            ],
            _("Confirm my address"),
            absolute(reverse("joining:confirm", args=[token_of(request)])),
        )

    write_to_address(request.email, request.language, f"account-request:{request.pk}", compose)
    return request


def token_of(request: AccountRequest) -> str:
    """What the link carries: it confirms this request for two weeks and does nothing else."""
    return signing.dumps([request.pk, request.email], salt=SALT)


def request_of(token: str) -> AccountRequest | None:
    """The request that a link belongs to; None for a link that nobody was sent, or too old."""
    try:
        number, email = signing.loads(token[:1000], salt=SALT, max_age=LINK_LASTS)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return AccountRequest.objects.filter(pk=number, email=email).first()


@transaction.atomic
def confirm(request: AccountRequest) -> None:
    """The address is right: the secretariat learns of the request, once."""
    confirmed = AccountRequest.objects.filter(pk=request.pk, state=State.UNCONFIRMED).update(
        state=State.OPEN, confirmed_at=timezone.now()
    )
    if not confirmed:
        return
    tell_alliance(
        f"account-request-open:{request.pk}",
        lambda: Letter(
            _("An account is asked for: %(city)s") % {"city": request.city_name},
            [
                _("%(name)s (%(function)s) asks for an account for %(city)s.")
                % {
                    "name": request.name,
                    "function": request.function,
                    "city": request.city_name,
                },
                *([request.words] if request.words else []),
            ],
            _("Answer the request"),
            absolute(reverse("cities_office:requests")),
        ),
    )


def open_requests() -> Any:
    """What waits for the secretariat, the oldest first."""
    return AccountRequest.objects.filter(state=State.OPEN).select_related("city")


def count_as_invited(email: str, by: Any) -> None:
    """Whoever was invited has his answer: the invitation is the mail."""
    AccountRequest.objects.filter(email__iexact=email, state=State.OPEN).update(
        state=State.INVITED, answered_at=timezone.now(), answered_by=by
    )


@transaction.atomic
def decline(request: AccountRequest, why: str, by: Any) -> bool:
    """Say no, with the reason, in the language of whoever asked; True if it was open."""
    declined = AccountRequest.objects.filter(pk=request.pk, state=State.OPEN).update(
        state=State.DECLINED, answered_at=timezone.now(), answered_by=by
    )
    if not declined:
        return False
    write_to_address(
        request.email,
        request.language,
        f"account-request-declined:{request.pk}",
        lambda: Letter(
            _("Your request for an account for %(city)s") % {"city": request.city_name},
            [
                _("The secretariat cannot give you an account for %(city)s.")
                % {"city": request.city_name},
                why,
                _("If something is unclear, write to the Alliance."),
            ],
            _("Write to the Alliance"),
            absolute(reverse("contact:alliance")),
        ),
    )
    return True


def forget_requests() -> int:
    """Delete what was answered half a year ago, and what was never confirmed."""
    now = timezone.now()
    old = Q(answered_at__lt=now - KEPT) | Q(
        state=State.UNCONFIRMED, created_at__lt=now - LINK_LASTS
    )
    return int(AccountRequest.objects.filter(old).delete()[0])
