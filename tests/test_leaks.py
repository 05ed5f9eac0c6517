"""What is not public leaves by no way out: a hidden word is looked for in every answer.

Each state below hides its record in its own manner; the record carries a word found nowhere else. The
ways out are the rows of the access matrix that are made from pages, and the pages around the record.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader
from wagtail.models import Locale, PageViewRestriction

from exchange.models import Need, Question
from kb.attachments.guard import CleanedFile
from kb.models import Attachment, CityPage
from opendata import urls, urls_of_all
from opendata.api.registry import api
from opendata.exports.registry import FORMS
from practices.models import (
    BuildingBlock,
    PracticePage,
    ProvisionAnswer,
    RecordAttachment,
    RecordLink,
)
from search.services import refresh
from tests.access_matrix import ROWS
from tests.exchange.asking import need, question
from tests.exchange.visiting import offer
from tests.factories import (
    CityPageFactory,
    ConceptFactory,
    DocumentPageFactory,
    PracticePageFactory,
)

pytestmark = pytest.mark.django_db

HIDDEN = "zyxhidden"


def hide_as_draft(page: PracticePage) -> None:
    """Never published."""


def hide_by_unpublishing(page: PracticePage) -> None:
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()


def hide_by_expiry(page: PracticePage) -> None:
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)


def hide_until_later(page: PracticePage) -> None:
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()


def hide_by_restriction(page: PracticePage) -> None:
    page.save_revision().publish()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def hide_by_restriction_of_the_city(page: PracticePage) -> None:
    page.save_revision().publish()
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )


def hide_by_deleting(page: PracticePage) -> None:
    page.save_revision().publish()
    PracticePage.objects.get(pk=page.pk).delete()


def hide_by_taking_down(page: PracticePage) -> None:
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    page.record.change(taken_down_on=timezone.localdate(), taken_down_reason="It named somebody.")


STATES: dict[str, Callable[[PracticePage], None]] = {
    "draft": hide_as_draft,
    "unpublished": hide_by_unpublishing,
    "expired": hide_by_expiry,
    "scheduled": hide_until_later,
    "private": hide_by_restriction,
    "below a private city": hide_by_restriction_of_the_city,
    "deleted": hide_by_deleting,
    "taken down": hide_by_taking_down,
}


@pytest.fixture
def surroundings(site_tree: Any) -> dict[str, Any]:
    """A city, a public neighbour record that points at the hidden one, a document, a concept."""
    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", code="aarhus", slug="aarhus")
    other = CityPageFactory(parent=site_tree.cities, title="Malmö", code="malmo", slug="malmo")
    document = DocumentPageFactory(parent=site_tree.documents, code="aarhus-declaration")
    concept = ConceptFactory(code="mentoring", facet="theme")
    return {"city": city, "other": other, "document": document, "concept": concept}


def add_record(
    city: CityPage, surroundings: dict[str, Any], title: str, slug: str = "record", **texts: str
) -> PracticePage:
    """A draft that shares theme and provision with all others made by this function."""
    page = PracticePageFactory(parent=city, title=title, slug=slug, live=False, **texts)
    page.concepts.set([surroundings["concept"]])
    provision = surroundings["document"].provisions.first()
    page.provision_answers = [ProvisionAnswer(provision=provision.full_code)]
    page.save()
    return page


def in_french(page: PracticePage) -> PracticePage:
    """A translation that is a draft, below an alias of the page's city."""
    french: PracticePage = page.copy_for_translation(
        Locale.objects.get(language_code="fr"), copy_parents=True
    )
    return french


def add_file(page: PracticePage) -> Attachment:
    """A file of the page, already taken in, that carries the hidden word."""
    taken_in = CleanedFile(b"%PDF-", "report.pdf", f"{HIDDEN} words", True)
    file = Attachment.objects.create(title=f"{HIDDEN} file", rights=HIDDEN, file=taken_in)
    page.attachments = [RecordAttachment(attachment=file)]
    page.save()
    return file


