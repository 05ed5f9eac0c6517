"""Runs each periodic job when it is due, once for all hosts, and keeps what came of it."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from kb.models import JobRun

logger = logging.getLogger(__name__)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Job:
    """A command that is due again ``every`` so often, and is taken for dead after ``most``."""

    command: str
    every: timedelta
    most: timedelta = timedelta(hours=2)
    options: dict[str, Any] = field(default_factory=dict)


JOBS = (
    Job("publish_scheduled", MINUTE, most=timedelta(minutes=10)),
    Job("register_dois", MINUTE, most=timedelta(minutes=30)),
    Job("keep_fresh", DAY),
    Job("check_links", DAY),
    Job("search_check", DAY),
    Job("clearsessions", DAY),
    Job("prune_db_task_results", DAY),
)
_here: dict[str, threading.Thread] = {}


def run_due(jobs: tuple[Job, ...] = JOBS) -> list[str]:
    """Run those that are due and that nobody else has claimed, one after the other; their names."""
    done = []
    for job in jobs:
        if _claim(job):
            _run(job)
            done.append(job.command)
    return done


def start_due(jobs: tuple[Job, ...] = JOBS) -> None:
    """The same without waiting: a long job keeps no other from its minute."""
    for job in jobs:
        running = _here.get(job.command)
        if (running is None or not running.is_alive()) and _claim(job):
            _here[job.command] = threading.Thread(target=_in_a_thread, args=[job], daemon=True)
            _here[job.command].start()


def wait_for_running(seconds: float) -> None:
    """Let what was started here come to its end."""
    for thread in _here.values():
        thread.join(seconds)


def last_runs() -> dict[str, dict[str, Any]]:
    """When each job ran last and whether it went well; for ``/readyz``."""
    runs = {run.name: run for run in JobRun.objects.all()}
    return {job.command: _last(runs.get(job.command), job) for job in JOBS}


def _last(run: JobRun | None, job: Job) -> dict[str, Any]:
    if run is None:
        return {"last": None, "ok": None, "late": True}
    late = run.started_at < timezone.now() - 2 * job.every - timedelta(minutes=5)
    last = run.finished_at.isoformat() if run.finished_at else None
    return {"last": last, "ok": run.ok, "late": late}


def _claim(job: Job, now: datetime | None = None) -> bool:
    """Take a job that is due; of several hosts one gets it, because the row changes only once."""
    now = now or timezone.now()
    run, made = JobRun.objects.get_or_create(name=job.command, defaults={"started_at": now})
    if made:
        return True
    under_way = run.finished_at is None and run.started_at > now - job.most
    if under_way or run.started_at > now - job.every:
        return False
    return bool(
        JobRun.objects.filter(pk=run.pk, started_at=run.started_at).update(
            started_at=now, finished_at=None
        )
    )


def _run(job: Job) -> None:
    out = StringIO()
    ok = True
    try:
        call_command(job.command, stdout=out, stderr=out, **job.options)
    except Exception as error:
        # Whatever happens in one job, the others go on; what it was is kept and logged.
        ok = False
        out.write(f"{type(error).__name__}: {error}")
        logger.exception("The job %s failed.", job.command)
    JobRun.objects.filter(name=job.command).update(
        finished_at=timezone.now(), ok=ok, said=out.getvalue()[-2_000:]
    )


def _in_a_thread(job: Job) -> None:
    try:
        _run(job)
    except DatabaseError:
        logger.warning("The database went away while %s ran; it is tried again.", job.command)
    finally:
        connection.close()
