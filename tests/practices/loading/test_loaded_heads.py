"""Demonstration records of which title and summary alone are translated: shown and found as what they are."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from practices.models import PracticePage, PublicTranslation, PublicVersion
from practices.records.originals import only_originals, original_of_record
from practices.records.translated_parts import describe_public_translation
from search.models import SearchDocument
from tests.conftest import loaded_once

# One worker loads once for all of them.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("loaded heads")]

SOURCE = settings.BASE_DIR / "content"
AARHUS, SCHAERBEEK = "aarhus-model-info-house", "a-work-in-french"


def load(folder: Path) -> str:
    out = StringIO()
    call_command("load_content", folder=folder, demonstration=True, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The real content with the record of Aarhus, and the same once more as a work in French.

    Loaded once: what a test changes is undone with the test, this with the last of them.
    """
    folder = tmp_path_factory.mktemp("content")
    write_content(folder)

    def first() -> None:
        call_command("setup_site", folder=folder, stdout=StringIO())
        load(folder)

    with loaded_once(django_db_blocker, first):
        yield folder


@pytest.fixture
def folder(loaded: Path, db: None) -> Path:
    """Where the loaded content lies."""
    return loaded


def write_content(tmp_path: Path) -> None:
    """Two records, one city, no lexicon, and none of what hangs on neither."""
    for file in SOURCE.glob("*.yaml"):
        if file.stem in ("developments", "events", "selections"):
            continue
        (tmp_path / file.name).write_bytes(file.read_bytes())
    records = yaml.load((SOURCE / "records.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    heads = yaml.load((SOURCE / "translations.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    record = next(item for item in records["practices"] if item["id"] == AARHUS)
    kept = {
        "practices": [record, {**record, "id": SCHAERBEEK, "language": "fr"}],
        "trainings": [],
        "study_visits": [],
        "cities": [city for city in records["cities"] if city["slug"] == "aarhus"],
    }
    (tmp_path / "records.yaml").write_text(yaml.safe_dump(kept, allow_unicode=True))
    (tmp_path / "translations.yaml").write_text(
        yaml.safe_dump({AARHUS: heads[AARHUS], SCHAERBEEK: heads[AARHUS]}, allow_unicode=True)
    )
    (tmp_path / "lexicon.yaml").write_text("[]")


def test_the_page_says_what_is_translated_and_marks_what_is_english(
    folder: Path, client: Client
) -> None:
    shown = client.get(f"/de/cities/aarhus/{AARHUS}/").content.decode()
    assert "<h1>Das Aarhus-Modell: Infohaus, Beratung, Mentoring und Ausstieg</h1>" in shown
    assert "City and police run one shared entry point" in shown
    assert 'lang="en"' in shown.split("City and police run one shared entry point")[0][-400:]
    assert "In den verwendeten Quellen nicht beschrieben." in shown
    assert 'class="notice notice--translation"' in shown
    english = client.get(f"/en/cities/aarhus/{AARHUS}/").content.decode()
    assert "notice--translation" not in english


def test_a_reader_finds_the_record_by_its_words_but_it_is_not_one_in_that_language(
    folder: Path, client: Client
) -> None:
    document = SearchDocument.objects.get(key=PracticePage.objects.filter(slug=AARHUS)[0].record_id)
    assert document.data["codes"]["language"] == ["en"]
    assert document.data["texts"]["tr"]["title"] == (
        "Aarhus modeli: Bilgi Evi, danışmanlık, mentorluk ve çıkış"
    )
    assert "Info-House" not in document.data["texts"]["tr"]["body"]
    found = client.get("/api/v1/search?q=danışmanlık").content.decode()
    assert "/cities/aarhus/aarhus-model-info-house/" in found


def test_each_language_has_its_first_version(folder: Path, client: Client) -> None:
    key = PracticePage.objects.filter(slug=AARHUS)[0].record_id
    versions = PublicVersion.objects.filter(record=key).order_by("number")
    assert [(one.number, one.page.locale.language_code) for one in versions] == [
        (1, "en"), (2, "de"), (3, "fr"), (4, "it"), (5, "ru"), (6, "tr")
    ]  # fmt: skip
    shown = client.get(f"/de/record/{key}/v6/").content.decode()
    assert "<h1>Das Aarhus-Modell: Infohaus, Beratung, Mentoring und Ausstieg</h1>" in shown


def test_the_english_page_is_the_original_in_the_language_of_the_work_too(folder: Path) -> None:
    versions = list(PracticePage.objects.filter(slug=SCHAERBEEK).select_related("locale"))
    assert {page.source_language for page in versions} == {"fr"}
    assert original_of_record(versions).locale.language_code == "en"
    chosen = only_originals(PracticePage.objects.filter(slug=SCHAERBEEK)).get()
    assert chosen.locale.language_code == "en"


def test_publishing_would_name_the_same_parts_as_not_translated(folder: Path) -> None:
    for page in PracticePage.objects.exclude(locale__language_code="en"):
        before = PublicTranslation.objects.get(page_id=page.pk).untranslated
        assert {"description", "results", "evidence_ratings"} <= set(before)
        describe_public_translation(page)
        after = PublicTranslation.objects.get(page_id=page.pk).untranslated
        assert set(after) == set(before)


def test_the_copies_have_all_that_belongs_to_the_english_page_and_stand_in_a_sound_tree(
    folder: Path,
) -> None:
    english, german = (
        PracticePage.objects.get(slug=AARHUS, locale__language_code=code) for code in ("en", "de")
    )
    assert [one.code for one in german.concepts.order_by("code")] == [
        one.code for one in english.concepts.order_by("code")
    ]
    assert [one.url for one in german.sources.all()] == [one.url for one in english.sources.all()]
    assert sorted(german.tags.names()) == sorted(english.tags.names())
    assert german.get_parent().locale.language_code == "de"
    assert Page.find_problems() == ([], [], [], [], [])


def test_results_in_numbers_stand_in_the_words_of_each_language(
    folder: Path, client: Client
) -> None:
    turkish = PracticePage.objects.get(slug=AARHUS, locale__language_code="tr")
    assert [(one.measure, one.unit, one.year, one.value) for one in turkish.figures.all()] == [
        ("Belediyenin bildirdiği Suriye’ye gidişler", "kişi", 2013, 31),
        ("Belediyenin bildirdiği Suriye’ye gidişler", "kişi", 2014, 1),
        ("Belediyenin bildirdiği Suriye’ye gidişler", "kişi", 2015, 2),
    ]
    shown = client.get(f"/tr/cities/aarhus/{AARHUS}/").content.decode()
    caption = shown.split('<caption id="figures-1"')[1].split("</caption>")[0]
    assert caption == ">Belediyenin bildirdiği Suriye’ye gidişler (kişi)"


def test_a_second_load_changes_nothing_and_an_edit_is_kept(folder: Path) -> None:
    assert load(folder).startswith("Nothing changed (")
    page = PracticePage.objects.get(slug=AARHUS, locale__language_code="de")
    page.title = "Von Hand"
    page.save_revision().publish()
    heads = yaml.safe_load((folder / "translations.yaml").read_text())
    heads[AARHUS]["de"]["summary"] = "Später anders."
    heads[AARHUS]["fr"]["summary"] = "Autrement."
    (folder / "translations.yaml").write_text(yaml.safe_dump(heads, allow_unicode=True))
    printed = load(folder)
    assert f"kept as edited: record:{AARHUS}:de" in printed
    assert PracticePage.objects.get(slug=AARHUS, locale__language_code="de").title == "Von Hand"
    french = PracticePage.objects.get(slug=AARHUS, locale__language_code="fr")
    assert french.summary == "Autrement."
