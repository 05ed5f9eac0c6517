"""``manage.py keep_fresh``: reminders, archiving, daily mail summaries. For the scheduler, once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail import hooks

from kb.accounts.events import forget_old
from kb.http.rate_limits import forget_bursts
from kb.joining.services import forget_requests
from kb.mail.services import send_digests, send_waiting
from practices.moderation.outside.advice import forget_ended
from practices.records import freshness
from practices.records.public_versions import note_versions_that_lack
from practices.submission.people.coauthors import forget_expired
from practices.submission.people.peers import ask_peers


class Command(BaseCommand):
    help = (
        "Reminds cities of review dates, archives what nobody confirms, sends the daily summaries."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """A second run on the same day writes nothing twice."""
        today = timezone.localdate()
        self.stdout.write(f"{freshness.remind(today)} reminders written")
        self.stdout.write(f"{ask_peers(today)} records asked about in a city like theirs")
        self.stdout.write(f"{freshness.archive(today)} records archived")
        self.stdout.write(f"{forget_expired()} old invitations forgotten")
        self.stdout.write(f"{forget_ended()} addresses of outside reviewers forgotten")
        self.stdout.write(f"{forget_requests()} requests for accounts forgotten")
        self.stdout.write(f"{forget_old()} old sign-ins and refusals forgotten")
        self.stdout.write(f"{note_versions_that_lack()} public versions written down")
        forget_bursts()
        # Rooms that know this one do their own day's work before the summaries are written.
        for keep in hooks.get_hooks("keep_fresh"):
            self.stdout.write(keep())
        self.stdout.write(f"{send_digests(today.isoformat())} daily summaries written")
        self.stdout.write(f"{send_waiting()} mails handed to the worker again")
