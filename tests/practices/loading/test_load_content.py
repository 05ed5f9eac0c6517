"""The demonstration content: all or nothing, once, and never over somebody's edits."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import Page

from kb.models import CityPage, Concept
from practices.models import LoadedItem, StudyVisitReportPage, TrainingProgrammePage
from search.models import SearchDocument

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_site")]

SOURCE = settings.BASE_DIR / "content"
RECORDS = ("practices", "trainings", "study_visits")


def read(name: str) -> Any:
    with (SOURCE / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def few_files() -> dict[str, Any]:
    """The real files with three records, the cities they name, both documents, and three unrelated words."""
    records = read("records.yaml")
    exit_practice = next(
        record for record in records["practices"] if record["id"] == "aarhus-model-info-house"
    )
    kept = {
        "practices": [exit_practice],
        "trainings": [next(r for r in records["trainings"] if r["cities"])],
        "study_visits": [next(r for r in records["study_visits"] if r["cities"])],
    }
    slugs = {
        slug
        for part in RECORDS
        for record in kept[part]
        for slug in (*record["cities"], *record.get("visiting", ()))
    }
    kept["cities"] = [city for city in records["cities"] if city["slug"] in slugs | {"aarhus"}]
    return {
        "records.yaml": kept,
        "vocabulary.yaml": read("vocabulary.yaml"),
        "documents.yaml": read("documents.yaml"),
        "pages.yaml": read("pages.yaml"),
        "site.yaml": read("site.yaml"),
        "guidance.yaml": read("guidance.yaml")[:2],
        "lexicon.yaml": [
            {key: value for key, value in row.items() if key != "related"}
            for row in read("lexicon.yaml")[:3]
        ],
        "translations.yaml": {
            key: heads
            for key, heads in read("translations.yaml").items()
            if key == "aarhus-model-info-house"
        },
    }


@pytest.fixture(scope="session")
def small() -> dict[str, Any]:
    return few_files()


@pytest.fixture
def files(small: dict[str, Any]) -> dict[str, Any]:
    """A copy to be spoilt."""
    return copy.deepcopy(small)


def write(folder: Path, files: dict[str, Any]) -> None:
    for name, value in files.items():
        (folder / name).write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")


def load(folder: Path, files: dict[str, Any]) -> str:
    write(folder, files)
    out = StringIO()
    call_command("setup_site", folder=folder, stdout=StringIO())
    call_command("load_content", folder=folder, demonstration=True, stdout=out)
    return out.getvalue()


def test_every_concept_says_in_six_languages_what_belongs_to_it() -> None:
    concepts = read("vocabulary.yaml")
    languages = {code for code, _name in settings.LANGUAGES}
    assert len(concepts) == 133
    assert [concept["id"] for concept in concepts if set(concept["definitions"]) != languages] == []


def test_a_vocabulary_loaded_before_it_had_definitions_gets_them_and_keeps_edits(
    tmp_path: Path, files: dict[str, Any]
) -> None:
    concept = files["vocabulary.yaml"][0]
    concept.pop("definitions", None)
    load(tmp_path, files)
    assert Concept.objects.get(code=concept["id"]).definition("de") == ""
    concept["definitions"] = {"en": "What belongs here.", "de": "Was hierher gehört."}
    load(tmp_path, files)
    stored = Concept.objects.get(code=concept["id"])
    assert stored.definition("de") == "Was hierher gehört."
    assert stored.definition("tr") == "What belongs here."
    stored.definitions["en"] = "An editor's words."
    stored.save()
    concept["definitions"]["en"] = "Later words of the file."
    load(tmp_path, files)
    assert Concept.objects.get(code=concept["id"]).definition("en") == "An editor's words."


def spoil_type(files: dict[str, Any]) -> None:
    files["records.yaml"]["practices"][0]["title"] = ["not", "a", "title"]


def spoil_name(files: dict[str, Any]) -> None:
    files["records.yaml"]["practices"][0]["titel"] = "A misspelt field"


def spoil_city(files: dict[str, Any]) -> None:
    files["records.yaml"]["trainings"][0]["cities"] = ["atlantis"]


def spoil_concept(files: dict[str, Any]) -> None:
    files["records.yaml"]["practices"][0]["concepts"]["theme"] = ["alchemy"]


def spoil_provision(files: dict[str, Any]) -> None:
    files["records.yaml"]["practices"][0]["provisions"] = ["aarhus-declaration/99"]


def spoil_heads(files: dict[str, Any]) -> None:
    files["translations.yaml"]["no-such-record"] = {"de": {"title": "Titel", "summary": "Kurz."}}


def spoil_head(files: dict[str, Any]) -> None:
    files["translations.yaml"]["aarhus-model-info-house"]["de"]["title"] = "x" * 121


def spoil_level(files: dict[str, Any]) -> None:
    files["records.yaml"]["practices"][0]["judgement"]["level"] = "ev-9-certain"


def spoil_reason(files: dict[str, Any]) -> None:
    translation = {"lang": "de", "title": "Titel", "summary": "Kurz.", "description": "Lang."}
    files["records.yaml"]["practices"][0]["translations"] = [translation]


def spoil_figures(files: dict[str, Any]) -> None:
    series = {"measure": {"en": "Departures", "de": "Ausreisen"}, "values": {2013: 31}}
    files["records.yaml"]["practices"][0]["figures"] = [series]


def spoil_broader(files: dict[str, Any]) -> None:
    files["vocabulary.yaml"][0]["broader"] = "nowhere"


def spoil_identifier(files: dict[str, Any]) -> None:
    files["records.yaml"]["practices"] *= 2


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (spoil_type, "records.yaml: aarhus-model-info-house: title: "),
        (spoil_name, "records.yaml: aarhus-model-info-house: titel: "),
        (spoil_city, "cities: there is no city 'atlantis'"),
        (spoil_concept, "aarhus-model-info-house: concepts.theme: there is no concept 'alchemy'"),
        (spoil_level, "judgement.level: there is no evidence level 'ev-9-certain'"),
        (spoil_reason, "aarhus-model-info-house: judgement.answers.effect: no reason in de"),
        (spoil_figures, "figures.0.measure: Value error, no words in “fr”"),
        (spoil_provision, "provisions: there is no provision 'aarhus-declaration/99'"),
        (spoil_heads, "translations.yaml: no-such-record: there is no such record"),
        (spoil_head, "translations.yaml: aarhus-model-info-house: heads.de.title: "),
        (spoil_broader, "governance-and-coordination: broader: 'nowhere'"),
        (spoil_identifier, "records.yaml: aarhus-model-info-house: id: stands twice"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_half_loaded(
    tmp_path: Path, files: dict[str, Any], spoil: Any, named: str
) -> None:
    spoil(files)
    pages = Page.objects.count()
    with pytest.raises(CommandError) as caught:
        load(tmp_path, files)
    assert named in str(caught.value)
    assert Page.objects.count() == pages
    assert (Concept.objects.count(), LoadedItem.objects.count()) == (0, 0)


def test_a_file_that_is_no_yaml_or_is_missing_is_named(
    tmp_path: Path, files: dict[str, Any]
) -> None:
    write(tmp_path, files)
    (tmp_path / "site.yaml").write_text("a: [b", encoding="utf-8")
    with pytest.raises(CommandError, match=r"^site\.yaml: not YAML"):
        call_command("load_content", folder=tmp_path, demonstration=True)
    (tmp_path / "site.yaml").unlink()
    with pytest.raises(CommandError, match=r"^site\.yaml: there is no such file"):
        call_command("load_content", folder=tmp_path, demonstration=True)


@pytest.mark.both
def test_something_that_fails_while_writing_leaves_nothing_behind(
    tmp_path: Path, files: dict[str, Any]
) -> None:
    # Passes the reader (it is a text) and fails the page's own validation.
    files["records.yaml"]["study_visits"][0]["title"] = "x" * 300
    pages = Page.objects.count()
    with pytest.raises(CommandError) as caught:
        load(tmp_path, files)
    assert "title" in str(caught.value)
    assert Page.objects.count() == pages
    assert SearchDocument.objects.count() == 0
    assert StudyVisitReportPage.objects.count() == TrainingProgrammePage.objects.count() == 0
    assert CityPage.objects.count() == 0


def french(part: Any, inside: bool = False) -> Iterator[str]:
    """The French texts of a file: below a key "fr", or in an item whose language it is."""
    if isinstance(part, str) and inside:
        yield part
    elif isinstance(part, list):
        for item in part:
            yield from french(item, inside)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from french(value, inside or key == "fr" or part.get("lang") == "fr")


def test_no_line_of_french_begins_with_a_sign() -> None:
    texts = [text for file in SOURCE.glob("*.yaml") for text in french(read(file.name))]
    assert len(texts) > 500
    assert [text for text in texts if re.search(r"[\x20][:;!?»]|«[\x20]", text)] == []


def test_the_real_files_are_right() -> None:
    from practices.loading.reading import read_content

    content = read_content(SOURCE)
    kinds = [record.kind for record in content.records]
    assert (len(content.cities), len(content.concepts)) == (74, 133)
    assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {
        "practice": 58,
        "study_visit": 24,
        "training": 24,
    }
    assert all(len(record.summary) <= 300 for record in content.records)
    assert all(record.sources for record in content.records)
    named = {(one.id, series.source) for one in content.records for series in one.figures}
    assert len({record for record, _source in named}) == 8
    sources = {(one.id, url) for one in content.records for url in (*one.sources, None)}
    assert named <= sources
