"""Reads and checks ``content/`` completely, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from kb.lexicon.entries import Entry
from kb.lexicon.files import LexiconFileError, read_lexicon
from practices.loading.schema import (
    CityItem,
    ConceptItem,
    Content,
    DocumentItem,
    GuidanceItem,
    HeadsItem,
    Item,
    PageItem,
    RecordItem,
    SiteItem,
)

I = TypeVar("I", bound=Item)  # noqa: E741


class ContentError(Exception):
    """Something in ``content/`` is wrong; the text names the file, the item and the field."""


def read_content(folder: Path) -> Content:
    """Read all files of a content folder. Raises :class:`ContentError` on the first thing that is wrong."""
    records = _load(folder / "records.yaml")
    if not isinstance(records, dict):
        raise ContentError("records.yaml: expected practices, trainings, study_visits and cities")
    content = Content(
        site=_item(SiteItem, _load(folder / "site.yaml"), "site.yaml", "site"),
        pages=list(_items(PageItem, _load(folder / "pages.yaml"), "pages.yaml", "slug")),
        concepts=list(
            _items(ConceptItem, _load(folder / "vocabulary.yaml"), "vocabulary.yaml", "id")
        ),
        words=_words(folder),
        cities=list(_items(CityItem, records.get("cities"), "records.yaml", "slug")),
        documents=list(
            _items(
                DocumentItem,
                (_load(folder / "documents.yaml") or {}).get("documents"),
                "documents.yaml",
                "code",
            )
        ),
        records=_spread(
            list(_items(RecordItem, records.get(part), "records.yaml", "id"))
            for part in ("practices", "trainings", "study_visits")
        ),
        heads=_heads(folder),
        guidance=list(
            _items(GuidanceItem, _load(folder / "guidance.yaml"), "guidance.yaml", "field")
        ),
    )
    _check_references(content)
    return content


def _heads(folder: Path) -> list[HeadsItem]:
    """Titles and summaries in further languages, which the file keeps by record."""
    name = "translations.yaml"
    found = _load(folder / name)
    if not isinstance(found, dict):
        raise ContentError(f"{name}: expected titles and summaries by record")
    return [
        _item(HeadsItem, {"id": key, "heads": heads}, name, key) for key, heads in found.items()
    ]


def _words(folder: Path) -> list[Entry]:
    try:
        return read_lexicon(folder / "lexicon.yaml").entries
    except LexiconFileError as error:
        raise ContentError(str(error)) from error


def _spread(kinds: Iterable[list[RecordItem]]) -> list[RecordItem]:
    """All records, each kind spread evenly over the whole: what is loaded last stands on the first page."""
    places = [
        ((number + 1) / len(kind), record) for kind in kinds for number, record in enumerate(kind)
    ]
    return [record for _place, record in sorted(places, key=lambda place: place[0])]


def _load(path: Path) -> Any:
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise ContentError(f"{path.name}: there is no such file") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: not YAML: {error}") from error


def _items(model: type[I], values: Any, file: str, name_field: str) -> Iterator[I]:
    if not isinstance(values, list):
        raise ContentError(
            f"{file}: expected a list of {model.__name__.removesuffix('Item').lower()}s"
        )
    seen = set()
    for number, value in enumerate(values, start=1):
        name = value.get(name_field, number) if isinstance(value, dict) else number
        if name in seen:
            raise ContentError(f"{file}: {name}: {name_field}: stands twice")
        seen.add(name)
        yield _item(model, value, file, name)


def _item(model: type[I], value: Any, file: str, name: Any) -> I:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "item"
        raise ContentError(f"{file}: {name}: {field}: {first['msg']}") from error


def _check_references(content: Content) -> None:
    """What points at something else points at something that is there."""
    concepts = {concept.id: concept.facet for concept in content.concepts}
    for concept in content.concepts:
        if concept.broader and concepts.get(concept.broader) != concept.facet:
            raise ContentError(
                f"vocabulary.yaml: {concept.id}: broader: {concept.broader!r} is no concept of its facet"
            )
        if "en" not in concept.labels:
            raise ContentError(
                f"vocabulary.yaml: {concept.id}: labels: the English label is missing"
            )
    cities = {city.slug for city in content.cities}
    provisions = set()
    for document in content.documents:
        own = {provision.code for provision in document.provisions}
        for provision in document.provisions:
            provisions.add(f"{document.code}/{provision.code}")
            if provision.parent and provision.parent not in own:
                raise ContentError(
                    f"documents.yaml: {document.code}: provisions.{provision.code}.parent: "
                    f"there is no provision {provision.parent!r}"
                )
        for words in document.translations:
            if set(words.provisions) != own or len(words.followed_by) != len(document.followed_by):
                raise ContentError(
                    f"documents.yaml: {document.code}: translations.{words.lang}: "
                    "provisions and successors are not those of the document"
                )
    records = {record.id for record in content.records}
    for heads in content.heads:
        if heads.id not in records:
            raise ContentError(f"translations.yaml: {heads.id}: there is no such record")
    for record in content.records:
        for city in (*record.cities, *record.visiting):
            if city not in cities:
                raise ContentError(f"records.yaml: {record.id}: cities: there is no city {city!r}")
        for facet, codes in record.concepts.items():
            for code in codes:
                if concepts.get(code) != facet:
                    raise ContentError(
                        f"records.yaml: {record.id}: concepts.{facet}: there is no concept {code!r}"
                    )
        for code in record.provisions:
            if code not in provisions:
                raise ContentError(
                    f"records.yaml: {record.id}: provisions: there is no provision {code!r}"
                )
        _check_judgement(record, concepts)


def _check_judgement(record: RecordItem, concepts: Mapping[str, str]) -> None:
    """The level is one of the vocabulary's, and each reason is told in each language of the record."""
    if record.judgement is None:
        return
    where = f"records.yaml: {record.id}: judgement"
    level = record.judgement.level
    if level and concepts.get(level) != "evidence":
        raise ContentError(f"{where}.level: there is no evidence level {level!r}")
    languages = {"en", *(version.lang for version in record.translations)}
    for answer in record.judgement.answers:
        if missing := languages - set(answer.reason):
            raise ContentError(
                f"{where}.answers.{answer.question}: no reason in {', '.join(sorted(missing))}"
            )
