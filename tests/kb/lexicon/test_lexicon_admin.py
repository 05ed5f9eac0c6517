"""The lexicon in the admin: looking rows up, changing, merging, tables out and in, and who may."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from kb.accounts.rights import ensure_editors, ensure_secretariat
from kb.models import User, Word
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def prisoner() -> Word:
    return Word.objects.create(
        code="prisoner", forms={"en": ["prisoner", "inmate"], "de": ["Häftling"], "tr": ["tutuklu"]}
    )


@pytest.fixture
def detainee() -> Word:
    return Word.objects.create(
        code="detainee", forms={"en": ["detainee", "inmate"], "it": ["detenuto"]}, is_ambiguous=True
    )


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


def table(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("words.csv", text.encode(), content_type="text/csv")


def listed(client: Client, **parameters: str) -> set[str]:
    page = client.get(reverse("words:index"), parameters)
    assert page.status_code == 200
    return {word.code for word in page.context["object_list"]}


@pytest.mark.usefixtures("prisoner", "detainee")
@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, {"prisoner", "detainee"}),
        ({"q": "haftling"}, {"prisoner"}),
        ({"q": "HÄFTLING"}, {"prisoner"}),
        ({"q": "detenuto"}, {"detainee"}),
        ({"q": "inmate"}, {"prisoner", "detainee"}),
        ({"q": "100%"}, set()),
        ({"q": "%"}, set()),
        ({"is_ambiguous": "true"}, {"detainee"}),
        ({"source": "own"}, {"prisoner", "detainee"}),
        ({"source": "own", "q": "tutuklu"}, {"prisoner"}),
    ],
)
def test_rows_are_found_in_any_language_and_filtered(
    admin_client: Client, parameters: dict[str, str], found: set[str]
) -> None:
    assert listed(admin_client, **parameters) == found


def test_rows_of_a_dictionary_are_listed_by_their_source(
    admin_client: Client, prisoner: Word
) -> None:
    Word.objects.create(
        code="x", forms={"en": ["x"], "de": ["y"]}, source="freedict", licence="GPL"
    )
    assert listed(admin_client, source="freedict") == {"x"}
    assert listed(admin_client, source="own") == {"prisoner"}


def test_a_word_is_added_with_a_code_of_its_own_and_refused_the_second_time(
    admin_client: Client,
) -> None:
    form = {"code": "", "forms_en": "prison officer; warder", "forms_de": "Vollzugsbeamter"}
    answer = admin_client.post(reverse("words:add"), form)
    assert answer.status_code == 302
    added = Word.objects.get()
    assert added.code == "prison-officer"
    assert added.forms == {"en": ["prison officer", "warder"], "de": ["Vollzugsbeamter"]}
    again = admin_client.post(reverse("words:add"), form)
    assert "A word with the code “prison-officer” is there already." in again.content.decode()
    wrong = admin_client.post(reverse("words:add"), {"forms_en": "judge", "forms_ru": "judge"})
    assert "“judge” is not in the script of “ru”." in wrong.content.decode()
    assert Word.objects.count() == 1


def test_a_word_keeps_its_code_when_its_forms_change(admin_client: Client, prisoner: Word) -> None:
    address = reverse("words:edit", args=[prisoner.pk])
    admin_client.post(address, {"code": "other", "forms_en": "inmate", "forms_fr": "détenu"})
    prisoner.refresh_from_db()
    assert prisoner.code == "prisoner"
    assert prisoner.forms == {"en": ["inmate"], "fr": ["détenu"]}
    assert listed(admin_client, q="detenu") == {"prisoner"}


def test_related_words_are_typed_by_their_codes(
    admin_client: Client, prisoner: Word, detainee: Word
) -> None:
    address = reverse("words:edit", args=[prisoner.pk])
    forms = {"forms_en": "prisoner", "forms_de": "Häftling"}
    for typed, reason in (
        ("detainee; nobody", "“nobody” is the code of no word."),
        ("prisoner", "A word is not related to itself."),
        ("; ".join(f"a{number}" for number in range(9)), "9 related words; a word has at most 8."),
    ):
        refused = admin_client.post(address, {**forms, "related": typed}).content.decode()
        assert reason in refused
        assert f'value="{typed}"' in refused
    admin_client.post(address, {**forms, "related": " detainee;detainee ; "})
    prisoner.refresh_from_db()
    assert prisoner.related == ["detainee"]
    assert 'value="detainee"' in admin_client.get(address).content.decode()


def test_deleting_is_asked_first(admin_client: Client, prisoner: Word) -> None:
    address = reverse("words:delete", args=[prisoner.pk])
    assert admin_client.get(address).status_code == 200
    assert Word.objects.exists()
    admin_client.post(address)
    assert not Word.objects.exists()


def test_a_word_is_merged_into_one_that_shares_a_form(
    admin_client: Client, prisoner: Word, detainee: Word
) -> None:
    address = reverse("words:merge", args=[detainee.pk])
    assert "<code>prisoner</code>" in admin_client.get(address).content.decode()
    unknown = admin_client.post(address, {"target": "nobody"})
    assert unknown.status_code == 400
    assert "There is no word with this code." in unknown.content.decode()
    admin_client.post(address, {"target": "prisoner"})
    assert Word.objects.get().forms == {
        "en": ["prisoner", "inmate", "detainee"],
        "de": ["Häftling"],
        "it": ["detenuto"],
        "tr": ["tutuklu"],
    }


def test_a_word_tells_how_many_public_records_are_found_by_it(
    admin_client: Client, prisoner: Word, library: Any
) -> None:
    library.record("A prisoner leaves")
    library.record("A mentor comes")
    page = admin_client.get(reverse("words:inspect", args=[prisoner.pk])).content.decode()
    assert '<a href="/en/search/?q=prisoner">1</a>' in page
    assert "Own work" in page


def test_a_row_shows_the_related_ones_whichever_of_the_two_names_the_other(
    admin_client: Client, prisoner: Word
) -> None:
    rows = {
        code: Word.objects.create(code=code, forms={"en": [code], "de": [code]}, related=related)
        for code, related in (("cell", ["prisoner"]), ("warder", []), ("prison", []))
    }
    prisoner.related = ["prison"]
    prisoner.save()
    page = admin_client.get(reverse("words:inspect", args=[prisoner.pk])).content.decode()
    shown = re.findall(r'<a href="/admin/words/inspect/(\d+)/">([a-z]+)</a>', page)
    assert shown == [(str(rows[code].pk), code) for code in ("cell", "prison")]


def test_a_table_is_shown_before_it_is_written(admin_client: Client, prisoner: Word) -> None:
    address = reverse("words:import")
    text = "code,en,de,ambiguous\nprisoner,prisoner,Häftling | Gefangener,\n,rumour,Gerücht,yes\n"
    shown = admin_client.post(address, {"file": table("\ufeff" + text)})
    assert "New: 1. Changed: 1. As they are: 0." in shown.content.decode()
    assert Word.objects.count() == 1
    written = admin_client.post(
        address, {"text": shown.context["text"], "confirm": "1"}, follow=True
    )
    assert "1 word added, 1 changed." in written.content.decode()
    assert dict(Word.objects.values_list("code", "forms")) == {
        "prisoner": {"en": ["prisoner"], "de": ["Häftling", "Gefangener"]},
        "rumour": {"en": ["rumour"], "de": ["Gerücht"]},
    }
    assert listed(admin_client, q="geruch") == {"rumour"}


def test_a_table_with_a_fault_changes_nothing(admin_client: Client, prisoner: Word) -> None:
    text = "en,de\nrumour,Gerücht\nprisoner,Insasse\njudge,судья\n"
    for data in ({"file": table(text)}, {"text": text, "confirm": "1"}):
        answer = admin_client.post(reverse("words:import"), data)
        page = answer.content.decode()
        assert answer.status_code == 400
        assert (
            "Row 3: “prisoner” is in the lexicon already: put its code, prisoner, to change it."
            in page
        )
        assert "Row 4: “судья” is not in the script of “de”." in page
        assert list(Word.objects.values_list("code", flat=True)) == ["prisoner"]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "Choose a file."),
        ("en,de\nmaire,Büro".encode("utf-16"), "The file is not in UTF-8."),
        (b"en,de\n" + b"a,b\n" * 600_000, "The file is larger than 2 MB."),
        (b"en,de\n\x00a,b\x00;\n", "Row 2: “b;” holds “;”, a sign that no word has."),
    ],
)
def test_what_is_no_table_is_refused(admin_client: Client, file: bytes, reason: str) -> None:
    data = {"file": SimpleUploadedFile("x.csv", file)} if file else {}
    answer = admin_client.post(reverse("words:import"), data)
    assert answer.status_code == 400
    assert reason in answer.content.decode()
    assert not Word.objects.exists()


def test_the_lexicon_is_exported_as_a_table(admin_client: Client, prisoner: Word) -> None:
    answer = admin_client.get(reverse("words:export"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode().splitlines()[1] == (
        "prisoner,prisoner | inmate,,Häftling,,,tutuklu,,,,"
    )


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Secretariat"])
def test_whoever_looks_after_the_vocabulary_looks_after_the_lexicon(
    client: Client, prisoner: Word, group: str
) -> None:
    ensure_editors()
    ensure_secretariat()
    user = User.objects.create_user("one@example.org", "one@example.org", "a long password")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    for address in (
        "index", "add", "import", "export",
        *((name, prisoner.pk) for name in ("edit", "delete", "merge", "inspect", "history")),
    ):  # fmt: skip
        name, *arguments = (address,) if isinstance(address, str) else address
        assert client.get(reverse(f"words:{name}", args=arguments)).status_code == 200, name


def test_nobody_else_sees_or_changes_it(client: Client, prisoner: Word) -> None:
    user = User.objects.create_user("one@example.org", "one@example.org", "a long password")
    client.force_login(user)
    for name in ("index", "add", "import", "export"):
        assert client.get(reverse(f"words:{name}")).status_code in (302, 403), name
    for name in ("edit", "delete", "merge"):
        assert client.post(reverse(f"words:{name}", args=[prisoner.pk])).status_code in (302, 403)
    assert Word.objects.count() == 1


def test_the_listing_asks_the_database_as_often_for_many_words_as_for_few(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        Word.objects.create(code=f"w{number}", forms={"en": [f"w{number}"], "de": [f"v{number}"]})
    with django_assert_max_num_queries(25):
        admin_client.get(reverse("words:index"))


def test_the_listing_shows_the_forms_of_each_language_and_marks_them(
    admin_client: Client, prisoner: Word
) -> None:
    page = admin_client.get(reverse("words:index")).content.decode()
    for language, forms in prisoner.forms.items():
        shown = escape("; ".join(forms))
        assert f'<abbr>{language.upper()}</abbr> <span lang="{language}">{shown}</span>' in page
