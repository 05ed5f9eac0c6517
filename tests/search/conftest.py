"""A small library of records, and every engine that runs here.

The tests of the contract ask for ``engine``: each of them runs once per engine in ENGINES, so that a new
engine has to pass what the embedded one passes.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import Locale

from practices.models import Partner, PartnerCity, PracticePage, ProvisionAnswer
from search.answer.results import SearchResults
from search.engines import chosen_engine
from search.engines.base import uses_elasticsearch
from search.engines.elasticsearch.node import Condition, availability, client
from search.engines.elasticsearch.pushing import Pusher, push_waiting
from search.engines.elasticsearch.rebuilding import rebuild
from search.engines.embedded import EmbeddedEngine
from search.models import SearchDocument, SearchState
from search.request.expert_rows import Row
from search.request.request import SearchRequest
from search.table.waiting import build_waiting
from search.words.alphabet import keys_of
from tests.elasticsearch_node import Missing, Node, temporary_node
from tests.factories import (
    CityPageFactory,
    ConceptFactory,
    DocumentPageFactory,
    PracticePageFactory,
    StudyVisitReportPageFactory,
    TrainingProgrammePageFactory,
)
from tests.lacking import lacks

ENGINES = [
    "embedded",
    pytest.param(
        "elasticsearch",
        marks=[pytest.mark.elasticsearch, pytest.mark.xdist_group("elasticsearch")],
    ),
]

KINDS = {
    "practice": PracticePageFactory,
    "training": TrainingProgrammePageFactory,
    "study-visit": StudyVisitReportPageFactory,
}


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """A real Elasticsearch. Missing: skipped here with a loud sentence, failed where CI=true."""
    try:
        with temporary_node() as started:
            yield started
    except Missing as missing:
        lacks(f"REAL-NODE TESTS NOT RUN: {missing}")


@pytest.fixture
def elasticsearch(
    node: Node, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Node]:
    """The real engine with an empty index of its own; changes arrive where ``push`` is called."""
    settings.ELASTICSEARCH_URL = node.url
    settings.ELASTICSEARCH_PREFIX = f"test-{secrets.token_hex(4)}"
    client.cache_clear()
    monkeypatch.setattr(Pusher, "wake", lambda self: None)
    monkeypatch.setattr(availability, "condition", Condition.UNKNOWN)
    rebuild(lambda done, total: None)
    yield node
    made = client().indices.get(index=f"{settings.ELASTICSEARCH_PREFIX}-*", features="aliases").body
    client().indices.delete(index=list(made))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The engine that answers in this test."""
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch")
    assert chosen_engine().name == request.param
    return str(request.param)


def push() -> None:
    """Let the engine hear at once of what was committed, and show it at once."""
    build_waiting()
    if uses_elasticsearch():
        push_waiting(refresh=True)


