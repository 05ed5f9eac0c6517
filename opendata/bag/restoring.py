"""Filling an empty site from a bag: cities, records and events as they were public, in every language.

The site was set up before (``setup_site``): the documents and the lists stand there. What is there already
with the same identifier is left as it is.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from django.db import transaction
from wagtail.models import Locale, Page

from kb.models import City, CityIndexPage, CityPage, Concept
from kb.models.cities import CityMembership
from opendata.bag.beside import restore_dates, restore_endorsements, restore_versions
from opendata.bag.events import restore_development, restore_event
from opendata.bag.pages import date_as_told, day, fill_record, slug_of
from opendata.whole import KINDS
from practices.models import PublicTranslation, Record, RecordPage
from practices.records.translated_parts import note_outdated
from search import services as search

CITY_FACTS = (
    "code",
    "names",
    "official_name",
    "country",
    "latitude",
    "longitude",
    "coordinates_source",
    "population",
    "population_year",
    "population_basis",
    "population_source",
    "languages",
    "website",
)
NOT_IN_OLD_BAGS = ("events.jsonl", "developments.jsonl", "versions.jsonl")
LONGEST_LINE = 4 * 1024 * 1024


class BrokenBag(Exception):
    """A file is missing, or is not what the bag's list of checksums says."""


def restore_bag(folder: Path) -> Counter[str]:
    """Fill the site; all or nothing. Raises :class:`BrokenBag`."""
    check_sums(folder)
    done: Counter[str] = Counter()
    with transaction.atomic():
        for concept in lines(folder, "concepts.jsonl"):
            done["concepts"] += _restore_concept(concept)
        for city in lines(folder, "cities.jsonl"):
            done["cities"] += _restore_city(city)
        new = _rows_of_new_records(folder)
        for record in lines(folder, "records.jsonl"):
            done["records"] += record["id"] in new and _restore_record(record)
        restore_versions(lines(folder, "versions.jsonl"), new)
        # Behind the records: an event names those that were begun there.
        for event in lines(folder, "events.jsonl"):
            done["events"] += restore_event(event)
        for development in lines(folder, "developments.jsonl"):
            done["developments"] += restore_development(development)
        for document in lines(folder, "documents.jsonl"):
            restore_endorsements(document)
    search.build_waiting(wait=True)
    return done


def check_sums(folder: Path, listed: str = "manifest-sha256.txt") -> None:
    """Each file of a list is there and has the content that was written. Raises :class:`BrokenBag`."""
    manifest = folder / listed
    if not manifest.is_file():
        raise BrokenBag("There is no list of checksums: this is no bag.")
    for line in manifest.read_text(encoding="utf-8").splitlines():
        wanted, _space, name = line.partition("  ")
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            raise BrokenBag(f"{name} is missing.")
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != wanted:
                raise BrokenBag(f"{name} was changed.")


def lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """One after the other what stands in a file of a bag. Raises :class:`BrokenBag`."""
    path = folder / "data" / name
    if not path.is_file():
        if name in NOT_IN_OLD_BAGS:
            return
        raise BrokenBag(f"{name} is missing.")
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE):
            try:
                yield orjson.loads(line)
            except ValueError as unreadable:
                raise BrokenBag(f"{name} cannot be read.") from unreadable


def _restore_concept(told: dict[str, Any]) -> int:
    if Concept.objects.filter(code=told["code"]).exists():
        return 0
    concept = Concept(
        code=told["code"],
        facet=told["facet"],
        labels=told["labels"],
        synonyms=told["synonyms"],
        definitions=told["definitions"],
        sort_order=told["order"],
        former_codes=told["former"],
        broader=Concept.objects.filter(code=told["broader"]).first(),
    )
    concept.full_clean()
    concept.save()
    return 1


def _restore_city(told: dict[str, Any]) -> int:
    if City.objects.filter(code=told["code"]).exists():
        return 0
    row = City(**{name: told[name] for name in CITY_FACTS if name in told})
    for language in sorted(told["pages"], key=lambda code: code != "en"):
        page = CityPage(
            title=told["titles"][language],
            slug=slug_of(told["pages"][language]),
            locale=Locale.objects.get(language_code=language),
            translation_key=row.pk,
            city=row,
            profile=told["profiles"].get(language, ""),
            notes=told["notes"].get(language, ""),
            live=False,
        )
        parent = CityIndexPage.objects.filter(locale=page.locale).first()
        if parent is None:
            raise BrokenBag("Set the site up first: it has no list of cities.")
        page.memberships = [CityMembership(**one) for one in told["memberships"]]
        parent.add_child(instance=page)
        page.save_revision().publish()
    return 1


def _rows_of_new_records(folder: Path) -> set[str]:
    """Make the rows of the records that are not here yet, so that each can name all others."""
    new = set()
    for told in lines(folder, "records.jsonl"):
        # Events and developments are found as records are, and stand whole in files of their own.
        if told["kind"]["code"] in KINDS:
            city = (
                City.objects.filter(code=told["city"]["code"])
                if told["city"]
                else City.objects.none()
            )
            _row, is_new = Record.objects.get_or_create(
                pk=told["id"],
                defaults={"original_language": told["original_language"], "city": city.first()},
            )
            new.update([told["id"]] if is_new else [])
    return new


def _restore_record(told: dict[str, Any]) -> int:
    languages = sorted(told["texts"], key=lambda code: (code != told["original_language"], code))
    for language in languages:
        text = told["texts"][language]
        page = KINDS[told["kind"]["code"]](
            title=text["title"],
            slug=slug_of(text["page"]),
            locale=Locale.objects.get(language_code=language),
            translation_key=told["id"],
            live=False,
        )
        _parent(told, page.locale).add_child(instance=page)
        fill_record(page, told, text)
        page.save_revision().publish()
        _as_it_was(page, told, text)
    row = Record.objects.get(pk=told["id"])
    row.change(
        original_language=told["original_language"],
        archived_on=day(told["archived_on"]),
        last_confirmed_on=day(told.get("confirmed_on")),
        review_by=day(told.get("review_by")),
        city_edit_on=day(told.get("changed_by_city_on")),
        doi=told.get("doi", ""),
    )
    restore_dates(row, told.get("training_dates", []))
    note_outdated(row)
    search.mark([row.pk])
    return 1


def _parent(told: dict[str, Any], locale: Locale) -> Page:
    """The page of the record's city in this language, made as an alias where there is none."""
    if told["city"] is None:
        found: Page | None = CityIndexPage.objects.filter(locale=locale).first()
    else:
        pages = CityPage.objects.filter(city__code=told["city"]["code"])
        found = pages.filter(locale=locale).first()
        if found is None and (other := pages.first()):
            found = other.copy_for_translation(locale, copy_parents=True, alias=True)
    if found is None:
        raise BrokenBag(f"The city of record {told['id']} is missing.")
    return found


def _as_it_was(page: RecordPage, told: dict[str, Any], text: dict[str, Any]) -> None:
    """The days of its publication, and how far it is translated, are those of the bag."""
    changed = text["changed"] or told["published"]
    date_as_told(page, told["published"] or changed, changed)
    if text["translated_from"]:
        PublicTranslation.objects.update_or_create(
            page_id=page.pk,
            defaults={
                "untranslated": text["untranslated"],
                "source_language": text["translated_from"],
                "by_machine": text["by_machine"],
            },
        )
    else:
        PublicTranslation.objects.filter(page_id=page.pk).delete()
