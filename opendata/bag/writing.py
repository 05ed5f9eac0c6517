"""Writing the bag: a folder after BagIt (RFC 8493) with an RO-Crate in it, in constant memory."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone
from django.utils.translation import override

from kb.site.addresses import absolute
from kb.texts.csv_files import csv_lines
from opendata.api.event_schemas import DevelopmentOut, EventOut
from opendata.api.schemas import CityOut, RecordOut, VersionOut, WholeDocumentOut
from opendata.bag import contents
from opendata.bag.signing import sign
from opendata.exports.forms.tables import cells, columns
from opendata.facts import Teller
from search import services as search

BLOCK = 1024 * 1024
ASKED_TO_DELETE = (
    "Records listed in withdrawn.csv are no longer public. Please delete your copies of them."
)
# Each file with its type and what it is.
FILES = {
    "records.jsonl": ("application/jsonl", "All records with all their parts, one a line"),
    "records.csv": ("text/csv", "The facts of all records as a table, labels in English"),
    "versions.jsonl": ("application/jsonl", "What readers met of records after each publication"),
    "cities.jsonl": ("application/jsonl", "All cities, one a line"),
    "events.jsonl": ("application/jsonl", "All events with programme and results, one a line"),
    "developments.jsonl": (
        "application/jsonl",
        "What changed in law and security, one note a line",
    ),
    "documents.jsonl": ("application/jsonl", "The documents with their points, one a line"),
    "concepts.jsonl": ("application/jsonl", "The vocabulary in six languages, one concept a line"),
    "codebook.json": ("application/schema+json", "What each field of these files means"),
    "withdrawn.csv": ("text/csv", ASKED_TO_DELETE),
}


@dataclass(frozen=True)
class Written:
    """How much is in a bag."""

    records: int
    cities: int
    withdrawn: int


def write_bag(folder: Path, country: str = "", key: Ed25519PrivateKey | None = None) -> Written:
    """Write a bag, signed if there is a key; what stood there is replaced once the new one is whole."""
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    data = new / "data"
    data.mkdir(parents=True)
    search.build_waiting(wait=True)
    with override("en"):
        records, named = _write_records(data, country)
        _write_lines(data / "events.jsonl", contents.noting_cities(contents.events(country), named))
        _write_lines(
            data / "developments.jsonl",
            contents.noting_cities(contents.developments(country), named),
        )
        written = Written(
            records=records,
            cities=_write_lines(data / "cities.jsonl", contents.cities(country, named)),
            withdrawn=_write_withdrawn(data / "withdrawn.csv"),
        )
        _write_lines(data / "documents.jsonl", contents.documents())
        _write_lines(data / "concepts.jsonl", contents.concepts())
    (data / "codebook.json").write_bytes(_codebook())
    sums = {name: _checksum(data / name) for name in FILES}
    (data / "ro-crate-metadata.json").write_bytes(_crate(data, sums, country, written))
    sums["ro-crate-metadata.json"] = _checksum(data / "ro-crate-metadata.json")
    _write_tags(new, data, sums)
    if key is not None:
        sign(new, key)
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(new, folder)
    return written


def _write_records(data: Path, country: str) -> tuple[int, set[str]]:
    """The same records twice, from one reading, and their versions; with the cities that they name."""
    teller = Teller("en")
    number, named = 0, set[str]()

    with (
        (data / "records.jsonl").open("wb") as lines,
        (data / "versions.jsonl").open("wb") as versions,
        (data / "records.csv").open("wb") as table,
    ):

        def rows() -> Iterator[list[str | int]]:
            nonlocal number
            yield [*columns("en")]
            for part in contents.public_records(country):
                for whole in contents.noting_cities(contents.told(part, teller), named):
                    lines.write(_line(whole))
                    number += 1
                versions.writelines(_line(version) for version in contents.versions(part))
                yield from (cells(teller.facts(record)) for record in part)

        table.writelines(csv_lines(rows()))
    return number, named


def _line(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def _write_lines(path: Path, values: Iterable[dict[str, Any]]) -> int:
    number = 0
    with path.open("wb") as file:
        for value in values:
            file.write(_line(value))
            number += 1
    return number


def _write_withdrawn(path: Path) -> int:
    number = 0

    def rows() -> Iterator[list[str | int]]:
        nonlocal number
        yield ["id", "kind", "since"]
        for row in contents.withdrawn():
            number += 1
            yield [*row]

    with path.open("wb") as file:
        file.writelines(csv_lines(rows()))
    return number


def _codebook() -> bytes:
    """The schemas of the API, which is what the lines are, and every code with its labels is in its file."""
    schemas = {
        "records.jsonl": RecordOut.model_json_schema(),
        "versions.jsonl": VersionOut.model_json_schema(),
        "cities.jsonl": CityOut.model_json_schema(),
        "events.jsonl": EventOut.model_json_schema(),
        "developments.jsonl": DevelopmentOut.model_json_schema(),
        "documents.jsonl": WholeDocumentOut.model_json_schema(),
    }
    return orjson.dumps(schemas, option=orjson.OPT_INDENT_2)


def _crate(data: Path, sums: dict[str, str], country: str, written: Written) -> bytes:
    """What this is, in RO-Crate 1.1 (JSON-LD)."""
    name = "Alliance Exchange: all that is public"
    graph: list[dict[str, Any]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": f"{name} ({country})" if country else name,
            "description": "What European cities do against violent extremism. "
            f"{written.records} records of {written.cities} cities. {ASKED_TO_DELETE}",
            "datePublished": timezone.now().isoformat(timespec="seconds"),
            "url": absolute("/"),
            "publisher": {"@id": absolute("/")},
            "license": "The licence is named for each record.",
            "version": str(search.state().version),
            "hasPart": [{"@id": one} for one in FILES],
        },
        {"@id": absolute("/"), "@type": "Organization", "name": "Alliance Exchange"},
    ]
    graph += [
        {
            "@id": one,
            "@type": "File",
            "description": description,
            "encodingFormat": kind,
            "contentSize": str((data / one).stat().st_size),
            "sha256": sums[one],
        }
        for one, (kind, description) in FILES.items()
    ]
    crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return json.dumps(crate, ensure_ascii=False, indent=2).encode()


def _write_tags(folder: Path, data: Path, sums: dict[str, str]) -> None:
    size = sum((data / name).stat().st_size for name in sums)
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Source-Organization: Alliance Exchange\nBagging-Date: "
        f"{timezone.localdate().isoformat()}\nPayload-Oxum: {size}.{len(sums)}\n",
        "manifest-sha256.txt": "".join(f"{sums[name]}  data/{name}\n" for name in sorted(sums)),
    }
    for name, content in tags.items():
        (folder / name).write_text(content, encoding="utf-8")
    manifest = "".join(f"{_checksum(folder / name)}  {name}\n" for name in sorted(tags))
    (folder / "tagmanifest-sha256.txt").write_text(manifest, encoding="utf-8")


def _checksum(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()
