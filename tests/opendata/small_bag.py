"""A bag of two records, one city and one document, written by hand: no database is asked for it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

MENTORS, LIBRARY = "0a1e7b4c-0000-4000-8000-000000000001", "0a1e7b4c-0000-4000-8000-000000000002"


def text(title: str, summary: str, description: str = "", **more: Any) -> dict[str, Any]:
    return {
        "title": title,
        "summary": summary,
        "page": "http://localhost:8000/en/x/",
        "changed": "2026-11-01T10:00:00Z",
        "translated_from": "",
        "untranslated": {},
        "by_machine": False,
        "parts": {"description": description} if description else {},
        "facts": {},
        "lists": {},
        "tags": [],
        **more,
    }


def record(key: str, original: str, texts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "address": f"http://localhost:8000/record/{key}/",
        "doi": "",
        "kind": {"code": "practice", "label": "Practice"},
        "original_language": original,
        "city": {"code": "aarhus", "label": "Aarhus"},
        "country": {"code": "DK", "label": "Denmark"},
        "year_from": 2012,
        "year_to": None,
        "author": "Aarhus",
        "licence": {"code": "cc-by-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "published": "2026-10-01T10:00:00Z",
        "codes": {"theme": ["exit"], "country": ["DK"]},
        "own_codes": {"theme": ["exit"]},
        "editors_summary": False,
        "archived_on": None,
        "texts": texts,
        "sources": [],
        "provisions": [],
        **more,
    }


RECORDS = [
    record(
        MENTORS,
        "en",
        {
            "en": text("Mentors at İzmir’s schools", "Older pupils <help>.", "<p>They meet.</p>"),
            "de": text(
                "Paten", "Ältere helfen.", "<p>They meet.</p>",
                translated_from="en", untranslated={"description": "all"},
            ),
        },
        doi="10.5072/x",
        provisions=[{"code": "plan/1", "sentences": {"en": "By <mentors>."}}],
        sources=[
            {"title": "Report", "url": "javascript:alert(1)", "language": "da", "year": 2020}
        ],
    ),
    record(
        LIBRARY,
        "tr",
        {"tr": text("Kütüphane", "Kapılar açık.", '<p onclick="x()">Gel<script>x()</script></p>')},
    ),
]  # fmt: skip
CITIES = [
    {
        "code": "aarhus",
        "names": {"en": "Aarhus", "ru": "Орхус"},
        "country": "DK",
        "website": "https://www.aarhus.dk/",
        "profiles": {"en": "<p>By the sea.</p>"},
    }
]
DOCUMENTS = [
    {
        "code": "plan",
        "titles": {"en": "A plan"},
        "summaries": ["en"],
        "official_texts": {},
        "provisions": [
            {
                "code": "plan/1",
                "number": "1",
                "texts": {"en": {"heading": "Mentors", "text": "<p>Help.</p>"}},
            }
        ],
    }
]
CONCEPTS = [{"code": "exit", "labels": {"en": "Exit work", "de": "Ausstieg"}}]


def write_small_bag(bag: Path) -> None:
    """As ``manage.py write_bag`` writes one, as far as an offline site reads it."""
    data = bag / "data"
    data.mkdir(parents=True)
    for name, rows in (
        ("records", RECORDS),
        ("cities", CITIES),
        ("documents", DOCUMENTS),
        ("concepts", CONCEPTS),
    ):
        content = "".join(f"{json.dumps(row)}\n" for row in rows)
        (data / f"{name}.jsonl").write_text(content, encoding="utf-8")
    root = {"@id": "./", "datePublished": "2026-11-02T10:00:00+00:00", "url": "https://x.example/"}
    (data / "ro-crate-metadata.json").write_text(json.dumps({"@graph": [root]}))
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  data/{path.name}\n"
        for path in sorted(data.iterdir())
    ]
    (bag / "manifest-sha256.txt").write_text("".join(sums))
