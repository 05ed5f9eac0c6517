"""A city with its official, and a disk for their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from kb.models import CityPage
from tests.practices.writing import Desk, city, desk


@pytest.fixture
def aarhus(site_tree: Any) -> CityPage:
    return city(site_tree, "aarhus")


@pytest.fixture
def official(aarhus: Any) -> Desk:
    return desk(aarhus, "official@aarhus.example")


@pytest.fixture
def files_on_disk(settings: Any, tmp_path: Path) -> None:
    """Files on a disk: those kept in memory cannot be opened a second time."""
    # Wagtail remembers sizes of pictures, also of those that the last test has rolled back.
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    (tmp_path / "uploads").mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
