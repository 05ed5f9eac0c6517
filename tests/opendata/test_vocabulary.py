"""The vocabulary is given as SKOS: every concept with its labels in six languages, and what is broader."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SKOS

from tests.opendata.conftest import taken
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db
OWN = "http://localhost:8000/vocabulary#"


@pytest.mark.parametrize(
    ("address", "accepted", "form"),
    [
        ("/vocabulary", "*/*", "turtle"),
        ("/vocabulary", "application/ld+json", "json-ld"),
        ("/vocabulary.ttl", "*/*", "turtle"),
        ("/vocabulary.jsonld", "*/*", "json-ld"),
    ],
)
def test_both_forms_say_the_same(
    client: Client, library: Library, address: str, accepted: str, form: str
) -> None:
    library.exit.definitions = {"en": 'Leaving, "for good".\n'}
    library.exit.former_codes = ["deradicalisation"]
    library.exit.save()
    answer = client.get(address, headers={"accept": accepted})
    found = Graph().parse(data=answer.content, format=form)
    concept = URIRef(f"{OWN}theme-exit")
    assert set(found.objects(concept, SKOS.prefLabel)) == {
        Literal("Disengagement and exit", lang="en"),
        Literal("Ausstieg", lang="de"),
        Literal("Désengagement", lang="fr"),
        Literal("выход из радикализации", lang="ru"),
    }
    assert set(found.objects(concept, SKOS.altLabel)) == {
        Literal("exit", lang="en"),
        Literal("disengagement", lang="en"),
    }
    assert found.value(concept, SKOS.definition) == Literal('Leaving, "for good".\n', lang="en")
    assert found.value(concept, SKOS.broader) == URIRef(f"{OWN}theme-prevention")
    assert found.value(concept, SKOS.hiddenLabel) == Literal("deradicalisation")
    assert found.value(concept, SKOS.inScheme) == URIRef(f"{OWN}theme")
    assert (URIRef(f"{OWN}audience-youth"), RDF.type, SKOS.Concept) in found
    assert len(set(found.subjects(RDF.type, SKOS.ConceptScheme))) == 7


def test_a_changed_label_is_given_at_once(client: Client, library: Library) -> None:
    before = client.get("/vocabulary")
    again = client.get("/vocabulary", headers={"if-none-match": before["ETag"]})
    assert again.status_code == 304
    library.exit.labels = {**library.exit.labels, "it": "Uscita"}
    library.exit.save()
    after: Any = client.get("/vocabulary", headers={"if-none-match": before["ETag"]})
    assert '"Uscita"@it' in after.content.decode()


def test_there_are_no_other_forms(client: Client, library: Library) -> None:
    assert client.get("/vocabulary.rdf").status_code == 404
    assert client.post("/vocabulary").status_code == 405


@pytest.mark.parametrize("ending", ["ttl", "jsonld"])
def test_other_catalogues_are_told_what_can_be_taken_and_from_where(
    client: Client, library: Library, ending: str
) -> None:
    library.record("Mentors")
    answer = client.get(f"/catalogue.{ending}")
    found = Graph().parse(
        data=answer.content, format={"ttl": "turtle", "jsonld": "json-ld"}[ending]
    )
    [catalogue] = found.subjects(RDF.type, DCAT.Catalog)
    sets = set(found.objects(catalogue, DCAT.dataset))
    assert {str(one).rpartition("#")[2] for one in sets} == {"records", "documents", "vocabulary"}
    for one in (catalogue, *sets):
        # What DCAT-AP asks of each, in every language of the site.
        assert {title.language for title in found.objects(one, DCTERMS.title)} == {
            "en", "de", "fr", "it", "ru", "tr",
        }  # fmt: skip
        assert found.value(one, DCTERMS.description) is not None
        assert found.value(one, DCTERMS.publisher) is not None
    records = next(one for one in sets if str(one).endswith("#records"))
    assert found.value(records, DCTERMS.modified) is not None
    addresses = [
        str(found.value(file, DCAT.downloadURL))
        for one in sets
        for file in found.objects(one, DCAT.distribution)
    ]
    assert len(addresses) == 8
    for address in addresses:
        # A stream that nobody reads would keep its place from the next.
        taken(client, address.removeprefix("http://localhost:8000"))
    again = client.get(f"/catalogue.{ending}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get("/catalogue.xml").status_code == 404
