"""The style guide shows every shared part, to those who may enter the admin alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from kb.models import User

pytestmark = pytest.mark.django_db


def test_readers_are_asked_to_sign_in_and_officials_are_refused(
    client: Client, site_tree: Any, django_user_model: type[User]
) -> None:
    assert client.get("/styleguide/").url == "/en/styleguide/"  # type: ignore[attr-defined]
    assert client.get("/en/styleguide/").status_code == 302
    official = django_user_model.objects.create_user("official", email="official@example.org")
    client.force_login(official)
    assert client.get("/en/styleguide/").status_code == 404


def test_every_token_of_colour_has_its_swatch(
    client: Client, admin_user: User, site_tree: Any
) -> None:
    from kb.site.styleguide import COLOURS

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
