"""A record is cited in four styles, and kept under an address that says when it is gone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from practices.models import PracticePage
from practices.reading.citing.citations import Citation
from practices.reading.citing.styles import in_styles
from tests.factories import CityPageFactory, PracticePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(site_tree: Any) -> PracticePage:
    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus")
    page = PracticePageFactory(
        parent=city, title="Who helps?", summary="Older pupils.", is_editor_summary=False
    )
    page.save_revision().publish()
    return PracticePage.objects.get(pk=page.pk)


def test_each_style_puts_the_same_facts_in_its_own_order() -> None:
    cited = Citation(
        key="k",
        author="Aarhus",
        title="Who helps?",
        year="2026",
        published=None,
        changed=None,
        language="en",
        address="https://exchange.example.org/en/record/1/",
        licence="",
        abstract="",
    )
    today = f"{timezone.localdate():%-d %B %Y}"
    where = "https://exchange.example.org/en/record/1/"
    assert {one.style: one.text for one in in_styles(cited)} == {
        "APA": f"Aarhus (2026). Who helps? Alliance Exchange. {where}",
        "Chicago": f"Aarhus. 2026. “Who helps?” Alliance Exchange. {where}.",
        "Harvard": f"Aarhus (2026) Who helps? Alliance Exchange. Available at: {where} (Accessed: {today}).",
        "Vancouver": f"Aarhus. Who helps? [Internet]. Alliance Exchange; 2026 [cited {today}]. "
        f"Available from: {where}",
    }


def test_the_page_has_a_box_with_all_styles_and_files(client: Client, record: Any) -> None:
    page = BeautifulSoup(client.get(record.url).content, "html.parser")
    assert [one.get_text() for one in page.select(".cite__style")] == [
        "APA", "Chicago", "Harvard", "Vancouver",
    ]  # fmt: skip
    files = [link["href"] for link in page.select(".cite__files a")]
    assert files == ["cite/ris/", "cite/bibtex/", "cite/csl/"]
    item = json.loads(client.get(f"{record.url}cite/csl/").content)
    assert (item["title"], item["author"]) == ("Who helps?", [{"literal": "Aarhus"}])


def test_reference_managers_read_the_page_itself(client: Client, record: Any) -> None:
    page = BeautifulSoup(client.get(record.url).content, "html.parser")
    tags = {
        tag["name"]: tag["content"]
        for tag in page.find_all("meta", attrs={"name": True})
        if tag["name"].startswith(("citation_", "dcterms"))
    }
    day = f"{record.last_published_at:%Y/%m/%d}"
    assert tags["citation_title"] == "Who helps?"
    assert tags["citation_author"] == "Aarhus"
    assert tags["citation_publication_date"] == tags["citation_online_date"] == day
    assert tags["citation_abstract"] == "Older pupils."
    assert tags["citation_pdf_url"] == f"http://localhost:8000{record.url}pdf/"
    assert tags["dcterms.license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_a_record_is_shown_on_another_site_by_lines_that_load_nothing(
    client: Client, record: Any
) -> None:
    page = BeautifulSoup(client.get(record.url).content, "html.parser")
    lines = BeautifulSoup(page.select_one("#embedding").get_text(), "html.parser")
    assert lines.blockquote["lang"] == "en"
    link = f"http://localhost:8000/en/record/{record.translation_key}/"
    assert (lines.a["href"], lines.a.get_text()) == (link, "Who helps?")
    assert "Aarhus, Alliance Exchange, Creative Commons" in lines.get_text()
    assert not lines.select("script, img, iframe, link, style")


def test_search_engines_read_what_it_is(client: Client, record: Any) -> None:
    record.title = "Who </script><b> helps & why?"
    record.save_revision().publish()
    page = BeautifulSoup(client.get(record.url).content, "html.parser")
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert (data["@type"], data["name"]) == ("Article", "Who </script><b> helps & why?")
    assert data["author"] == {"@type": "Organization", "name": "Aarhus"}
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["@id"] == f"http://localhost:8000/en/record/{record.translation_key}/"
    assert "@example" not in json.dumps(data)


def test_the_answer_leads_programs_on(client: Client, record: Any) -> None:
    links = client.get(record.url).headers["Link"].split(", ")
    assert f'<http://localhost:8000/en/record/{record.translation_key}/>; rel="cite-as"' in links
    assert '<https://schema.org/Article>; rel="type"' in links
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
    assert (
        f"<http://localhost:8000{record.url}cite/csl/>; "
        'rel="describedby"; type="application/vnd.citationstyles.csl+json"'
    ) in links
    assert "Link" not in client.get(f"{record.url}cite/ris/").headers


@pytest.mark.parametrize(
    ("accepted", "language"), [("tr, en;q=0.5", "tr"), ("ja", "en"), ("", "en")]
)
def test_the_address_without_a_language_leads_to_the_readers_own(
    client: Client, record: Any, accepted: str, language: str
) -> None:
    answer = client.get(f"/record/{record.translation_key}/", headers={"accept-language": accepted})
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}{record.url[3:]}")
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_the_address_of_what_was_taken_down_says_so(
    client: Client, record: Any, prefix: str
) -> None:
    address = f"{prefix}/record/{record.translation_key}/"
    record.unpublish()
    assert client.get(address).status_code == 404
    record.record.change(taken_down_on=timezone.localdate(), taken_down_reason="It named somebody.")
    answer = client.get(address)
    assert (answer.status_code, "It named somebody." in answer.content.decode()) == (410, True)
    assert "Who helps" not in answer.content.decode()
    PageViewRestriction.objects.create(page=record.get_parent(), restriction_type="login")
    assert client.get(address).status_code == 404
