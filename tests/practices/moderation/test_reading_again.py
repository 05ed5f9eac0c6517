"""What editors see of a record: its pictures before they decide, the talk afterwards, lists that find it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import Photo
from practices.models import PracticePage, RecordPhoto, Submission
from practices.submission.writing.drafts import newest, store
from tests import files
from tests.factories import PracticePageFactory
from tests.practices.writing import Desk, city, editor, review, submission_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_on_disk")]

BAR = "Only you and those who work on the record see this page."


@pytest.fixture
def pictured(official: Desk) -> PracticePage:
    """A draft with a picture of which nobody has said that it may be shown."""
    record = official.begin()
    official.write_note(record)
    photo = Photo.objects.create(
        title="Walk", description="Two people seen from behind", credit="Ann Example",
        file=ContentFile(files.photo(), "a.jpg"), width=40, height=30,
    )  # fmt: skip
    now = newest(record)
    now.photos.add(RecordPhoto(photo=photo, caption="An evening walk"))
    store(now, official.user)
    return PracticePage.objects.get(pk=record.pk)


def test_pictures_stand_with_all_that_is_said_of_them_before_sending_and_deciding(
    official: Desk, pictured: PracticePage
) -> None:
    check = official.client.get(official.record_at(pictured, "check/")).content.decode()
    official.send(pictured)
    reader, _user = editor("editor@example.org")
    page = reader.get(f"/admin/moderation/{pictured.pk}/").content.decode()
    for shown in (check, page):
        assert '<img src="' in shown
        assert "Two people seen from behind" in shown
        assert "An evening walk" in shown
        assert "Ann Example" in shown
        assert "Nobody has said that those who can be recognised agreed." in shown
    assert 'href="#pictures"' in page


def test_an_editor_reads_again_what_was_answered_and_writes_on(
    official: Desk, pictured: PracticePage
) -> None:
    official.send(pictured)
    reader, _user = editor("editor@example.org")
    at = f"/admin/moderation/{pictured.pk}/"
    review(reader, pictured, "changes", words="Whom do you reach?", comment_title="Shorter.")
    official.write(pictured, "basics", summary="Words that were not sent yet.")
    page = reader.get(at).content.decode()
    assert "Changes asked for" in page
    assert "Whom do you reach?" in page
    assert "Shorter." in page
    assert "Two people seen from behind" in page
    assert "Words that were not sent yet." not in page
    answer = reader.post(f"{at}message/", {"text": "Call us."}, follow=True).content.decode()
    assert "Call us." in answer
    assert submission_of(pictured).messages.filter(text="Call us.", from_city=False).exists()


def test_a_draft_that_was_never_sent_is_not_opened_for_editors(official: Desk) -> None:
    record = official.begin()
    answer = editor("editor@example.org")[0].get(f"/admin/moderation/{record.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/moderation/")


def test_a_preview_says_so_and_leads_back_and_the_public_page_does_not(
    official: Desk, pictured: PracticePage, client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    at_desk = official.client.get(official.record_at(pictured, "preview/")).content.decode()
    assert BAR in at_desk
    assert 'href="pdf/"' not in at_desk
    assert 'href="cite/ris/"' not in at_desk
    assert official.record_at(pictured, "check/") in at_desk
    official.send(pictured)
    reader, _user = editor("editor@example.org")
    at = f"/admin/moderation/{pictured.pk}/"
    preview = reader.get(official.record_at(pictured, "preview/"))
    assert BAR in preview.content.decode()
    assert f'href="{at}"' in preview.content.decode()
    assert preview["X-Robots-Tag"] == "noindex"
    with django_capture_on_commit_callbacks(execute=True):
        answer = review(reader, pictured, "publish")
    told = reader.get(answer["Location"]).content.decode()
    public = PracticePage.objects.get(pk=pictured.pk).url
    assert f'href="{public}"' in told
    assert BAR not in client.get(public).content.decode()
    assert reader.get(official.record_at(pictured, "preview/")).status_code == 404


def titles_found(client: Any, words: str) -> set[str]:
    page = client.get("/admin/practices/", {"q": words}).content.decode()
    return {title for title in ("Vilvoorde talks", "Oslo talks") if title in page}


def test_the_list_is_searched_by_title_city_country_and_reference(site_tree: Any) -> None:
    there = PracticePageFactory(
        parent=city(site_tree, "vilvoorde", "BE"), title="Vilvoorde talks", slug="talks"
    )
    PracticePageFactory(parent=city(site_tree, "oslo", "NO"), title="Oslo talks", slug="talks")
    PracticePage.objects.filter(pk=there.pk).update(
        title="Evening talks", draft_title="Evening talks"
    )
    reader, _user = editor("editor@example.org")
    reference = Submission.objects.create(record=there.record).reference
    for words in ("evening", "Vilvoorde", "belgium", "talks Belgium", reference):
        page = reader.get("/admin/practices/", {"q": words}).content.decode()
        assert ("Evening talks" in page, "Oslo talks" in page) == (True, False), words
    assert titles_found(reader, "Norway") == {"Oslo talks"}
    assert titles_found(reader, "AX-999999") == set()
    assert reader.get("/admin/practices/", {"q": "\x00 %_ '\"" * 50}).status_code == 200


@pytest.mark.parametrize("words", ["", "talks"])
def test_the_list_asks_as_many_questions_for_a_full_page_as_for_five(
    site_tree: Any, words: str
) -> None:
    aarhus = city(site_tree, "aarhus")
    reader, _user = editor("editor@example.org")

    def asked(rows: int) -> int:
        for number in range(PracticePage.objects.count(), rows):
            PracticePageFactory(parent=aarhus, title=f"Talks {number}", slug=f"talks-{number}")
        reader.get("/admin/practices/", {"q": words})
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = reader.get("/admin/practices/", {"q": words}).content.decode()
        assert page.count("data-listing-page-title") == rows
        return len(queries)

    assert asked(5) == asked(30)


def test_the_first_list_of_an_editor_reads_no_page_tree(site_tree: Any) -> None:
    """Who may explore everything is not asked of each record, and none of them is sorted."""
    PracticePageFactory(parent=city(site_tree, "aarhus"), title="Talks", slug="talks")
    reader, _user = editor("editor@example.org")
    reader.get("/admin/practices/")
    with CaptureQueriesContext(connection) as queries:
        page = reader.get("/admin/practices/").content.decode()
    asked = [query["sql"] for query in queries if "practices_practicepage" in query["sql"]]
    assert "Talks" in page
    assert [sql for sql in asked if "LIKE" in sql] == []
    counting = [sql for sql in asked if sql.startswith("SELECT COUNT")]
    assert counting == ['SELECT COUNT(*) AS "__count" FROM "practices_practicepage"']
