"""An offline site says what its bag says, without a server, and each of its links leads somewhere."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command

from opendata.offline import site as offline
from opendata.offline.shelf import words
from tests.opendata.small_bag import LIBRARY, MENTORS, write_small_bag


@pytest.fixture(autouse=True)
def no_list_on_its_way() -> None:
    """No database is asked for all this."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_small_bag(tmp_path / "bag")
    call_command("write_offline_site", tmp_path / "bag", tmp_path / "site", stdout=StringIO())
    return tmp_path / "site"


def page(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def broken_links(site: Path) -> list[str]:
    """Links to files that are not there."""
    return [
        f"{file.relative_to(site)}: {address}"
        for file in site.rglob("*.html")
        for tag in page(file).select("[href], [src]")
        if not (address := tag.get("href") or tag["src"]).startswith(("http", "#"))
        and not (file.parent / unquote(address)).is_file()
    ]


def test_every_link_leads_to_a_file_and_nothing_is_asked_of_a_server(site: Path) -> None:
    assert broken_links(site) == []
    for file in site.rglob("*.html"):
        asked = page(file).select("script[src], link[href], img, iframe, object")
        assert all(not (tag.get("src") or tag["href"]).startswith(("http", "/")) for tag in asked)
    languages = [folder.name for folder in sorted(site.iterdir()) if folder.is_dir()]
    assert languages == ["de", "en", "fr", "it", "ru", "tr"]


def test_a_record_stands_in_each_of_its_languages_and_says_what_is_not_translated(
    site: Path,
) -> None:
    english = page(site / "en" / "records" / f"{MENTORS}.html")
    assert (english.html["lang"], english.h1.get_text()) == ("en", "Mentors at İzmir’s schools")
    assert "Older pupils <help>." in english.get_text()
    licence = english.select_one("a[rel='license external']")
    assert licence.get_text() == "Creative Commons Attribution 4.0"
    assert english.select_one("a[href='https://doi.org/10.5072/x']")
    assert "javascript" not in str(english)
    german = page(site / "de" / "records" / f"{MENTORS}.html")
    part = german.find("section")
    assert (part.div["lang"], part.div.get_text()) == ("en", "They meet.")
    assert "ist nicht übersetzt" in part.get_text()
    assert not (site / "fr" / "records" / f"{MENTORS}.html").exists()
    turkish = (site / "tr" / "records" / f"{LIBRARY}.html").read_text()
    assert ("onclick" in turkish, "x()" in turkish) == (False, False)


def test_lists_lead_to_records_whatever_their_language_and_by_theme_city_and_point(
    site: Path,
) -> None:
    listed = page(site / "de" / "records" / "index.html")
    links = {link.get_text(): link for link in listed.select("main ol a")}
    assert list(links) == ["Kütüphane", "Paten"]
    assert links["Kütüphane"]["href"] == f"../../tr/records/{LIBRARY}.html"
    assert (links["Kütüphane"]["lang"], links["Paten"].get("lang")) == ("tr", None)
    assert "Ausstieg" in page(site / "de" / "themes" / "exit.html").h1.get_text()
    assert "Орхус" in page(site / "ru" / "cities" / "index.html").get_text()
    point = page(site / "en" / "documents" / "plan--1.html")
    assert [link.get_text() for link in point.select("main ol a")] == ["Mentors at İzmir’s schools"]
    foot = page(site / "en" / "index.html").footer
    assert "2 November 2026" in foot.get_text()
    assert foot.a["href"] == "https://x.example/en/"


def test_a_long_list_comes_in_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "A_PAGE", 1)
    write_small_bag(tmp_path / "bag")
    site = tmp_path / "site"
    offline.write_offline_site(tmp_path / "bag", site)
    first, second = (site / "en" / "records" / name for name in ("index.html", "index-page-2.html"))
    assert page(first).select_one("a[rel=next]")["href"] == "index-page-2.html"
    assert page(second).select_one("a[rel=prev]")["href"] == "index.html"
    assert page(second).select_one("main ol")["start"] == "2"
    assert broken_links(site) == []


def test_words_are_folded_as_the_browser_folds_them() -> None:
    assert words("İzmir’s Schüler, ёлка, ISPARTA ısı a 12") == {
        "izmir", "schuler", "елка", "isparta", "isi", "12",
    }  # fmt: skip


def test_what_is_no_bag_or_no_site_is_refused(tmp_path: Path, site: Path) -> None:
    with pytest.raises(CommandError, match="no bag"):
        call_command("write_offline_site", tmp_path / "nothing", tmp_path / "new")
    with pytest.raises(CommandError, match="no offline site"):
        call_command("write_offline_site", tmp_path / "bag", tmp_path / "bag")
    with (tmp_path / "bag" / "data" / "records.jsonl").open("a") as file:
        file.write("{}\n")
    with pytest.raises(CommandError, match=r"records\.jsonl was changed"):
        call_command("write_offline_site", tmp_path / "bag", site)
    # What stood there stands.
    assert (site / "index.html").is_file()
