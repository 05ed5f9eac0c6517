"""The style guide shows every shared part, and each part of late in its states."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from kb.models import User

pytestmark = pytest.mark.django_db


def test_everybody_may_read_it_and_each_part_of_late_stands_in_it(
    client: Client, site_tree: Any
) -> None:
    assert client.get("/styleguide/").url == "/en/styleguide/"  # type: ignore[attr-defined]
    answer = client.get("/ru/styleguide/")
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert [part["id"] for part in page.select("section.part[id]")][-12:] == [
        "ways",
        "evidence-map",
        "map",
        "tray",
        "shortlist",
        "selections",
        "points",
        "versions",
        "events",
        "visits",
        "doors",
        "finder",
    ]
    assert len(page.select(".map__cell--unjudged, .map__none")) == 2
    ids = [each["id"] for each in page.select("[id]")]
    assert sorted(one for one in set(ids) if ids.count(one) > 1) == []


def test_every_token_of_colour_has_its_swatch(
    client: Client, admin_user: User, site_tree: Any
) -> None:
    from kb.site.styleguide.views import COLOURS

    client.force_login(admin_user)
    page = client.get("/de/styleguide/").content.decode()
    styles = (settings.BASE_DIR / "static/css/pages/styleguide.css").read_text()
    tokens = (settings.BASE_DIR / "static/css/site.css").read_text()
    for colour in COLOURS:
        assert f"swatch--{colour}" in page
        assert f"background: var(--{colour});" in styles
        assert f"--{colour}: " in tokens


def test_every_shared_part_is_shown_or_is_the_frame_itself(
    client: Client, admin_user: User, site_tree: Any
) -> None:
    frame = {
        "language_notice",  # needs a page in another language
        "language_switcher",
        "main_navigation",
        "messages",
        "site_footer",
        "record_card",  # shown by card_list
        "figure",  # needs a picture
        "attachment_list",  # needs files
        "share_tags",  # stands in the head
    }
    guide = (settings.BASE_DIR / "templates/kb/styleguide.html").read_text()
    parts = {file.stem for file in (settings.BASE_DIR / "templates/components").glob("*.html")}
    assert sorted(part for part in parts - frame if f"components/{part}.html" not in guide) == []


@pytest.mark.parametrize("language", ["de", "ru", "it"])
def test_samples_in_other_languages_carry_their_language(
    client: Client, site_tree: Any, language: str
) -> None:
    page = BeautifulSoup(client.get(f"/{language}/styleguide/").content, "html.parser")
    spoken = {
        (text.find_parent(lang=True)["lang"], sample)  # type: ignore[index]
        for text in page.main.find_all(string=True)  # type: ignore[union-attr]
        for sample in ("Jugendgerichtshilfe", "Межведомственное", "Kısa")
        if sample in text and text.parent and text.parent.name != "textarea"
    }
    assert spoken == {
        ("de", "Jugendgerichtshilfe"),
        ("ru", "Межведомственное"),
        ("tr", "Kısa"),
    }
