"""Writing an offline site: pages from the lines of a bag, one record at a time, in constant memory."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from kb.templatetags.kb_tags import note_on_names
from opendata.bag.restoring import BrokenBag, check_sums, lines
from opendata.offline import telling
from opendata.offline.search import write_search
from opendata.offline.shelf import Entry, Shelf
from search.services import name_key

MARK = "offline-site.txt"
A_PAGE = 200
RECORDS = "records"
FILES = {"css/pages/offline.css": "offline.css", "js/offline.js": "offline.js"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def write_offline_site(bag: Path, folder: Path) -> int:
    """Write the site of a bag; how many records it has. What stood there goes once the new one is whole.

    Raises :class:`opendata.bag.restoring.BrokenBag`.
    """
    check_sums(bag)
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        shelf = Shelf(Path(scratch) / "shelf")
        try:
            number = _Site(bag, new, shelf).write()
        finally:
            shelf.close()
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(new, folder)
    return number


@dataclass
class _Site:
    bag: Path
    folder: Path
    shelf: Shelf
    names: telling.Names = field(init=False)
    day: date = field(init=False)
    home: str = field(init=False)

    def __post_init__(self) -> None:
        self.names = telling.Names(
            {one["code"]: one["names"] for one in lines(self.bag, "cities.jsonl")},
            {one["code"]: one["labels"] for one in lines(self.bag, "concepts.jsonl")},
        )
        self.day, self.home = _when_and_whence(self.bag)

    def write(self) -> int:
        """All of it; how many records."""
        records = 0
        for number, told in enumerate(lines(self.bag, "records.jsonl")):
            self._record(number, told)
            records = number + 1
        for language in LANGUAGES:
            with override(language):
                self._lists(language)
                self._cities(language)
                self._documents(language)
                # Which countries its script will name is not known here.
                note = note_on_names(str(settings.COUNTRIES_OVERRIDE["XK"]))
                self._page(language, "search.html", "search", note=note)
                self._page(language, "index.html", "home", records=records)
            write_search(self.shelf, language, self.folder / language / "search")
        for source, name in FILES.items():
            shutil.copyfile(str(finders.find(source)), self.folder / name)
        self._put("index.html", "languages", {"language": "en", "up": "", "languages": LANGUAGES})
        (self.folder / MARK).write_text(f"Offline site of {self.home}, {self.day}\n")
        return records

    def _record(self, number: int, told: dict[str, Any]) -> None:
        """Its page in each of its languages, and its place in the lists of all."""
        texts = [code for code in LANGUAGES if code in told["texts"]]
        for language in texts:
            with override(language):
                self._page(
                    language, f"records/{told['id']}.html", "record", texts,
                    record=telling.record(told, self.names, language),
                )  # fmt: skip
        original = told["original_language"]
        for language in LANGUAGES if texts else ():
            shown = next(code for code in (language, original, texts[0]) if code in texts)
            text = told["texts"][shown]
            with override(language):
                beside = telling.beside(told, self.names, language)
            entry = Entry(number, told["id"], shown, text["title"], text["summary"], beside)
            self.shelf.put(language, entry)
        city = [f"city:{told['city']['code']}"] if told["city"] else []
        themes = [f"theme:{code}" for code in told["codes"].get("theme", [])]
        points = [f"point:{answer['code']}" for answer in told["provisions"]]
        if texts:
            self.shelf.put_into(number, [RECORDS, *city, *themes, *points])

    def _lists(self, language: str) -> None:
        self._list(language, RECORDS, "records/index", _("Records"))
        themes = []
        for code in self.names.concepts:
            if count := self.shelf.count(f"theme:{code}"):
                label = self.names.concept(code, language)
                self._list(language, f"theme:{code}", f"themes/{code}", label)
                themes.append((label, f"{code}.html", count))
        themes.sort(key=lambda one: name_key(one[0], language))
        self._page(
            language, "themes/index.html", "names",
            heading=_("Themes"), groups=[("", themes)],
        )  # fmt: skip

    def _list(self, language: str, name: str, path: str, heading: str, **more: Any) -> None:
        """A list of records, in as many pages as it needs, the first of them even of none."""
        count = self.shelf.count(name)
        pages = max(ceil(count / A_PAGE), 1)
        for page in range(1, pages + 1):
            entries = self.shelf.entries(name, language, (page - 1) * A_PAGE, A_PAGE)
            self._page(
                language, f"{_numbered(path, page)}.html", "list",
                heading=heading, entries=entries, count=count, page=page, pages=pages,
                start=(page - 1) * A_PAGE + 1,
                before=f"{_numbered(path, page - 1).rpartition('/')[2]}.html" if page > 1 else "",
                after=f"{_numbered(path, page + 1).rpartition('/')[2]}.html" if page < pages else "",
                **(more if page == 1 else {}),
            )  # fmt: skip

    def _cities(self, language: str) -> None:
        by_country: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for city in lines(self.bag, "cities.jsonl"):
            name = self.names.city(city["code"], language)
            profile = city["profiles"].get(language, "")
            land = telling.country(city["country"])
            self._list(
                language, f"city:{city['code']}", f"cities/{city['code']}", name,
                place=land, profile=telling.clean(profile),
                website=telling.web_address(city["website"]),
            )  # fmt: skip
            count = self.shelf.count(f"city:{city['code']}")
            by_country[land].append((name, f"{city['code']}.html", count))
        groups = [
            (land, sorted(by_country[land], key=lambda one: name_key(one[0], language)))
            for land in sorted(by_country, key=lambda land: name_key(land, language))
        ]
        self._page(language, "cities/index.html", "names", heading=_("Cities"), groups=groups)

    def _documents(self, language: str) -> None:
        documents = []
        for told in lines(self.bag, "documents.jsonl"):
            shown = language if language in told["titles"] else next(iter(told["titles"]))
            title = told["titles"][shown]
            points = [telling.point(one, language) for one in told["provisions"]]
            for one in points:
                name = f"point:{one['code']}"
                one["count"] = self.shelf.count(name)
                self._list(
                    language, name, f"documents/{one['file'].removesuffix('.html')}",
                    f"{title}, {one['number']}", profile=one["html"],
                    profile_language=one["language"],
                )  # fmt: skip
            self._page(
                language, f"documents/{told['code']}.html", "document",
                heading=title, heading_language=shown, points=points,
                is_summary=shown in told["summaries"],
                official=telling.web_address(told["official_texts"].get(language, "")),
            )  # fmt: skip
            documents.append((title, f"{told['code']}.html", len(points)))
        self._page(
            language, "documents/index.html", "names",
            heading=_("Documents"), groups=[("", documents)],
        )  # fmt: skip

    def _page(
        self,
        language: str,
        path: str,
        template: str,
        languages: list[str] | None = None,
        **more: Any,
    ) -> None:
        up = "../" * path.count("/")
        context = {
            "language": language,
            "up": up,
            "path": path,
            "languages": LANGUAGES if languages is None else languages,
            "day": self.day,
            "home": self.home,
            **more,
        }
        self._put(f"{language}/{path}", template, context)

    def _put(self, path: str, template: str, context: dict[str, Any]) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        html = render_to_string(f"opendata/offline/{template}.html", context)
        file.write_text(html, encoding="utf-8")


def _numbered(path: str, page: int) -> str:
    return path if page == 1 else f"{path}-page-{page}"


def _when_and_whence(bag: Path) -> tuple[date, str]:
    """The day on which the bag was written, and the address of the site."""
    try:
        crate = json.loads((bag / "data" / "ro-crate-metadata.json").read_text(encoding="utf-8"))
        root = next(node for node in crate["@graph"] if node["@id"] == "./")
        return date.fromisoformat(root["datePublished"][:10]), telling.web_address(root["url"])
    except (OSError, ValueError, KeyError, StopIteration) as unreadable:
        raise BrokenBag("It does not say when it was written.") from unreadable
