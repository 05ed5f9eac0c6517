"""Every way to publish a translation, and the admin's API, ask for two persons."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client, TestCase, override_settings
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from kb.models import User
from practices.models import PracticePage, TranslationWriter
from practices.permissions import authors_of, can_publish_record
from tests.factories import PracticePageFactory
from tests.practices.writing import city, editor

pytestmark = pytest.mark.django_db

DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}


@pytest.fixture
def record(site_tree: Any) -> Any:
    return PracticePageFactory(parent=city(site_tree, "aarhus"), title="Mentors", slug="mentors")


def translator(email: str) -> tuple[Client, User]:
    client, user = editor(email)
    user.user_permissions.add(Permission.objects.get(codename="submit_translation"))
    return client, user


def begin(client: Client, record: Any, done: bool = True) -> Translation:
    """Press "Translate this page" into French; unless it is to be ``done``, nobody has translated it yet."""
    french = Locale.objects.get(language_code="fr")
    answer = client.post(
        f"/admin/localize/submit/page/{record.pk}/", {"locales": [french.pk]}, follow=True
    )
    assert answer.status_code == 200
    translation = Translation.objects.get(target_locale=french)
    if done:
        finish(translation)
    return translation


def finish(translation: Translation) -> None:
    """Words of nobody in all pieces that have none."""
    pieces = StringSegment.objects.filter(source=translation.source)
    for piece in pieces.annotate_translation(translation.target_locale).filter(translation=None):
        StringTranslation.objects.create(
            translation_of=piece.string,
            context=piece.context,
            locale=translation.target_locale,
            data=f"Texte français {piece.order}",
        )


def write(client: Client, translation: Translation, field: str, words: str) -> None:
    segment = StringSegment.objects.get(source=translation.source, context__path=field)
    answer = client.put(
        f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/",
        f"value={words}",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in (200, 201), answer.content


def french_of(translation: Translation) -> Any:
    return PracticePage.objects.get(
        locale=translation.target_locale, translation_key=translation.source.object_id
    )


def press_publish(client: Client, translation: Translation) -> str:
    page = french_of(translation)
    address = f"/admin/pages/{page.pk}/edit/"
    # It publishes with the commit.
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(address, {"action": "publish"})
    return str(client.get(address).content.decode())


def update(client: Client, translation: Translation, **values: str) -> Any:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(f"/admin/localize/update/{translation.source_id}/", values)


def test_whoever_translated_cannot_publish_and_a_second_editor_can(record: Any) -> None:
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    translation = begin(writer, record)
    write(writer, translation, "title", "Mentors en français")
    assert "another editor has to read" in press_publish(writer, translation)
    assert french_of(translation).live is False
    press_publish(reader, translation)
    assert french_of(translation).live
    assert Client().get("/fr/cities/aarhus/mentors/").status_code == 200
    assert TranslationWriter.objects.count() == 0


def test_who_wrote_a_part_that_another_has_written_over_counts_still(record: Any) -> None:
    first, one = translator("first@example.org")
    second, other = translator("second@example.org")
    translation = begin(first, record)
    write(first, translation, "title", "Mentors")
    write(second, translation, "title", "Mentors !")
    assert authors_of(french_of(translation)) == {one.pk, other.pk}
    for client in (first, second):
        press_publish(client, translation)
    assert french_of(translation).live is False


def test_pressing_translate_alone_makes_nobody_a_writer(record: Any) -> None:
    first, one = translator("first@example.org")
    second, _other = translator("second@example.org")
    translation = begin(first, record)
    write(second, translation, "title", "Mentors")
    assert can_publish_record(one, french_of(translation))
    press_publish(first, translation)
    assert french_of(translation).live


def test_a_later_change_of_a_published_translation_needs_two_again(record: Any) -> None:
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    translation = begin(writer, record)
    write(writer, translation, "title", "Premier titre")
    press_publish(reader, translation)
    write(reader, translation, "title", "Second titre")
    press_publish(reader, translation)
    assert french_of(translation).title == "Premier titre"
    press_publish(writer, translation)
    assert french_of(translation).title == "Second titre"


def test_updating_publishes_no_words_of_the_presser(record: Any) -> None:
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    translation = begin(writer, record)
    write(writer, translation, "title", "Mentors en français")
    refused = update(writer, translation, publish_translations="on")
    assert refused.status_code == 400
    assert "another editor has to read" in refused.content.decode()
    assert french_of(translation).live is False
    assert update(writer, translation).status_code == 302
    assert french_of(translation).live is False
    assert update(reader, translation, publish_translations="on").status_code == 302
    assert french_of(translation).title == "Mentors en français"
    assert french_of(translation).live


@override_settings(WAGTAILLOCALIZE_MACHINE_TRANSLATOR=DUMMY)
def test_what_a_machine_translated_is_read_by_somebody_else(record: Any) -> None:
    presser, _user = translator("presser@example.org")
    reader, _other = translator("reader@example.org")
    translation = begin(presser, record, done=False)
    both = {"publish_translations": "on", "use_machine_translation": "on"}
    assert update(reader, translation, **both).status_code == 400
    presser.post(f"/admin/localize/translate/{translation.pk}/machine_translate/")
    assert TranslationWriter.objects.count() == 1
    press_publish(presser, translation)
    assert french_of(translation).live is False
    press_publish(reader, translation)
    assert french_of(translation).live


def test_texts_from_a_file_have_a_writer_too(record: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    writer, _user = translator("writer@example.org")
    translation = begin(writer, record, done=False)
    address = f"/admin/localize/translate/{translation.pk}/pofile"
    file = writer.get(f"{address}/download/").content.decode()
    file = file.replace('msgid "Mentors"\nmsgstr ""', 'msgid "Mentors"\nmsgstr "Mentors FR"')
    writer.post(f"{address}/upload/", {"file": SimpleUploadedFile("fr.po", file.encode())})
    press_publish(writer, translation)
    assert french_of(translation).live is False


def test_no_translation_is_public_before_its_original(site_tree: Any) -> None:
    draft = PracticePageFactory(parent=city(site_tree, "aarhus"), title="Unread", live=False)
    writer, _user = translator("writer@example.org")
    translation = begin(writer, draft)
    assert "Publish the original first" in press_publish(writer, translation)
    assert french_of(translation).live is False
    draft.save_revision().publish()
    press_publish(writer, translation)
    assert french_of(translation).live is False
    TranslationSource.objects.get().update_from_db()
    finish(translation)
    press_publish(writer, translation)
    assert french_of(translation).live


def test_texts_kept_from_before_are_not_public_when_an_alias_becomes_a_translation(
    record: Any,
) -> None:
    writer, _user = translator("writer@example.org")
    translation = begin(writer, record)
    write(writer, translation, "title", "Texte que personne n'a lu")
    french = french_of(translation)
    writer.post(f"/admin/localize/page/{french.pk}/convert_to_alias/")
    assert french_of(translation).title == "Mentors"
    begin(writer, record)
    assert b"Texte que personne" not in Client().get("/fr/cities/aarhus/mentors/").content
    assert PracticePage.objects.get(pk=french.pk).live is False


def test_the_editors_button_on_a_stopped_translation_counts_its_writers(record: Any) -> None:
    writer, user = translator("writer@example.org")
    translation = begin(writer, record)
    write(writer, translation, "title", "Mentors en français")
    writer.post(f"/admin/localize/translate/{translation.pk}/disable/")
    french = french_of(translation)
    assert can_publish_record(user, french) is False
    writer.post(f"/admin/bulk/wagtailcore/page/publish/?id={french.pk}")
    assert french_of(translation).live is False


def test_the_admins_api_publishes_nothing_that_its_caller_wrote(record: Any) -> None:
    writer, user = editor("writer@example.org")
    reader, _other = editor("reader@example.org")
    record.title = "A title that nobody has read but its writer"
    record.description = "<p>Quite another story, long enough to be no small change at all.</p>"
    record.save_revision(user=user)
    address = f"/admin/api/main/pages/{record.pk}/action/publish/"
    post = {"data": json.dumps({}), "content_type": "application/json"}
    assert writer.post(address, **post).status_code == 403
    assert PracticePage.objects.get(pk=record.pk).title == "Mentors"
    assert reader.post(address, **post).status_code == 200
    assert PracticePage.objects.get(pk=record.pk).title.startswith("A title")


def test_wagtails_own_approval_is_no_way_around_the_review(record: Any) -> None:
    writer, user = editor("writer@example.org")
    record.title = "Unread"
    record.save_revision(user=user)
    record.get_workflow().start(record, user)
    state = record.current_workflow_task_state
    writer.post(f"/admin/pages/{record.pk}/workflow/action/approve/{state.pk}/", {"comment": "x"})
    assert PracticePage.objects.get(pk=record.pk).title == "Mentors"


def test_reading_is_enough_for_pages_that_are_no_records(site_tree: Any) -> None:
    """The rule is of records; of other pages only the right to publish is asked."""
    from tests.factories import InformationPageFactory

    page = InformationPageFactory(parent=site_tree.home)
    writer, _user = translator("writer@example.org")
    translation = begin(writer, page)
    assert update(writer, translation, publish_translations="on").status_code == 302
    assert translation.get_target_instance().live
    stranger = User.objects.create_user("s@example.org", "s@example.org", "a long password")
    stranger.user_permissions.add(
        *Permission.objects.filter(codename__in=["submit_translation", "access_admin"])
    )
    client = Client()
    client.force_login(stranger)
    assert update(client, translation, publish_translations="on").status_code == 400
