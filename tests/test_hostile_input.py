"""Whatever is typed or sent, the answer is a page, a plain 400 or a 404; never a 500."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HOSTILE_QUERIES = {
    "broken UTF-8": "q=%ff%fe%80",
    "NUL": "q=%00",
    "NUL between words": "q=exit%00work",
    "lone surrogate": "q=%ED%A0%80",
    "100 kB": "q=" + "a" * 100_000,
    "5,000 words": "q=" + "+".join(["word"] * 5_000),
    "10,000 facets": "&".join(["theme=education-and-schools"] * 10_000),
    "10,000 different facets": "&".join(f"theme=t{number}" for number in range(10_000)),
    "page -1": "page=-1",
    "page 0": "page=0",
    "page 10^9": "page=1000000000",
    "page 2^63": "page=9223372036854775808",
    "page NaN": "page=NaN",
    "page in Arabic digits": "page=%D9%A1",
    "size 10^9": "size=1000000000",
    "years": "year_from=abc&year_to=-5",
    "years reversed": "year_from=2020&year_to=2010",
    "markup": "q=%3Cscript%3Ealert(1)%3C/script%3E",
    "template": "q=%7B%7B7*7%7D%7D%7B%25",
    "quotes": "q=%22%22%22%27%27",
    "one quote": "q=%22",
    "everything": "q=*:*",
    "full-text syntax": "q=NEAR(a+b,+3)+AND+title:x*+OR+(",
    "only minus": "q=-+--+-",
    "right-to-left": "q=%E2%80%AEexit%E2%80%AC",
    "unknown parameters": "foo=bar&__class__=x&order_by=password",
    "sort": "sort=__class__",
    "empty names": "=&=&&;;",
    "percent": "q=%25%25%s%d",
}
PATHS = [
    "/en/search/",
    "/en/search/suggest",
    "/api/v1/search",
    "/api/v1/suggest",
    "/api/v1/records",
    "/api/v1/cities",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_hostile_query_gets_a_plain_answer(client: Client, site_tree: object, path: str) -> None:
    allowed = {200, 400} if path.startswith("/api/") else {200}
    wrong = []
    for name, query in HOSTILE_QUERIES.items():
        # Empty boxes of a form are taken out of the address by a redirect.
        response = client.get(f"{path}?{query}", follow=True)
        body = response.content.decode()
        run = "49" in body and "7*7" in body
        if response.status_code not in allowed or "<script>alert(1)" in body or run:
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize(
    "path",
    ["/en/", "/en/cities/", "/en/documents/", "/en/elsewhere/", "/en/no-such-page/"],
)
def test_pages_ignore_a_hostile_query_string(client: Client, site_tree: object, path: str) -> None:
    for query in HOSTILE_QUERIES.values():
        # Empty boxes of a form are taken out of the address by a redirect.
        response = client.get(f"{path}?{query}", follow=True)
        assert response.status_code in (200, 404)
        assert b"<script>alert(1)" not in response.content


HOSTILE_PATHS = {
    "/en/%00/": 400,
    "/en/%ff/": 404,
    "/en/..%2f..%2fetc%2fpasswd": 404,
    "/en/" + "a/" * 500: 404,
    "/en/" + "ü" * 2_000 + "/": 404,
    "/xx/": 404,
    "/en/%3Cscript%3Ealert(1)%3C/script%3E/": 404,
    "/sitemap-pages.xml?p=NaN": 404,
    "/sitemap-pages.xml?p=99999999999999999999": 404,
    "/sitemap-x.xml": 404,
}


def test_a_hostile_path_is_refused_plainly(client: Client, site_tree: object) -> None:
    answers = {path: client.get(path) for path in HOSTILE_PATHS}
    assert {path: answer.status_code for path, answer in answers.items()} == HOSTILE_PATHS
    assert [path for path, answer in answers.items() if b"<script>alert(1)" in answer.content] == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from(["q", "theme", "city", "page", "size", "sort", "year_from", "year_to"])
            | st.text(max_size=5),
            st.text(max_size=40),
        ),
        max_size=8,
    )
)
def test_any_query_string_gives_a_page(client: Client, site_tree: object, pairs: list) -> None:
    query = urlencode([(key, value.encode("utf-8", "replace").decode()) for key, value in pairs])
    assert client.get(f"/en/search/?{query}", follow=True).status_code == 200


def test_a_huge_accept_language_header_is_read_only_at_its_beginning(client: Client) -> None:
    header = ",".join(f"x{number};q=0.5" for number in range(20_000)) + ",de"
    response = client.get("/", headers={"Accept-Language": header})
    assert response.status_code == 302
    assert response["Location"] == "/en/"


@pytest.mark.parametrize(
    ("header", "address"),
    [("de-AT,en;q=0.5", "/de/"), ("pl,ru;q=0.8", "/ru/"), ("", "/en/"), ("xx", "/en/")],
)
def test_the_first_door_opens_in_the_language_of_the_browser(
    client: Client, header: str, address: str
) -> None:
    response = client.get("/", headers={"Accept-Language": header})
    assert response["Location"] == address
    assert response["Vary"] == "Accept-Language"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example"])
def test_an_unknown_host_is_refused(client: Client, host: str) -> None:
    assert client.get("/en/", headers={"Host": host}).status_code == 400


def test_addresses_in_answers_never_come_from_the_host_header(
    client: Client, site_tree: object
) -> None:
    headers = {"Host": "127.0.0.1", "X-Forwarded-Host": "evil.example"}
    for path in ("/en/", "/sitemap-pages.xml", "/robots.txt", "/api/v1/search"):
        body = client.get(path, headers=headers).content.decode()
        assert "evil.example" not in body
        assert "http://127.0.0.1" not in body


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https:evil.example", "/en/%0d%0aSet-Cookie:x=1"],
)
def test_no_address_sends_a_visitor_elsewhere(
    client: Client, site_tree: object, target: str
) -> None:
    for path in ("/", "/en/", "/en/search/", "/admin/login/"):
        response = client.get(path, {"next": target, "return_url": target})
        assert "evil.example" not in response.headers.get("Location", "")
        assert "Set-Cookie:x" not in str(response.headers)
    assert "evil" not in client.get("//evil.example/en/").headers.get("Location", "")
