"""A translation is handed to a second editor, published there, and says what of it is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client, TestCase
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from kb.models import User
from practices.models import PublicTranslation, TranslationHandover
from practices.records.rules import missing_parts
from practices.records.translated_parts import untranslated_parts
from tests.factories import PracticePageFactory, locale
from tests.practices.moderation.test_two_persons import (
    begin,
    french_of,
    press_publish,
    translator,
    update,
)
from tests.practices.writing import city, editor

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SUMMARY = "Mentors meet young people every week."
DONE = "<p>A mentor and a young person meet every week.</p><p>They talk for an hour each time.</p>"
LEARNT = "<p>It takes longer than anybody thinks.</p>"


@pytest.fixture
def record(site_tree: Any) -> Any:
    return PracticePageFactory(
        parent=city(site_tree, "aarhus"), title="Mentors", slug="mentors", source_language="en",
        summary=SUMMARY, description=DONE, lessons=LEARNT,
    )  # fmt: skip


def translate(client: Client, translation: Translation, *fields: str) -> None:
    """Write words of another language into all pieces of these fields."""
    for segment in StringSegment.objects.filter(
        source=translation.source, context__path__in=fields
    ):
        answer = client.put(
            f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/",
            f"value=Mots français numéro {segment.order} du texte",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code in (200, 201), answer.content


def hand_over(client: Client, translation: Translation) -> Any:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(f"/admin/moderation/{french_of(translation).pk}/hand-over/", follow=True)


def test_a_translation_takes_the_way_from_its_translator_to_a_second_editor(record: Any) -> None:
    writer, _user = translator("writer@example.org")
    reader, other = translator("reader@example.org")
    User.objects.filter(pk=other.pk).update(language="de")
    translation = begin(writer, record, done=False)
    translate(writer, translation, "title", "summary", "description")
    page = french_of(translation)
    shown = writer.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "2 of 6 pieces are not translated" in shown
    assert "Hand over to a second editor" in shown
    assert "&quot;canPublish&quot;: false" in shown
    assert "Handed over." in hand_over(writer, translation).content.decode()
    (sent,) = mail.outbox
    assert sent.to == ["reader@example.org"]
    assert sent.subject.startswith("Übersetzung zu lesen: Mots français")
    assert f"http://localhost:8000/admin/pages/{page.pk}/edit/" in sent.body
    queue = reader.get("/admin/moderation/").content.decode()
    assert f'<a href="/admin/pages/{page.pk}/edit/" lang="fr">Mots français' in queue
    assert (
        f'href="/admin/pages/{page.pk}/edit/"'
        not in writer.get("/admin/moderation/").content.decode().split("handed-over")[1]
    )
    report = reader.get("/admin/moderation/reports/translations/?language=fr").content.decode()
    assert "To be read by a second editor" in report
    offered = reader.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "&quot;canPublish&quot;: true" in offered
    press_publish(reader, translation)
    assert french_of(translation).live
    assert TranslationHandover.objects.count() == 0
    assert "handed-over" not in reader.get("/admin/moderation/").content.decode()


def test_what_is_handed_over_can_be_taken_back_and_only_by_editors(record: Any) -> None:
    writer, _user = translator("writer@example.org")
    translation = begin(writer, record, done=False)
    translate(writer, translation, "title", "summary", "description")
    page = french_of(translation)
    stranger = Client()
    stranger.force_login(User.objects.create_user("s", "s@example.org", "a long password"))
    stranger.post(f"/admin/moderation/{page.pk}/hand-over/")
    assert TranslationHandover.objects.count() == 0
    hand_over(writer, translation)
    assert TranslationHandover.objects.count() == 1
    writer.post(f"/admin/moderation/{page.pk}/take-back-translation/")
    assert TranslationHandover.objects.count() == 0
    assert writer.post(f"/admin/moderation/{record.pk}/hand-over/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ((), "“Title”, “Summary”, “What is done”"),
        (("title", "summary"), "“What is done”"),
        (("title", "description"), "“Summary”"),
    ],
)
def test_no_door_publishes_without_title_summary_and_description(
    record: Any, fields: tuple[str, ...], named: str
) -> None:
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    translation = begin(writer, record, done=False)
    translate(writer, translation, *fields)
    sentence = f"Not translated yet: {named}."
    assert sentence in hand_over(writer, translation).content.decode()
    assert sentence in press_publish(reader, translation)
    assert sentence in update(reader, translation, publish_translations="on").content.decode()
    page = french_of(translation)
    reader.post(
        f"/admin/api/main/pages/{page.pk}/action/publish/", "{}", content_type="application/json"
    )
    reader.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}")
    assert french_of(translation).live is False
    assert {part.field for part in missing_parts(page)} >= {"summary", "description"} - set(fields)


def test_a_new_paragraph_of_the_original_is_not_published_untranslated(record: Any) -> None:
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    translation = begin(writer, record, done=False)
    translate(writer, translation, "title", "summary", "description")
    press_publish(reader, translation)
    assert french_of(translation).live
    record.refresh_from_db()
    record.description = DONE + "<p>Since this year parents are invited, too.</p>"
    record.save_revision().publish()
    refused = update(reader, translation, publish_translations="on")
    assert "Not translated yet: “What is done”." in refused.content.decode()
    assert "parents" not in french_of(translation).description


def test_neither_handing_over_nor_taking_over_the_original_changes_what_is_public(
    record: Any,
) -> None:
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    translation = begin(writer, record, done=False)
    translate(writer, translation, "title", "summary", "description", "lessons")
    press_publish(reader, translation)
    before = french_of(translation)
    StringTranslation.objects.filter(context__path="summary").update(data="Mots que nul n’a lus")
    hand_over(writer, translation)
    record.refresh_from_db()
    record.lessons = "<p>Quite another lesson was learnt since then.</p>"
    record.save_revision().publish()
    assert update(reader, translation).status_code == 302
    now = french_of(translation)
    assert (now.summary, now.lessons, now.slug) == (before.summary, before.lessons, before.slug)
    assert now.has_unpublished_changes
    assert now.get_latest_revision_as_object().summary == "Mots que nul n’a lus"
    assert "Mots que nul" not in _page()
    press_publish(reader, translation)
    assert french_of(translation).summary == "Mots que nul n’a lus"


def test_readers_are_told_at_each_part_what_is_not_translated(record: Any) -> None:
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    translation = begin(writer, record, done=False)
    translate(writer, translation, "title", "summary", "description")
    press_publish(reader, translation)
    page = Client().get("/fr/cities/aarhus/mentors/").content.decode()
    assert "En partie traduit (langue d’origine\u00a0: anglais)" in page
    assert "Traduit par des personnes" not in page
    assert '<div class="prose" lang="en"><p>It takes longer than anybody thinks.</p>' in page
    assert page.count("Cette partie n’est pas traduite.") == 1
    assert "dans la langue de l’original\u00a0: anglais." in page
    assert PublicTranslation.objects.get().untranslated == {"lessons": "all"}
    translate(writer, translation, "lessons")
    press_publish(reader, translation)
    page = Client().get("/fr/cities/aarhus/mentors/").content.decode()
    assert "Cette partie n’est pas traduite." not in page
    assert "Traduit par des personnes" in page
    assert 'class="prose" lang="en"' not in page


def test_a_machines_words_are_named_in_the_version_that_has_them(record: Any) -> None:
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    translation = begin(writer, record, done=False)
    translate(writer, translation, "title", "summary", "description", "lessons")
    press_publish(reader, translation)
    assert PublicTranslation.objects.get().by_machine is False
    # A machine's draft that is not public changes nothing of what is.
    machine = StringTranslation.objects.filter(context__path="lessons")
    machine.update(translation_type="machine", data="Cela dure plus longtemps que prévu")
    assert "traduction automatique" not in _page().lower()
    press_publish(reader, translation)
    assert "traduction automatique" in _page().lower()
    # Neither does a person's draft over a machine's public words.
    machine.update(translation_type="manual", data="On a besoin de plus de temps")
    assert "traduction automatique" in _page().lower()


def _page() -> str:
    return Client().get("/fr/cities/aarhus/mentors/").content.decode()


def test_a_city_has_confirmed_the_original_not_its_translation(record: Any) -> None:
    record.record.change(last_confirmed_on=date(2026, 5, 1))
    record.save_revision().publish()
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    translation = begin(writer, record, done=False)
    translate(writer, translation, "title", "summary", "description", "lessons")
    press_publish(reader, translation)
    assert "Original confirmé par la ville" in _page()
    assert "Confirmed by the city" in Client().get("/en/cities/aarhus/mentors/").content.decode()


def test_a_version_without_wagtail_localize_is_held_to_the_same(record: Any) -> None:
    version = record.copy_for_translation(locale("fr"), copy_parents=True)
    assert untranslated_parts(version) == {
        "title": "all", "summary": "all", "description": "all", "lessons": "all",
    }  # fmt: skip
    version.summary = "Des mentors rencontrent des jeunes chaque semaine."
    version.description = (
        "<p>Un mentor et un jeune se voient.</p><p>They talk for an hour each time.</p>"
    )
    version.lessons = "<p>Cela prend du temps.</p>"
    assert untranslated_parts(version) == {"description": "some"}
    assert [part.message for part in missing_parts(version) if part.field == "description"] == [
        "“What is done” is not translated yet."
    ]
    assert untranslated_parts(record) == {}


def test_the_report_shows_first_what_is_out_of_date_and_one_language_alone(
    record: Any, site_tree: Any
) -> None:
    writer, _user = translator("writer@example.org")
    reader, _other = editor("reader@example.org")
    translation = begin(writer, record, done=False)
    translate(writer, translation, "title", "summary", "description", "lessons")
    reader_of, _one = translator("second@example.org")
    press_publish(reader_of, translation)
    PracticePageFactory(
        parent=record.get_parent(), title="Newer", slug="newer", source_language="en"
    )
    PracticePageFactory(
        parent=record.get_parent(), title="Of France", slug="of-france", source_language="fr",
        locale=locale("fr"),
    )  # fmt: skip
    record.refresh_from_db()
    record.lessons = "<p>Quite another lesson was learnt since.</p>"
    record.save_revision().publish()
    page = reader.get("/admin/moderation/reports/translations/").content.decode()
    assert page.index(">Mentors<") < page.index(">Newer<")
    french = reader.get("/admin/moderation/reports/translations/?language=fr").content.decode()
    assert "<strong>Out of date</strong>" in french
    assert ">French</th>" in french
    assert ">German</th>" not in french
    assert "Of France" not in french
    german = reader.get("/admin/moderation/reports/translations/?language=de").content.decode()
    assert german.index(">Newer<") < german.index(">Mentors<")
    assert reader.get("/admin/moderation/reports/translations/?language=xx").status_code == 200
