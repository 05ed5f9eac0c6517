"""Whatever is done in whatever order: a page kept ready is the page as it would be made now."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from declarations.models import DocumentPage
from kb.models import CityPage
from kb.site.addresses import language_path
from practices.models import (
    PartnerCity,
    ProvisionAnswer,
    RecordLink,
    RecordPage,
    StudyVisitReportPage,
    VisitingCity,
    VisitStop,
)
from practices.records.freshness import archive, bring_back
from practices.records.withdrawal import take_down
from practices.submission.people.contact import end_contact
from tests.factories import InformationPageFactory
from tests.kb.site.test_ready_pages import pages_are_kept  # noqa: F401  (a fixture for each test)
from tests.practices.writing import editor
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.both]

STEPS = 14
LISTS = (
    "/en/",
    "/de/",
    "/en/about/",
    "/en/cities/",
    "/en/documents/",
    "/en/documents/aarhus-declaration/",
    "/en/documents/aarhus-declaration/matrix/",
    "/en/documents/aarhus-declaration/progress/country/DK/",
    "/en/evidence-map/",
    "/en/compare/",
    "/en/browse/",
    "/en/browse/country/DK/",
    "/en/what-was-checked/",
)
# Choices among many that may be somewhat old; what they show is looked at below.
ALIKE = re.compile(rb'<section class="part (?:part--related|city-like)".*?</section>', re.DOTALL)
NAMED = re.compile(rb'<ul class="plain-list">.*?</ul>', re.DOTALL)
CARD = re.compile(rb'<a [^>]*href="(/[^"?]+/)"[^>]*>([^<]+)</a>')


class World:
    """Records in three cities, and what may happen to them."""

    def __init__(self, library: Library, seed: int) -> None:
        self.library, self.random = library, random.Random(seed)  # noqa: S311  (a test's own)
        self.editor = editor("reader@example.org")[1]
        self.cities = [library.aarhus, library.milan, library.ghent]
        InformationPageFactory(parent=library.site_tree.home, title="About", slug="about")
        for number in range(5):
            library.record(
                f"Lasting {number}",
                city=self.cities[number % 3],
                concepts=(library.exit, library.youth),
            )
        self.made = 0
        for _number in range(3):
            self.new_record()

    def new_record(self) -> None:
        self.made += 1
        self.library.record(
            f"Passing {self.made}",
            city=self.random.choice(self.cities),
            concepts=(self.random.choice([self.library.exit, self.library.school]),),
            contact_email="office@aarhus.example",
            contact_consent_on=date(2026, 1, 1),
            contact_expires_on=date(2099, 1, 1),
        )

    def new_visit(self) -> None:
        self.made += 1
        page = self.library.record(f"Visit {self.made}", kind="study-visit", city=self.any_city())
        page = StudyVisitReportPage.objects.get(pk=page.pk)
        page.visiting_cities = [VisitingCity(city=self.any_city().city)]
        page.stops = [VisitStop(name="A stop", record=getattr(self.any_record(), "record", None))]
        page.save_revision().publish()

    def any_city(self) -> Any:
        return CityPage.objects.get(pk=self.random.choice(self.cities).pk)

    def any_record(self, **among: Any) -> Any:
        records = list(
            RecordPage.objects.filter(title__startswith="Passing", **among).order_by("pk")
        )
        return self.random.choice(records).specific if records else None

    def publish(self, **changes: Any) -> None:
        page = self.any_record(live=True)
        for name, value in changes.items() if page else ():
            setattr(page, name, value(page) if callable(value) else value)
        if page:
            page.save_revision().publish()

    def reword(self) -> None:
        self.made += 1
        self.publish(title=f"Passing {self.made}", summary=f"Said in other words {self.made}.")

    def draft(self) -> None:
        page = self.any_record(live=True)
        if page:
            page.summary = "Not yet for everybody."
            page.save_revision()

    def file_under(self) -> None:
        self.publish(concepts=[self.random.choice([self.library.exit, self.library.school])])

    def answer(self) -> None:
        code = self.random.choice(["aarhus-declaration/1", "aarhus-declaration/2.1"])
        self.publish(provision_answers=[ProvisionAnswer(provision=code)])

    def partner(self) -> None:
        cities = self.random.sample(self.cities, self.random.randint(0, 2))
        self.publish(partner_cities=[PartnerCity(city=city.city) for city in cities])

    def link(self) -> None:
        relation = self.random.choice(RecordLink.Relation.values)
        target = self.any_record()
        self.publish(
            links=lambda page: (
                []
                if target.pk == page.pk
                else [RecordLink(target=target.record, relation=relation)]
            )
        )

    def translate(self) -> None:
        page = self.any_record(live=True, locale__language_code="en")
        if page and not page.get_translations().exists():
            self.library.translation(page, "de", title=f"Passing auf Deutsch {page.pk}")

    def take_down(self) -> None:
        page = self.any_record(live=True, locale__language_code="en")
        if page and self.random.random() < 0.5:
            take_down(page, self.editor, "Not right.")

    def unpublish(self) -> None:
        page = self.any_record(live=True)
        if page:
            page.unpublish()

    def publish_again(self) -> None:
        page = self.any_record(live=False, record__taken_down_on=None)
        if page:
            page.save_revision().publish()

    def delete(self) -> None:
        page = self.any_record()
        if page:
            Page.objects.get(pk=page.pk).delete()

    def move(self) -> None:
        page = self.any_record(locale__language_code="en")
        if page:
            page.move(self.any_city(), pos="last-child")

    def restrict(self) -> None:
        page = self.random.choice([self.any_city(), self.any_record()])
        if page:
            PageViewRestriction.objects.create(page=page, restriction_type="login")

    def release(self) -> None:
        for restriction in PageViewRestriction.objects.all():
            restriction.delete()

    def freshness(self) -> None:
        page = self.any_record(live=True, locale__language_code="en")
        if page is None:
            return
        page.record.change(review_by=date(2020, 1, 1))
        page.is_editor_summary = False
        page.save()
        self.random.choice(
            [
                lambda: archive(date(2026, 11, 28)),
                lambda: bring_back(page, self.editor),
                lambda: page.record.change(last_confirmed_on=date(2026, 5, 4)),
            ]
        )()

    def end_contact(self) -> None:
        page = self.any_record(live=True)
        if page:
            end_contact(page)

    def rename_concept(self) -> None:
        self.made += 1
        self.library.exit.labels = {**self.library.exit.labels, "en": f"Way out {self.made}"}
        self.library.exit.save()

    def rename_city(self) -> None:
        self.made += 1
        page = self.any_city()
        page.title, page.profile = f"City {self.made}", f"<p>Profile {self.made}</p>"
        page.save_revision().publish()

    def reword_document(self) -> None:
        self.made += 1
        page = DocumentPage.objects.get(pk=self.library.document.pk)
        point = page.provisions.get(code="1")
        point.heading = f"Heading {self.made}"
        page.provisions.add(point)
        page.save_revision().publish()

    def step(self) -> str:
        common = [
            self.reword,
            self.new_record,
            self.link,
            self.partner,
            self.answer,
            self.file_under,
        ]
        rare = [
            self.new_visit, self.draft, self.translate, self.take_down, self.unpublish,
            self.publish_again, self.delete, self.move, self.restrict, self.release, self.freshness,
            self.end_contact, self.rename_concept, self.rename_city, self.reword_document,
        ]  # fmt: skip
        verb: Callable[[], None] = self.random.choice(common * 2 + rare)
        if self.random.random() < 0.7:
            with self.library.run_callbacks(execute=True):
                verb()
        else:
            verb()  # the search has not built its documents yet
        return verb.__name__

    def addresses(self) -> list[str]:
        pages = Page.objects.type(RecordPage, CityPage).order_by("pk")
        return [*LISTS, *(language_path(page) for page in pages.select_related("locale"))]


def as_made_now(address: str) -> bytes:
    """The page for somebody with a session, whom no kept page is shown."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "none"
    return bytes(client.get(address).content)


def without_choices(page: bytes) -> bytes:
    """All but those; of related records the ones stay that are named in the records themselves."""
    return ALIKE.sub(lambda part: b"".join(NAMED.findall(part[0])), page)


def cards_of(page: bytes) -> set[tuple[bytes, bytes]]:
    return {card for part in ALIKE.findall(page) for card in CARD.findall(part)}


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.audit) for seed in (2, 3))]
)
def test_any_sequence_of_verbs(library: Library, seed: int) -> None:
    world = World(library, seed)
    done = []
    for _step in range(STEPS):
        for address in world.addresses():
            Client().get(address)  # is kept from now on
        done.append(world.step())
        for address in world.addresses():
            kept, now = bytes(Client().get(address).content), as_made_now(address)
            assert without_choices(kept) == without_choices(now), (address, done)
            for href, title in cards_of(kept) - cards_of(now):
                assert title in as_made_now(href.decode()), (address, href, done)
