"""Files at the city's desk: added, read by the guard, seen by nobody else until a page offers them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from kb.attachments.permissions import is_attachment_public
from kb.models import Attachment, InformationPage
from practices.models import PracticePage
from practices.submission.enclosures import files as desk_files
from practices.submission.writing.drafts import newest
from tests import files
from tests.practices.writing import Desk, city, desk, editor, review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_on_disk")]

PROBES: list[dict[str, str]] = [
    {},
    {"Range": "bytes=0-1"},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"},
]


def add(
    person: Desk, record: Any, content: bytes | None = None, name: str = "report.pdf", **values: Any
) -> Any:
    form = {
        "file": SimpleUploadedFile(name, files.pdf() if content is None else content, "image/png"),
        "title": "Evaluering", "language": "da", "rights": "City of Aarhus, CC BY 4.0", **values,
    }  # fmt: skip
    return person.client.post(person.record_at(record, "files/"), form)


def published(official: Desk, reader: Client, *contents: tuple[bytes, str]) -> PracticePage:
    record = official.begin()
    official.write_note(record)
    for content, name in contents:
        add(official, record, content, name)
    return publish(official, reader, record)


def publish(official: Desk, reader: Client, record: Any) -> PracticePage:
    assert official.send(record).status_code == 302
    page = PracticePage.objects.get(pk=record.pk)
    assert review(reader, page, "publish").status_code == 302
    page.refresh_from_db()
    return page


def statuses(client: Client, address: str) -> set[int]:
    """What each way of asking for an address answers."""
    return {
        method(address, headers=headers).status_code
        for method in (client.get, client.head)
        for headers in PROBES
    }


def test_a_file_is_added_and_taken_out_after_a_question(official: Desk) -> None:
    record = official.begin()
    assert add(official, record).status_code == 302
    (item,) = newest(record).attachments.all()
    file = item.attachment
    assert (file.title, file.language, file.rights) == (
        "Evaluering",
        "da",
        "City of Aarhus, CC BY 4.0",
    )
    assert (file.collection.name, file.uploaded_by_user) == ("City: aarhus", official.user)
    page = official.client.get(official.record_at(record, "files/")).content.decode()
    assert '<span lang="da">Evaluering</span> (PDF, ' in page
    stored = file.file.path
    question = official.record_at(record, f"files/{file.pk}/remove/")
    assert b"Take this file out of the record?" in official.client.get(question).content
    assert newest(record).attachments.count() == 1
    official.client.post(question)
    assert newest(record).attachments.count() == 0
    assert not Attachment.objects.exists()
    official.client.get(official.record_at(record, "files/"))
    assert official.client.post(question).status_code == 404
    assert stored.endswith("/documents/report.pdf")


def test_a_files_name_keeps_its_script_where_it_is_stored_shown_and_saved(official: Desk) -> None:
    record = official.begin()
    add(official, record, name="Отчёт о работе\u202e.2026.pdf")
    file = Attachment.objects.get()
    assert file.filename == "Отчёт-о-работе-2026.pdf"
    saved = (
        "attachment; filename*=utf-8''%D0%9E%D1%82%D1%87%D1%91%D1%82-%D0%BE-"
        "%D1%80%D0%B0%D0%B1%D0%BE%D1%82%D0%B5-2026.pdf"
    )
    answer = official.client.get(file.url)
    assert (answer.status_code, answer["Content-Disposition"]) == (200, saved)
    assert file.content_disposition == saved
    add(official, record, name="Отчёт о работе\u202e.2026.pdf")
    assert Attachment.objects.latest("pk").filename.startswith("Отчёт-о-работе-2026_")


def test_the_size_stands_in_the_readers_number_format(official: Desk) -> None:
    record = official.begin()
    add(official, record)
    Attachment.objects.update(file_size=1_258_291)
    german = official.client.get(official.record_at(record, "files/").replace("/en/", "/de/"))
    assert "(PDF, 1,2\xa0MB)" in german.content.decode()
    french = official.client.get(official.record_at(record, "files/").replace("/en/", "/fr/"))
    assert "(PDF, 1,2\xa0Mio)" in french.content.decode() or "1,2\xa0Mo" in french.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.pdf", "empty"),
        (b"<html>", "a.pdf", "not what its name says"),
        (files.pdf(), "a.svg", "Files of this kind are not taken."),
        (files.locked_pdf(), "a.pdf", "protected by a password"),
        (files.photo(), "a.pdf", "This is a picture, not a document."),
        (b"", "minutes.pages", "empty"),
        (b"PK", "minutes.pages", "Export it there as PDF"),
        (files.word_bomb(), "a.docx", "unpacks to far more"),
        (bytes(15 * 1024 * 1024 + 1), "a.pdf", "larger than 15 MB"),
    ],
)
def test_a_bad_file_is_refused_with_words_and_the_other_boxes_stay(
    official: Desk, tmp_path: Path, content: bytes, name: str, sentence: str
) -> None:
    record = official.begin()
    answer = add(official, record, content, name)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert sentence in page
    assert 'value="Evaluering"' in page
    assert 'value="City of Aarhus, CC BY 4.0"' in page
    assert re.search(r'<option value="da" selected', page)
    assert not Attachment.objects.exists()
    assert list((tmp_path / "uploads").iterdir()) == []
    assert not (tmp_path / "media").exists()


@pytest.mark.parametrize("missing", ["title", "language", "rights"])
def test_no_file_without_title_language_and_rights(official: Desk, missing: str) -> None:
    record = official.begin()
    assert (
        add(official, record, **{missing: "\u200b" if missing != "language" else "xx"}).status_code
        == 400
    )
    assert not Attachment.objects.exists()


def test_a_record_has_room_for_so_many_files_only(
    official: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_files, "MOST_FILES", 1)
    record = official.begin()
    add(official, record)
    answer = add(official, record)
    assert (answer.status_code, b"at most ten files" in answer.content) == (400, True)
    assert Attachment.objects.count() == 1


def test_nothing_is_left_on_the_disk_when_storing_fails(
    official: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    record = official.begin()

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(desk_files, "store", full)
    with pytest.raises(OSError, match="disk full"):
        add(official, record)
    assert not Attachment.objects.exists()
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


def test_what_a_file_says_of_persons_has_to_be_settled_before_sending(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    people = files.pdf("Ali, 17, ali@example.org\nMaria, 16, maria@example.org")
    add(official, record, people, "list.pdf")
    page = official.client.get(official.record_at(record, "check/"))
    found = page.context["ready"].findings
    assert [(finding.kind, finding.excerpt) for finding in found] == [
        ("name-and-age", "Ali, 17, Maria, 16"),
        ("email", "ali@example.org, maria@example.org"),
    ]
    assert b"File: Evaluering" in page.content
    assert official.send(record).status_code == 400
    explained = {f"finding_{finding.id}": "They are invented." for finding in found}
    assert official.send(record, **explained).status_code == 302
    reader, _user = editor("editor@example.org")
    shown = reader.get(f"/admin/moderation/{record.pk}/").content.decode()
    assert "ali@example.org, maria@example.org" in shown
    assert "They are invented." in shown
    assert 'hreflang="da"' in shown


def test_a_file_without_words_has_to_be_looked_through_by_people(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    add(official, record, files.written(files.pdf_writer("")), "scan.pdf")
    (finding,) = official.client.get(official.record_at(record, "check/")).context["ready"].findings
    assert (finding.kind, finding.excerpt) == ("unread", "scan.pdf")
    assert official.send(record).status_code == 400


def test_a_drafts_file_is_for_its_city_and_the_editors_only(
    official: Desk, site_tree: Any, client: Client
) -> None:
    stranger = desk(city(site_tree, "ghent", "BE"), "official@ghent.example")
    reader, _user = editor("editor@example.org")
    record = official.begin()
    add(official, record)
    file = Attachment.objects.get()
    hidden = {"If-None-Match": f'"{file.file_hash}"'}
    for address in (file.url, file.file.url):
        for visitor in (client, stranger.client):
            assert statuses(visitor, address) == {404}
            assert visitor.get(address, headers=hidden).status_code == 404
    # One that may not be seen looks as one that is not there.
    seen = [
        client.get(f"/documents/{number}/report.pdf").content.decode().replace(f"/{number}/", "")
        for number in (file.pk, file.pk + 7)
    ]
    assert seen[0] == seen[1]
    # The folder of uploads is no way in, for nobody.
    assert statuses(official.client, file.file.url) == {404}
    for path in ("files/", f"files/{file.pk}/remove/"):
        address = official.record_at(record, path)
        own = address.replace("aarhus", "ghent")
        assert stranger.client.get(address).status_code == 404
        assert stranger.client.get(own).status_code == 404
        assert stranger.client.post(own).status_code == 404
    for person in (official.client, reader):
        answer = person.get(file.url)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_a_public_records_file_is_for_everybody_to_save_until_it_is_taken_down(
    official: Desk, client: Client
) -> None:
    reader, _user = editor("editor@example.org")
    page = published(official, reader, (files.pdf(), "report.pdf"))
    file = Attachment.objects.get()
    shown = client.get(page.url).content.decode()
    assert f'<a href="{file.url}" hreflang="da" type="application/pdf">' in shown
    assert '<span lang="da">Evaluering</span> (PDF, ' in shown
    assert "Danish, City of Aarhus, CC BY 4.0" in shown
    answer = client.get(file.url)
    assert (
        answer.headers.items()
        >= {
            "Content-Type": "application/pdf",
            "Content-Disposition": 'attachment; filename="report.pdf"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "public, max-age=600",
            "ETag": f'"{file.file_hash}"',
        }.items()
    )
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert client.get(file.url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.head(file.url)["Content-Length"] == str(file.file_size)
    assert client.get(f"/documents/{file.pk}/other.pdf").status_code == 404
    reader.post(f"/admin/moderation/{page.pk}/take-down/", {"reason": "No consent."})
    assert statuses(client, file.url) == {404}


def test_a_new_version_offers_its_files_only_when_it_is_published(
    official: Desk, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    reader, _user = editor("editor@example.org")
    page = published(official, reader, (files.pdf(), "old.pdf"))
    old = Attachment.objects.get()
    add(official, page, files.pdf("newer"), "new.pdf")
    new = Attachment.objects.exclude(pk=old.pk).get()
    official.client.post(official.record_at(page, f"files/{old.pk}/remove/"))
    assert (client.get(old.url).status_code, client.get(new.url).status_code) == (200, 404)
    with django_capture_on_commit_callbacks(execute=True):
        publish(official, reader, page)
    assert (client.get(old.url).status_code, client.get(new.url).status_code) == (404, 200)
    assert list(Attachment.objects.all()) == [new]


def test_the_files_of_a_deleted_draft_are_deleted(
    official: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    record = official.begin()
    add(official, record)
    with django_capture_on_commit_callbacks(execute=True):
        official.client.post(official.record_at(record, "delete/"))
    assert not Attachment.objects.exists()


def upload_in_admin(client: Client, content: bytes, name: str) -> Any:
    return client.post(
        "/admin/documents/multiple/add/",
        {
            "title": "Guide",
            "collection": Collection.objects.get(depth=1).pk,
            "files[]": SimpleUploadedFile(name, content),
        },
    )


def test_an_editors_file_is_public_only_while_a_public_page_links_it(
    site_tree: Any, client: Client
) -> None:
    reader, _user = editor("editor@example.org")
    assert upload_in_admin(reader, files.word(), "guide.docx").json()["success"] is True
    file = Attachment.objects.get()
    assert file.text == "The evaluation of the mentors."
    assert statuses(client, file.url) == {404}
    page = InformationPage(title="Guide", slug="guide", live=False)
    page.body = f'<p><a linktype="document" id="{file.pk}">Guide</a></p>'
    site_tree.home.add_child(instance=page)
    assert client.get(file.url).status_code == 404
    page.save_revision().publish()
    assert client.get(file.url).status_code == 200
    CollectionViewRestriction.objects.create(
        collection=file.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert client.get(file.url).status_code == 404
    CollectionViewRestriction.objects.all().delete()
    page.refresh_from_db()
    page.unpublish()
    assert not is_attachment_public(file)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>", "a.html"),
        (b"<html><script>", "a.pdf"),
        (files.changed(files.word(), **{"word/vbaProject.bin": b"x"}), "a.docx"),
    ],
)
def test_the_admin_takes_no_file_that_the_desk_refuses(
    site_tree: Any, content: bytes, name: str
) -> None:
    reader, _user = editor("editor@example.org")
    answer = upload_in_admin(reader, content, name).json()
    assert (answer["success"], bool(answer["error_message"])) == (False, True)
    alone = reader.post(
        "/admin/documents/chooser/create/",
        {"document-chooser-upload-title": "x", "document-chooser-upload-collection": "1",
         "document-chooser-upload-file": SimpleUploadedFile(name, content)},
    )  # fmt: skip
    assert alone.status_code == 200
    assert not Attachment.objects.exists()


def test_a_record_is_found_by_a_word_of_its_file(
    official: Desk, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    reader, _user = editor("editor@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        page = published(official, reader, (files.pdf("About zyxfindable things."), "report.pdf"))
    found = client.get("/api/v1/search?q=zyxfindable").json()
    assert [result["url"].removeprefix("http://localhost:8000") for result in found["results"]] == [
        page.url
    ]
    add(official, page, files.pdf("About zyxdraft things."), "new.pdf")
    assert client.get("/api/v1/search?q=zyxdraft").json()["total"] == 0
