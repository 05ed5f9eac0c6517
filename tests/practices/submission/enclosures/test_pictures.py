"""Pictures at the city's desk: only pixels are kept, and nobody sees them before a page shows them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kb.models import Photo
from kb.photos.services import SIZES, shown_sizes
from practices.models import PracticePage
from practices.submission.writing.drafts import newest
from tests import colour_profiles as profiles
from tests import files
from tests.factories import PracticePageFactory
from tests.practices.writing import Desk, city, desk, editor, review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_on_disk")]

GPS = 0x8825


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 800), **values: Any) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, (40, 90, 90)).save(stream, kind, **values)
    return stream.getvalue()


def add(person: Desk, record: Any, content: bytes, name: str = "house.jpg", **values: Any) -> Any:
    form = {
        "file": SimpleUploadedFile(name, content, "image/jpeg"),
        "description": "The house of the mentors", "credit": "City of Aarhus", "consent": "on",
        **values,
    }  # fmt: skip
    return person.client.post(person.record_at(record, "pictures/"), form)


def test_a_picture_is_added_and_taken_out(official: Desk) -> None:
    record = official.begin()
    assert add(official, record, picture(), caption="Our house").status_code == 302
    (shown,) = newest(record).photos.all()
    assert (shown.caption, shown.photo.credit) == ("Our house", "City of Aarhus")
    assert shown.photo.collection.name == "City: aarhus"
    page = official.client.get(official.record_at(record, "pictures/")).content.decode()
    assert 'alt="The house of the mentors"' in page
    official.client.post(official.record_at(record, "pictures/1/remove/"))
    assert list(newest(record).photos.all()) == []


def test_place_and_camera_are_taken_out_of_the_file(official: Desk) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home of Jens"
    exif[GPS] = {1: "N", 2: (56.0, 9.0, 26.0)}
    record = official.begin()
    add(official, record, picture(exif=exif.tobytes()))
    stored = Photo.objects.get().file.read()
    assert b"Jens" not in stored
    assert dict(Image.open(BytesIO(stored)).getexif()) == {}


def test_colours_of_a_telephone_are_those_that_readers_see(official: Desk) -> None:
    record = official.begin()
    profile = profiles.screen_profile(profiles.DISPLAY_P3, 2.2)
    red = BytesIO()
    Image.new("RGB", (1200, 800), (234, 51, 35)).save(red, "JPEG", icc_profile=profile, quality=95)
    add(official, record, red.getvalue(), "Дом.jpg")
    photo = Photo.objects.get()
    assert photo.file.name == "original_images/Дом.jpg"
    for address in urls_of(photo):
        answer = official.client.get(address)
        seen = Image.open(BytesIO(b"".join(answer.streaming_content))).convert("RGB")
        assert all(
            abs(one - other) < 9
            for one, other in zip(seen.getpixel((9, 9)), (255, 0, 0), strict=True)
        )


def test_the_admin_takes_in_only_pixels_too() -> None:
    reader, _user = editor("editor@example.org")
    upload = SimpleUploadedFile("a.jpg", files.photo(), "image/jpeg")
    form = {"title": "House", "file": upload, "description": "", "credit": "", "collection": "1"}
    assert reader.post("/admin/images/add/", form).status_code == 302
    assert b"Zuckmayer" not in Photo.objects.get().file.read()


def bomb() -> bytes:
    """A small PNG that says it has 40,000 × 40,000 pixels."""
    content = bytearray(picture("PNG", (1, 1)))
    content[16:24] = (40_000).to_bytes(4, "big") * 2
    return bytes(content)


def office_file() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/vbaProject.bin", "macro")
    return stream.getvalue()


BAD = {
    "an SVG with a script": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        "a.svg",
    ),
    "a page named as a picture": (b"<html><script>alert(1)</script></html>", "a.jpg"),
    "a program named as a picture": (b"MZ\x90\x00" + b"\x00" * 200, "a.png"),
    "an office file": (office_file(), "a.jpg"),
    "an empty file": (b"", "a.jpg"),
    "a torn picture": (picture()[:600], "a.jpg"),
    "a flood of pixels": (bomb(), "a.png"),
    "a GIF": (picture("GIF"), "a.gif"),
    "a TIFF named as JPEG": (picture("TIFF"), "a.jpg"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_picture_is_refused_with_words_and_not_kept(official: Desk, what: str) -> None:
    content, name = BAD[what]
    record = official.begin()
    answer = add(official, record, content, name)
    assert answer.status_code == 400
    assert b"There is a problem" in answer.content
    assert b'value="City of Aarhus"' in answer.content
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "a" * 190 + ".jpg", "нож.jpg", "a.php.jpg", ".jpg"]
)
def test_a_files_name_leads_nowhere(official: Desk, name: str) -> None:
    record = official.begin()
    assert add(official, record, picture(), name).status_code == 302
    stored = Photo.objects.get().file.name
    assert stored.startswith("original_images/")
    assert ".." not in stored
    assert stored.count(".") == 1


def test_a_page_hidden_in_a_picture_is_gone(official: Desk) -> None:
    record = official.begin()
    add(official, record, picture() + b"<script>alert(1)</script>")
    assert b"script" not in Photo.objects.get().file.read()


@pytest.mark.parametrize("missing", ["description", "credit", "consent"])
def test_no_picture_without_words_credit_and_consent(official: Desk, missing: str) -> None:
    record = official.begin()
    assert add(official, record, picture(), **{missing: ""}).status_code == 400
    assert not Photo.objects.exists()


def urls_of(photo: Photo) -> list[str]:
    return [photo.file.url, *(made.url for made in photo.get_renditions(*SIZES).values())]


def test_a_page_offers_small_files_in_two_widths_and_one_that_every_browser_reads(
    official: Desk,
) -> None:
    record = official.begin()
    add(official, record, picture())
    sizes = shown_sizes(Photo.objects.get())
    assert [source["type"] for source in sizes["sources"]] == ["image/avif", "image/webp"]
    assert sizes["image"].url.endswith(".jpg")
    for source in sizes["sources"]:
        first, second = (place.split(" ")[0] for place in source["srcset"].split(", "))
        for address in (first, second):
            answer = official.client.get(address)
            assert (answer.status_code, answer.headers["Content-Type"]) == (200, source["type"])


def test_a_drafts_picture_is_for_its_city_and_the_editors_only(
    official: Desk, site_tree: Any, client: Client
) -> None:
    stranger = desk(city(site_tree, "ghent", "BE"), "official@ghent.example")
    reader, _user = editor("editor@example.org")
    record = official.begin()
    add(official, record, picture())
    hidden = {
        "If-None-Match": "*",
        "If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT",
        "Range": "bytes=0-1",
    }
    for address in urls_of(Photo.objects.get()):
        assert address.startswith("/media/")
        for method in (client.get, client.head, stranger.client.get, stranger.client.head):
            assert method(address).status_code == 404
            assert method(address, headers=hidden).status_code == 404
        for method in (official.client.get, reader.get):
            answer = method(address)
            assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_a_public_records_picture_is_for_everybody_until_it_is_taken_down(
    official: Desk, client: Client
) -> None:
    reader, _user = editor("editor@example.org")
    record = official.begin()
    official.write_note(record)
    add(official, record, picture())
    official.send(record)
    page = PracticePage.objects.get(pk=record.pk)
    assert review(reader, page, "publish").status_code == 302
    page.refresh_from_db()
    assert 'alt="The house of the mentors"' in client.get(page.url).content.decode()
    for address in urls_of(Photo.objects.get()):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] in ("image/jpeg", "image/avif", "image/webp")
        assert answer["X-Content-Type-Options"] == "nosniff"
    reader.post(f"/admin/moderation/{page.pk}/take-down/", {"reason": "No consent."})
    for address in urls_of(Photo.objects.get()):
        assert client.get(address).status_code == 404


def test_a_picture_of_the_newer_draft_is_not_public_yet(official: Desk, client: Client) -> None:
    reader, _user = editor("editor@example.org")
    record = official.begin()
    official.write_note(record)
    official.send(record)
    page = PracticePage.objects.get(pk=record.pk)
    review(reader, page, "publish")
    add(official, page, picture())
    for address in urls_of(Photo.objects.get()):
        assert client.get(address).status_code == 404


def test_guessed_file_names_answer_404(client: Client, db: None) -> None:
    for name in (
        "images/x.jpg",
        "../db.sqlite3",
        "%2e%2e/db.sqlite3",
        "original_images/",
        "x" * 5_000,
    ):
        assert client.get(f"/media/{name}").status_code == 404


def test_a_page_stands_without_a_picture_whose_file_is_gone(official: Desk) -> None:
    record = official.begin()
    add(official, record, picture())
    photo = Photo.objects.get()
    photo.renditions.all().delete()
    photo.file.storage.delete(photo.file.name)
    assert official.client.get(official.record_at(record, "preview/")).status_code == 200


def test_what_is_said_of_a_picture_is_changed_without_choosing_it_again(official: Desk) -> None:
    record = official.begin()
    add(official, record, picture())
    address = official.record_at(record, "pictures/1/words/")
    assert official.client.get(address).status_code == 200
    refused = official.client.post(address, {"description": "", "caption": "A new caption"})
    assert refused.status_code == 400
    assert 'value="A new caption"' in refused.content.decode()
    answer = official.client.post(
        address, {"description": "A house by the river", "caption": "A new caption"}
    )
    assert answer.status_code == 302
    item = newest(record).photos.get()
    assert (item.caption, item.photo.description) == ("A new caption", "A house by the river")
    assert official.client.get(official.record_at(record, "pictures/2/words/")).status_code == 404


def test_what_readers_see_in_a_picture_changes_with_a_review_only(official: Desk) -> None:
    record = PracticePageFactory(parent=official.city, title="Public")
    add(official, record, picture())
    newest(record).save_revision().publish()
    before = newest(record).photos.get().photo.description
    address = official.record_at(record, "pictures/1/words/")
    official.client.post(address, {"description": "Something else", "caption": "A new caption"})
    assert newest(record).photos.get().caption == "A new caption"
    assert newest(record).photos.get().photo.description == before
    record.refresh_from_db()
    assert record.photos.get().caption != "A new caption"