def ways_out(*pages: Any) -> list[str]:
    """Addresses whose answers are made from pages, and those of the pages around."""
    matrix = [row.example.format(word=HIDDEN) for row in ROWS.values() if row.shows_pages]
    prefixes = [
        row.example.format(word=HIDDEN[:6]) for row in ROWS.values() if "suggest" in row.example
    ]
    exports = ["/fr/search/feed.atom", "/en/search/feed.atom"]
    exports += [f"/{code}/search/export.{form}" for form in FORMS for code in ("en", "fr")]
    unfiltered = ["/en/search/", "/de/search/?theme=mentoring", "/api/v1/search", "/en/cities/"]
    document = "/en/documents/aarhus-declaration/"
    unfiltered += [f"{document}?country=DK&with=fr", f"{document}matrix/", f"{document}matrix/csv/"]
    unfiltered += [f"{document}progress/", f"{document}progress/country/DK/"]
    unfiltered += [f"{document}progress/city/aarhus/", f"{document}progress/city/aarhus/pdf/"]
    unfiltered += [f"{document}point/1/", "/fr/documents/aarhus-declaration/point/1/"]
    unfiltered += ["/sitemap-points.xml", "/en/cities/aarhus/card/"]
    unfiltered += ["/en/search/?view=map&at=aarhus", "/en/find/", "/sitemap-doors.xml"]
    unfiltered += ["/api/v1/cities/aarhus", "/api/v1/documents/aarhus-declaration"]
    unfiltered += ["/api/v1/records/010b6144-5865-501a-8473-f162a9dfedb7", "/api/v1/vocabulary"]
    missing = "010b6144-5865-501a-8473-f162a9dfedb7"
    unfiltered += [f"/api/v1/events/{missing}", f"/api/v1/developments/{missing}"]
    unfiltered += ["/vocabulary", "/vocabulary.jsonld", "/catalogue", "/catalogue.ttl"]
    unfiltered += ["/en/open-data/", "/en/elsewhere/", "/en/opensearch.xml"]
    around = [f"{page.url}{below}" for page in pages for below in ("", "plan/")]
    foreign = [f"/fr{page.url[3:]}" for page in pages]
    return [
        *matrix,
        *prefixes,
        *unfiltered,
        *exports,
        *around,
        *foreign,
        "/en/documents/",
        f"/en/{HIDDEN}/",
    ]


# Ways out that are looked through elsewhere, or that hold nothing of a record.
TOLD_ELSEWHERE = {
    "opendata:kept": "tests/opendata/test_keeping.py",
    "opendata:kept_export": "tests/opendata/test_keeping.py",
    "opendata:kept_flow": "tests/opendata/test_keeping.py",
    "opendata:alert_sent": "a sentence",
    "opendata:alert_confirm": "the words of a search",
    "opendata:alert_stop": "the words of a search",
    "api-1:api-root": "404",
    "api-1:openapi-json": "the description of the calls",
    "api-1:openapi-view": "the description of the calls",
}


def test_every_way_out_of_open_data_is_among_them() -> None:
    """Add an address that is named here to ``ways_out``."""
    spaces = {
        "opendata": urls.urlpatterns,
        "opendata_of_all": urls_of_all.urlpatterns,
        "api-1": api.urls[0],
    }
    names = {f"{space}:{one.name}" for space, patterns in spaces.items() for one in patterns}
    with override("en"):
        walked = {
            resolve(path).view_name
            for address in ways_out()
            if not (path := urlsplit(address).path).startswith(("/fr/", "/de/"))
        }
    assert len(names) == 32
    assert sorted(names - walked - set(TOLD_ELSEWHERE)) == []
    assert sorted(set(TOLD_ELSEWHERE) - names) == []


def leaks(client: Client, addresses: list[str]) -> list[str]:
    """The addresses whose answer holds the hidden word other than as an echo of the question."""
    found = []
    for address in addresses:
        response = client.get(address, follow=False)
        body = _text_of(response) + str(dict(response.headers))
        for echo in (f'value="{HIDDEN}"', f"={HIDDEN}", f"“{HIDDEN}”", f"/{HIDDEN}/"):
            body = body.replace(echo, "")
        if HIDDEN in body:
            found.append(address)
    return found


