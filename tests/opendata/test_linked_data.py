"""JSON-LD of every kind of page: read out of it by ``extruct`` and held to shapes (SHACL)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import extruct
import pytest
from django.test import Client
from pyshacl import validate
from rdflib import RDF, Graph, Namespace

from practices.models import TrainingDate
from tests.factories import EventIndexPageFactory, EventPageFactory
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db

SCHEMA = Namespace("https://schema.org/")
SHAPES = Path(__file__).with_name("linked_data.ttl")
# The context as it is published would be fetched; this is what it says of the words that are used here.
CONTEXT = {"@vocab": str(SCHEMA)}
KINDS = {
    "Article", "City", "Course", "CourseInstance", "DataDownload", "Dataset", "DefinedTerm", "Event",
    "Legislation", "Report",
}  # fmt: skip


def nodes(client: Client, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    found: list[dict[str, Any]] = extruct.extract(answer.content.decode(), syntaxes=["json-ld"])[
        "json-ld"
    ]
    assert [one["@context"] for one in found] == ["https://schema.org"], address
    return found


def graph(found: list[dict[str, Any]]) -> Graph:
    made = Graph()
    for one in found:
        made.parse(data=json.dumps({**one, "@context": CONTEXT}), format="json-ld")
    return made


def faults(made: Graph) -> str:
    holds, _report, text = validate(made, shacl_graph=Graph().parse(SHAPES))
    return "" if holds else str(text)


def test_every_kind_says_what_it_is_as_the_shapes_have_it(
    client: Client, library: Library, site_tree: Any
) -> None:
    def record(kind: str) -> Any:
        return library.record(kind, kind=kind, summary="In short.", concepts=(library.exit,))

    pages = [record("practice"), record("study-visit"), training := record("training")]
    TrainingDate.objects.create(
        record=training.record,
        starts_on=date(2030, 1, 2),
        ends_on=date(2030, 1, 3),
        language="en",
        mode="online",
    )
    training.save_revision().publish()
    event = EventPageFactory(parent=EventIndexPageFactory(parent=site_tree.home))
    event.event.city = library.aarhus.city
    event.event.save()
    addresses = [page.url for page in [*pages, event, library.document, library.aarhus]]
    found = [one for address in [*addresses, "/en/open-data/"] for one in nodes(client, address)]
    made = graph(found)
    kinds = {str(kind).removeprefix(str(SCHEMA)) for kind in made.objects(None, RDF.type)}
    assert kinds >= KINDS
    assert faults(made) == ""
    for one in found:
        for name in ("license", "description", "legislationIdentifier", "startDate", "address"):
            if name in one:
                # The shapes see what is missing.
                less = {key: value for key, value in one.items() if key != name}
                assert faults(graph([less])), (one["@type"], name)
