"""A disk that is full: uploads are refused with a sentence, and nothing of half a file stays."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kb.attachments.guard import cleaned_file
from kb.models import Photo
from kb.photos.cleaning import cleaned_picture
from kb.uploads.disk import WholeFiles

SENTENCE = "The server has no room for more files at the moment. Nothing was stored"


def picture() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (400, 300), "teal").save(content, "JPEG")
    return SimpleUploadedFile("square.jpg", content.getvalue(), "image/jpeg")


@pytest.fixture
def small_disk(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A disk of 1 MB for uploads."""
    if os.geteuid() != 0:
        pytest.skip("Only root can mount a small disk.")
    mounted = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tmp_path], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("No disk can be mounted here.")
    settings.MEDIA_ROOT = str(tmp_path)
    try:
        yield tmp_path
    finally:
        subprocess.run(["/bin/umount", tmp_path], check=True)


def test_an_upload_at_the_desk_is_refused_with_a_sentence(small_disk: Path) -> None:
    with pytest.raises(ValidationError, match=SENTENCE):
        cleaned_picture(picture())
    with pytest.raises(ValidationError, match=SENTENCE):
        cleaned_file(SimpleUploadedFile("plan.pdf", b"%PDF-1.7 a plan", "application/pdf"))


@pytest.mark.django_db
def test_an_upload_in_the_admin_is_refused_and_the_list_of_pictures_goes_on(
    small_disk: Path, client: Client
) -> None:
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "x"))
    response = client.post("/admin/images/add/", {"title": "Square", "file": picture()})
    assert response.status_code == 200
    assert SENTENCE in response.content.decode()
    assert Photo.objects.count() == 0
    assert list(small_disk.iterdir()) == []
    assert client.get("/admin/images/").status_code == 200
    assert client.get("/readyz").json()["free_megabytes"] <= 1


def test_of_a_file_that_could_not_be_written_to_its_end_nothing_stays(tmp_path: Path) -> None:
    storage = WholeFiles(location=tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            storage.save("large.bin", ContentFile(b"x" * 300_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
    storage.save("small.bin", ContentFile(b"x" * 1_000))
    assert (tmp_path / "small.bin").stat().st_size == 1_000