class Library:
    """Cities, concepts and a document, and records made with one call."""

    def __init__(self, site_tree: Any, run_callbacks: Callable[..., Any]) -> None:
        self.site_tree = site_tree
        self.run_callbacks = run_callbacks
        with run_callbacks(execute=True):
            self.aarhus = self.city(
                "aarhus", "DK", place=(56.15, 10.2), en="Aarhus", de="Aarhus", ru="Орхус"
            )
            self.milan = self.city(
                "milan",
                "IT",
                place=(45.46, 9.19),
                en="Milan",
                de="Mailand",
                it="Milano",
                ru="Милан",
            )
            self.ghent = self.city("ghent", "BE", en="Ghent", fr="Gand", de="Gent")
            self.document = DocumentPageFactory(parent=site_tree.documents)
            self.prevention = self.concept("prevention", en="Prevention of extremism")
            self.exit = self.concept(
                "exit",
                broader=self.prevention,
                synonyms={"en": ["exit", "disengagement"]},
                en="Disengagement and exit",
                de="Ausstieg",
                fr="Désengagement",
                ru="выход из радикализации",
            )
            self.school = self.concept("school", en="Education", de="Schule", fr="École")
            self.youth = self.concept(
                "youth", facet="audience", en="Young people", de="Jugendliche"
            )

    def city(
        self,
        code: str,
        country: str,
        *,
        place: tuple[float | None, float | None] = (None, None),
        **names: str,
    ) -> Any:
        return CityPageFactory(
            parent=self.site_tree.cities,
            title=names["en"],
            slug=code,
            code=code,
            country=country,
            latitude=place[0],
            longitude=place[1],
            names=names,
        )

    def concept(
        self,
        code: str,
        *,
        facet: str = "theme",
        broader: Any = None,
        synonyms: dict[str, list[str]] | None = None,
        **labels: str,
    ) -> Any:
        return ConceptFactory(
            code=code, facet=facet, labels=labels, synonyms=synonyms or {}, broader=broader
        )

    def record(
        self,
        title: str,
        *,
        kind: str = "practice",
        city: Any = None,
        concepts: tuple[Any, ...] = (),
        provisions: tuple[str, ...] = (),
        partners: tuple[Any, ...] = (),
        organisations: tuple[str, ...] = (),
        **fields: Any,
    ) -> Any:
        """A published record; its events have been heard when this returns."""
        with self.run_callbacks(execute=True):
            page = KINDS[kind](parent=city or self.aarhus, title=title, live=False, **fields)
            page.concepts = list(concepts)
            page.provision_answers = [ProvisionAnswer(provision=code) for code in provisions]
            page.partner_cities = [PartnerCity(city=city.city) for city in partners]
            page.partners = [Partner(name=name) for name in organisations]
            page.save_revision().publish()
        push()
        page.refresh_from_db()
        return page

    def translation(self, page: Any, language: str, **texts: str) -> Any:
        """A published translation of a record."""
        with self.run_callbacks(execute=True):
            other = page.copy_for_translation(
                Locale.objects.get(language_code=language), copy_parents=True
            )
            for name, text in texts.items():
                setattr(other, name, text)
            other.save_revision().publish()
        push()
        return PracticePage.objects.filter(pk=other.pk).first() or other


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    """Three cities, four concepts, a document; no records yet."""
    return Library(site_tree, django_capture_on_commit_callbacks)


@pytest.fixture
def row() -> Callable[..., SearchDocument]:
    """A row of the search table: ``row({"de": ("Titel", "Text")}, theme=["exit"])``."""

    def make(texts: dict[str, tuple[str, str]], **codes: list[str]) -> SearchDocument:
        with transaction.atomic():
            state = SearchState.objects.get_or_create(pk=1)[0]
            state.version += 1
            state.stamp = uuid.uuid4()
            state.save()
            made = SearchDocument.objects.create(
                key=uuid.uuid4(),
                kind="practice",
                version=state.version,
                data={
                    "texts": {
                        code: {"title": title, "summary": "", "body": body, "url": f"/{code}/x/", "tags": []}
                        for code, (title, body) in texts.items()
                    },
                    "original": next(iter(texts)),
                    "alphabet": keys_of(
                        {code: title for code, (title, _body) in texts.items()}, next(iter(texts))
                    ),
                    "codes": {"kind": ["practice"], "language": list(texts), **codes},
                    "latitude": None,
                    "longitude": None,
                    "card": {},
                },
            )  # fmt: skip
            EmbeddedEngine().put([made])
        return made

    return make


@pytest.fixture
def find() -> Callable[..., SearchResults]:
    """Search by words and facets: ``find("exit", language="de", theme=["exit"])``."""
    from search import services

    def search(
        q: str = "",
        *,
        language: str = "en",
        sort: str = "",
        year_from: int | None = None,
        year_to: int | None = None,
        page: int = 1,
        size: int = 20,
        all_of: tuple[str, ...] = (),
        rows: tuple[Row, ...] = (),
        view: str = "",
        archived: bool = False,
        **facets: list[str],
    ) -> SearchResults:
        return services.search(
            SearchRequest(
                language=language,
                q=q,
                facets={name: tuple(codes) for name, codes in facets.items()},
                sort=sort,
                year_from=year_from,
                year_to=year_to,
                page=page,
                size=size,
                all_of=frozenset(all_of),
                rows=rows,
                view=view,
                archived=archived,
            )
        )

    return search


def titles(results: SearchResults) -> list[str]:
    """The titles found, in their order."""
    return [hit.title for hit in results.hits]


def counts(results: SearchResults, facet: str) -> dict[str, int]:
    """The counts of a facet by code."""
    for group in results.facets:
        if group.name == facet:
            return {option.code: option.count for option in group.options}
    return {}


def api(client: Client, **params: Any) -> dict[str, Any]:
    """What the API answers."""
    answer: dict[str, Any] = client.get("/api/v1/search", params).json()
    return answer
