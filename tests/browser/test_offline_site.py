"""An offline site is searched in a browser that opened it from a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from opendata.offline.site import write_offline_site
from tests.opendata.small_bag import MENTORS, write_small_bag


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("de", "kapilar", ["Kütüphane"]),
        ("en", "MENTOR izmir", ["Mentors at İzmir’s schools"]),
        ("ru", "орхус", ["Kütüphane", "Mentors at İzmir’s schools"]),
        ("en", "mentor nowhere", []),
    ],
)
def test_words_lead_to_records(
    tmp_path: Path, page: Page, language: str, typed: str, found: list[str]
) -> None:
    write_small_bag(tmp_path / "bag")
    write_offline_site(tmp_path / "bag", tmp_path / "site")
    page.goto((tmp_path / "site" / language / "search.html").as_uri())
    page.fill("#q", typed)
    page.press("#q", "Enter")
    expect(page.locator("#offline-said")).not_to_be_empty()
    assert sorted(page.locator("#offline-found a").all_inner_texts()) == sorted(found)
    if found and language == "en":
        page.click("#offline-found a")
        assert page.url.endswith(f"/en/records/{MENTORS}.html")