def _text_of(response: Any) -> str:
    """What a person or a program reads of an answer, streamed or packed."""
    content: bytes = response.getvalue()
    kind = response.headers.get("Content-Type", "")
    if kind == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if "spreadsheetml" not in kind and "wordprocessingml" not in kind:
        # A share card is a picture; what it names stands in the page that it is of.
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


@pytest.mark.parametrize("hide", STATES.values(), ids=STATES.keys())
def test_a_hidden_record_leaves_by_no_way_out(
    client: Client,
    surroundings: dict[str, Any],
    django_capture_on_commit_callbacks: Any,
    tmp_path: Path,
    hide: Callable[[PracticePage], None],
) -> None:
    neighbour = add_record(surroundings["other"], surroundings, "A public neighbour")
    neighbour.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        hidden = add_record(
            surroundings["city"],
            surroundings,
            f"{HIDDEN} title",
            summary=f"{HIDDEN} summary",
            description=f"<p>{HIDDEN} text</p>",
        )
        file = add_file(hidden)
        hidden.blocks = [
            BuildingBlock(name=f"{HIDDEN} block", told=f"{HIDDEN} told", needs=f"{HIDDEN} needs")
        ]
        hidden.save()
        address = hidden.url
        stays = [
            f"{prefix}/record/{hidden.translation_key}/{below}"
            for prefix in ("", "/fr")
            for below in ("", "v1/", "v2/", "versions/", "v1/cite/ris/", "v2/?since=1")
        ]
        stays.append(f"/api/v1/records/{hidden.translation_key}")
        stays.append("/oai?verb=ListRecords&metadataPrefix=oai_datacite")
        neighbour.links = [
            RecordLink(target=hidden.record),
            RecordLink(target=hidden.record, relation="adapted-from"),
            RecordLink(
                target=hidden.record,
                relation="uses-block",
                block=hidden.blocks.get().translation_key,
            ),
        ]
        neighbour.save_revision().publish()
        put = question(hidden.record, words=f"{HIDDEN} question", reply=f"{HIDDEN} reply")
        offered = offer(surroundings["other"].city)
        offered.records.set([hidden.record])
        hide(hidden)
    around = [surroundings["other"], surroundings["city"], surroundings["document"], neighbour]
    ways = [*ways_out(*around), *stays, f"{neighbour.url}family/", f"/en/adapt/{hidden.record_id}/"]
    ways.append(f"/en/study-visits/{offered.pk}/")
    ways += [f"/en/questions/{put.record_id}/ask/", f"/fr/questions/{put.record_id}/ask/sent/"]
    assert leaks(client, ways) == []
    call_command("write_bag", tmp_path / "bag", stdout=io.StringIO())
    call_command("write_offline_site", tmp_path / "bag", tmp_path / "site", stdout=io.StringIO())
    in_bag = [path.name for path in tmp_path.rglob("*.*") if HIDDEN in path.read_text()]
    assert in_bag == []
    assert client.get(address).status_code in (302, 404, 410)
    for probe in ({}, {"Range": "bytes=0-1"}, {"If-None-Match": "*"}):
        for way in (file.url, file.file.url):
            assert client.get(way, headers=probe).status_code == 404
            assert client.head(way, headers=probe).status_code == 404
    assert HIDDEN not in client.get(address).content.decode()
    assert HIDDEN not in client.get(f"/fr{address[3:]}").content.decode()


