"""Whatever way a rich text comes in, nothing in it can run, deceive or disturb."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kb.texts.rich_text import clean_html
from tests.factories import CityPageFactory, InformationPageFactory, PracticePageFactory

FEATURES = ["bold", "italic", "ol", "ul", "link"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Plain</p>", "<p>Plain</p>"),
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p onclick="alert(1)">x</p>', "<p>x</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
        ('<a href="vbscript:x">x</a>', "<a>x</a>"),
        ('<a href="https://example.org/">x</a>', '<a href="https://example.org/">x</a>'),
        ('<a linktype="page" id="3">x</a>', '<a linktype="page" id="3">x</a>'),
        ('<img src="x" onerror="alert(1)">', ""),
        ("<svg><script>alert(1)</script></svg>", ""),
        ('<math><mtext><style><img src=x onerror="alert(1)"></style></mtext></math>', ""),
        ('<p style="position:fixed">x</p>', "<p>x</p>"),
        ('<form action="/x"><button formaction="javascript:x">x</button></form>', "x"),
        ('<base href="https://evil.example/">x', "x"),
        ('<meta http-equiv="refresh" content="0;url=https://evil.example/">x', "x"),
        ('<p id="main" name="main">x</p>', "<p>x</p>"),
        ("<p>abc\u202edef\u200b</p>", "<p>abcdef</p>"),
        ("<h2>Not in a record</h2>", "Not in a record"),
        ("<p>a\x00b</p>", "<p>ab</p>"),
    ],
)
def test_what_a_text_keeps(typed: str, kept: str) -> None:
    assert clean_html(typed, FEATURES) == kept


class Tags(HTMLParser):
    """Collects the tags and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen |= {(tag, name) for name, _value in attrs} or {(tag, "")}


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "<a href=",
                '"',
                "'",
                "javascript:",
                "<p ",
                "onload=",
                "<svg",
                "/",
                "<style>",
            ]
        )
        | st.text(max_size=8)
    )
)
def test_no_mixture_of_marks_gives_another_tag_or_attribute(pieces: list[str]) -> None:
    parser = Tags()
    parser.feed(clean_html("".join(pieces), FEATURES))
    tags = {"p", "br", "b", "strong", "i", "em", "ol", "ul", "li", "a"}
    assert {tag for tag, _name in parser.seen} <= tags
    assert {name for _tag, name in parser.seen} <= {"", "href", "linktype", "id", "data-block-key"}


HOSTILE = "<p>good<script>alert('zyxscript')</script></p>"


@pytest.mark.django_db
def test_every_way_of_saving_cleans(site_tree: Any, client: Client) -> None:
    city = CityPageFactory(parent=site_tree.cities, profile=HOSTILE)
    record = PracticePageFactory(parent=city, description=HOSTILE, results=HOSTILE)
    page = InformationPageFactory(parent=site_tree.home, body=HOSTILE)
    for saved in (city, record, page):
        saved.refresh_from_db()
    assert city.profile == record.description == record.results == page.body == "<p>good</p>"
    record.lessons = HOSTILE
    record.save_revision().publish()
    record.refresh_from_db()
    assert record.lessons == "<p>good</p>"
    assert record.latest_revision.as_object().lessons == "<p>good</p>"
    translated = record.copy_for_translation(
        site_tree.home.get_translations().first().locale, copy_parents=True
    )
    translated.description = HOSTILE
    translated.save()
    translated.results = HOSTILE
    assert translated.save_revision().as_object().results == "<p>good</p>"
    assert translated.description == "<p>good</p>"
    for address in (city.url, record.url, page.url):
        assert "zyxscript" not in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_text_is_at_most_twice_as_long_as_advised(site_tree: Any) -> None:
    city = CityPageFactory(parent=site_tree.cities)
    record = PracticePageFactory(parent=city, challenge=f"<p>{'a' * 3000}</p>")
    record.challenge = f"<p>{'a' * 3001}</p>"
    with pytest.raises(ValidationError) as caught:
        record.save()
    assert caught.value.message_dict == {"challenge": ["At most 3000 characters; these are 3001."]}
