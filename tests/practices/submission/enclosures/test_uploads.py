"""What one city may upload in a day, pictures and files together (check 18)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kb.models import Attachment, Photo
from tests import files
from tests.practices.submission.enclosures.test_pictures import picture
from tests.practices.writing import Desk, city, desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_on_disk")]

MORNING = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
REFUSED = (
    "Your city has added as many pictures and files today as it may. Nothing was stored. "
    "It goes on at 28 November 2026, 00:00 (UTC)."
)


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


def add_picture(person: Desk, record: Any) -> Any:
    form = {
        "file": SimpleUploadedFile("house.jpg", picture(), "image/jpeg"),
        "description": "The house of the mentors", "credit": "City of Aarhus", "consent": "on",
    }  # fmt: skip
    return person.client.post(person.record_at(record, "pictures/"), form)


def add_file(person: Desk, record: Any) -> Any:
    form = {
        "file": SimpleUploadedFile("report.pdf", files.pdf()),
        "title": "Evaluering", "language": "da", "rights": "City of Aarhus",
    }  # fmt: skip
    return person.client.post(person.record_at(record, "files/"), form)


def stored_bytes() -> int:
    sizes = [found.file_size for model in (Attachment, Photo) for found in model.objects.all()]
    return sum(size or 0 for size in sizes)


def files_on_disk() -> set[str]:
    return {path.name for path in Path(site.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.mark.parametrize("add", [add_picture, add_file])
def test_pictures_and_files_of_a_day_are_counted_together(
    official: Desk, settings: Any, add: Any
) -> None:
    settings.CITY_UPLOADS_A_DAY = 2
    record, other = official.begin(), official.begin()
    assert add_picture(official, record).status_code == 302
    assert add_file(official, other).status_code == 302
    before = files_on_disk()
    answer = add(official, record)
    assert answer.status_code == 400
    assert REFUSED in answer.content.decode()
    assert 'value="City of Aarhus"' in answer.content.decode()
    assert (Photo.objects.count(), Attachment.objects.count()) == (1, 1)
    assert files_on_disk() == before


@pytest.mark.parametrize("add", [add_picture, add_file])
def test_what_would_be_more_bytes_than_a_day_has_is_not_stored(
    official: Desk, settings: Any, add: Any
) -> None:
    record = official.begin()
    assert add(official, record).status_code == 302
    # Room for all but one byte of a second one.
    settings.CITY_UPLOAD_BYTES_A_DAY = 2 * stored_bytes() - 1
    before = files_on_disk()
    answer = add(official, record)
    assert answer.status_code == 400
    assert REFUSED in answer.content.decode()
    assert files_on_disk() == before
    settings.CITY_UPLOAD_BYTES_A_DAY += 1
    assert add(official, record).status_code == 302


def test_another_city_goes_on_and_tomorrow_this_one_too(
    official: Desk, site_tree: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CITY_UPLOADS_A_DAY = 1
    record = official.begin()
    assert add_picture(official, record).status_code == 302
    assert add_picture(official, record).status_code == 400
    other = desk(city(site_tree, "ghent", "BE"), "official@ghent.example")
    assert add_picture(other, other.begin()).status_code == 302
    midnight = datetime(2026, 11, 28, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: midnight - timedelta(seconds=1))
    official.client.force_login(official.user)  # after so many hours without use
    assert add_picture(official, record).status_code == 400
    monkeypatch.setattr(timezone, "now", lambda: midnight)
    assert add_picture(official, record).status_code == 302


def test_the_sentence_names_the_moment_in_the_readers_language(
    official: Desk, settings: Any
) -> None:
    settings.CITY_UPLOADS_A_DAY = 0
    record = official.begin()
    official.language = "de"
    assert "28. November 2026" in add_file(official, record).content.decode()