def test_a_question_that_is_not_public_leaves_by_no_way_out(
    client: Client, surroundings: dict[str, Any]
) -> None:
    page = add_record(surroundings["city"], surroundings, "What everybody may read")
    page.save_revision().publish()
    for state in set(Question.State) - {Question.State.PUBLIC}:
        for part in ("description", ""):
            made = question(
                page.record, part=part, state=state, words=f"{HIDDEN} question",
                reply=f"{HIDDEN} reply", email=f"{HIDDEN}@ribe.example",
            )  # fmt: skip
            made.translations.create(language="fr", words=f"{HIDDEN} ?", reply=HIDDEN)
    for state in set(Need.State) - {Need.State.PUBLIC}:
        asked = need(page.record.city, state=state, title=f"{HIDDEN} title", note=f"{HIDDEN} note")
        asked.translations.create(language="fr", title=HIDDEN, note=f"{HIDDEN} note")
    need(page.record.city, state="public", title="Everybody", words=f"{HIDDEN} words", note="Read.")
    refresh([page.record_id])
    ways = [*ways_out(surroundings["city"], surroundings["document"], page)]
    ways += [f"/en/questions/{page.record_id}/ask/", f"/api/v1/records/{page.record_id}"]
    assert leaks(client, ways) == []
    assert f"{HIDDEN} question" not in client.get(page.url).content.decode()


def test_the_newer_draft_of_a_published_record_is_not_shown(
    client: Client, surroundings: dict[str, Any]
) -> None:
    page = add_record(surroundings["city"], surroundings, "What everybody may read")
    page.save_revision().publish()
    page.refresh_from_db()
    page.title = f"{HIDDEN} title"
    page.summary = f"{HIDDEN} summary"
    page.save_revision()
    assert leaks(client, ways_out(surroundings["city"], surroundings["document"], page)) == []
    assert b"What everybody may read" in client.get("/api/v1/search").content


def test_an_unpublished_translation_is_not_shown(
    client: Client, surroundings: dict[str, Any]
) -> None:
    page = add_record(surroundings["city"], surroundings, "What everybody may read")
    page.save_revision().publish()
    french = in_french(page)
    french.title = f"{HIDDEN} titre"
    french.summary = f"{HIDDEN} résumé"
    french.save_revision()
    french.save()
    addresses = [*ways_out(page), "/fr/search/?q=everybody", f"/fr{page.url[3:]}"]
    assert leaks(client, addresses) == []
    assert client.get(f"/fr{page.url[3:]}").status_code == 200


def test_a_private_city_is_neither_listed_nor_suggested(
    client: Client, site_tree: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        city = CityPageFactory(
            parent=site_tree.cities,
            title=HIDDEN,
            code="hidden",
            slug="hidden",
            names={"en": HIDDEN},
        )
        PageViewRestriction.objects.create(page=city, restriction_type=PageViewRestriction.LOGIN)
    assert leaks(client, ways_out()) == []


def test_what_stands_below_an_alias_of_a_private_city_is_not_served(
    client: Client, surroundings: dict[str, Any]
) -> None:
    page = add_record(surroundings["city"], surroundings, "Read by some")
    page.save_revision().publish()
    french = in_french(page)
    french.save_revision().publish()
    assert french.get_parent().alias_of_id == surroundings["city"].pk
    assert client.get(french.url).status_code == 200
    PageViewRestriction.objects.create(
        page=surroundings["city"], restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(french.url).status_code == 302


def test_what_stands_below_an_alias_of_a_private_city_is_not_listed(
    client: Client, surroundings: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    page = add_record(surroundings["city"], surroundings, "Read by some")
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
        french = in_french(page)
        french.title = f"{HIDDEN} titre"
        french.save_revision().publish()
    addresses = [
        *ways_out(surroundings["other"]),
        "/fr/search/",
        "/fr/search/?q=titre",
        "/fr/cities/",
    ]
    assert leaks(client, addresses) != []
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(
            page=surroundings["city"], restriction_type=PageViewRestriction.LOGIN
        )
    assert leaks(client, addresses) == []


def test_lifting_a_restriction_brings_the_records_back(
    client: Client, surroundings: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    page = add_record(surroundings["city"], surroundings, f"{HIDDEN} title")
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
        restriction = PageViewRestriction.objects.create(
            page=surroundings["city"], restriction_type=PageViewRestriction.LOGIN
        )
    assert client.get(f"/api/v1/search?q={HIDDEN}").json()["total"] == 0
    with django_capture_on_commit_callbacks(execute=True):
        restriction.delete()
    assert client.get(f"/api/v1/search?q={HIDDEN}").json()["total"] == 1
