"""The signed link of a registration: whoever has it may confirm, change and withdraw it, and nothing else."""

from __future__ import annotations

from exchange.links import MailLink
from exchange.models import Registration

REGISTRATION = MailLink(
    Registration, "exchange.registration", "events:registration", related=("event__city",)
)
