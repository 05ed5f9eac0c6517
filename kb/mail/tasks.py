"""What the worker does: ``manage.py db_worker --backend mail --queue-name mail``."""

from __future__ import annotations

from django_tasks import task

from kb.mail import services


@task(backend="mail", queue_name="mail")
def send_mail(number: int) -> None:
    """Send the mail with this number, unless it has left already."""
    services.deliver(number)


services.register_sender(send_mail)
