"""Periodic jobs: each when it is due, once for all hosts, and what came of it is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kb.jobs.services import DAY, JOBS, MINUTE, Job, run_due
from kb.models import JobRun
from tests.factories import CityPageFactory, PracticePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PUBLISH = tuple(job for job in JOBS if job.command == "publish_scheduled")
SESSIONS = Job("clearsessions", DAY)


def minutes_pass(number: int) -> None:
    for run in JobRun.objects.all():
        run.started_at -= timedelta(minutes=number)
        run.finished_at = run.finished_at and run.finished_at - timedelta(minutes=number)
        run.save()


def test_a_page_is_published_and_taken_down_when_that_was_planned(
    site_tree: Any, client: Client
) -> None:
    city = CityPageFactory(parent=site_tree.cities, slug="aarhus")
    page = PracticePageFactory(parent=city, slug="planned", live=False)
    address = "/en/cities/aarhus/planned/"
    page.go_live_at = timezone.now() - timedelta(seconds=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    assert client.get(address).status_code == 404
    assert run_due(PUBLISH) == ["publish_scheduled"]
    assert client.get(address).status_code == 200
    page.refresh_from_db()
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()
    assert run_due(PUBLISH) == []  # it ran within the minute
    minutes_pass(1)
    assert run_due(PUBLISH) == ["publish_scheduled"]
    assert client.get(address).status_code == 404


def test_a_daily_job_runs_once_in_a_day_whoever_asks() -> None:
    assert run_due((SESSIONS,)) == ["clearsessions"]
    assert run_due((SESSIONS,)) == []
    minutes_pass(23 * 60)
    assert run_due((SESSIONS,)) == []
    minutes_pass(60)
    assert run_due((SESSIONS,)) == ["clearsessions"]


def test_a_job_under_way_is_left_alone_until_it_counts_as_dead() -> None:
    job = Job("clearsessions", MINUTE, most=timedelta(hours=2))
    JobRun.objects.create(name=job.command, started_at=timezone.now() - timedelta(hours=1))
    assert run_due((job,)) == []
    minutes_pass(61)
    assert run_due((job,)) == ["clearsessions"]


def test_a_job_that_fails_says_so_and_stops_no_other(client: Client) -> None:
    broken = Job("search_check", DAY, options={"folder": "no such option"})
    assert run_due((broken, SESSIONS)) == ["search_check", "clearsessions"]
    run = JobRun.objects.get(name="search_check")
    assert run.ok is False
    assert "TypeError" in run.said
    assert JobRun.objects.get(name="clearsessions").ok is True
    jobs = client.get("/readyz").json()["jobs"]
    assert jobs["search_check"]["ok"] is False
    assert jobs["clearsessions"]["ok"] is True
    assert jobs["keep_fresh"] == {"last": None, "ok": None, "late": True}


def test_everything_periodic_is_among_them() -> None:
    assert {job.command for job in JOBS} == {
        "publish_scheduled",
        "register_dois",
        "keep_fresh",
        "check_links",
        "search_check",
        "clearsessions",
        "prune_db_task_results",
    }
