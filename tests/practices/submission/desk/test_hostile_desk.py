"""Hostile input at the city's desk: scripts in every box, nonsense in every parameter; words, never a 500."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.texts.plain_text import to_html, to_text
from practices.models import PracticePage
from practices.submission.writing.chapters import chapters_of
from practices.submission.writing.drafts import newest
from tests.practices.writing import Desk, editor, filled, review

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></p><img src=x onerror=alert(1)>",
    '"><iframe srcdoc="<script>alert(1)</script>">',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "<a href='javascript:alert(1)'>x</a>",
    "<form action=//evil.example><button formaction=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<p id=csrfmiddlewaretoken name=attributes style=position:fixed>",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "\u202egnp.exe\u202c\u200b",
]
DANGEROUS = {
    "script",
    "iframe",
    "svg",
    "math",
    "object",
    "embed",
    "base",
    "meta",
    "form",
    "button",
    "img",
}


def harm_in(page: str, word: str) -> list[str]:
    """Elements and attributes that a box's text could have brought into a page."""
    parsed = BeautifulSoup(page, "html.parser")
    harm = [
        str(element)[:80]
        for element in parsed.find_all(True)
        for name in element.attrs
        if name.startswith("on")
    ]
    harm += [
        str(element)[:80]
        for element in parsed.find_all(True)
        for value in element.attrs.values()
        if isinstance(value, str)
        and value.strip().lower().startswith(("javascript:", "data:text", "vbscript:"))
    ]
    for element in parsed.find_all(list(DANGEROUS)):
        # What machines read of a record is data, in which nothing begins an element.
        if element.get("type") == "application/ld+json" and "<" not in element.text:
            continue
        if word in str(element) and element.name in (
            "script",
            "svg",
            "iframe",
            "math",
            "base",
        ):
            harm.append(str(element)[:80])
    return harm


# Several in one box, for each walk to the public page takes its time.
@pytest.mark.parametrize(
    "script", [" ".join(SCRIPTS[first : first + 4]) for first in range(0, len(SCRIPTS), 4)]
)
def test_scripts_in_every_box_are_words_wherever_they_are_shown(
    official: Desk, script: str
) -> None:
    reader, _user = editor("editor@example.org")
    word = "alert(1)"
    record = official.begin(title=f"T {script}"[:200])
    official.write_note(record)
    official.write(record, "basics", title=f"T {script}"[:200], summary=script)
    official.write(record, "work", description=f"Text {script} text")
    official.write(
        record,
        "safeguards",
        safeguards=script,
        unintended_effects="found",
        unintended_effects_text=script,
    )
    official.client.post(official.record_at(record, "message/"), {"text": script})
    pages = [
        official.client.get(official.record_at(record, path)).content.decode()
        for path in ("", "write/work/", "check/", "preview/", "delete/")
    ]
    explained = {
        f"finding_{finding.id}": script
        for finding in official.client.get(official.record_at(record, "check/"))
        .context["ready"]
        .findings
    }
    official.send(record, **explained)
    page = PracticePage.objects.get(pk=record.pk)
    pages.append(reader.get("/admin/moderation/").content.decode())
    pages.append(reader.get(f"/admin/moderation/{record.pk}/").content.decode())
    review(reader, page, "changes", words=script, comment_description=script)
    pages.append(official.client.get(official.record_at(record)).content.decode())
    pages.append(official.client.get(official.record_at(record, "write/work/")).content.decode())
    assert [harm for page_ in pages[:5] + pages[7:] for harm in harm_in(page_, word)] == []
    for admin in pages[5:7]:
        main = BeautifulSoup(admin, "html.parser").find(class_="nice-padding")
        assert harm_in(str(main), word) == []


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_typed_text_gives_safe_html_that_comes_back_the_same(typed: str) -> None:
    once = to_text(to_html(typed))
    assert to_text(to_html(once)) == to_text(to_html(to_text(to_html(once))))
    assert harm_in(to_html(typed), "alert") == []
    names = {
        element.name for element in BeautifulSoup(to_html(typed), "html.parser").find_all(True)
    }
    assert names <= {"p", "br", "ul", "ol", "li", "strong", "em", "a"}


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=200), max_size=8))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_nonsense_in_a_form_is_never_a_failure(official: Desk, nonsense: dict[str, str]) -> None:
    record = official.begin()
    for chapter in chapters_of(newest(record)):
        data = {**filled(record, chapter.code, {}), **nonsense}
        answer = official.client.post(official.record_at(record, f"write/{chapter.code}/"), data)
        assert answer.status_code in (200, 302, 400, 409)
    for path in ("check/", "message/", "pictures/"):
        answer = official.client.post(official.record_at(record, path), nonsense)
        assert answer.status_code in (302, 400)
    assert newest(record).live is False


@pytest.mark.parametrize(
    "path",
    [
        "records/99999999999999999999/",
        "records/0/",
        "?state=%00",
        "records/1/write/%00/",
        "records/1/write/admin/",
    ],
)
def test_odd_addresses_are_answered(official: Desk, path: str) -> None:
    assert official.client.get(official.at(path)).status_code in (200, 400, 404)


@pytest.mark.parametrize("path", ["pictures/", "files/", "import/"])
def test_a_body_larger_than_any_form_is_refused_before_it_is_read(
    official: Desk, path: str
) -> None:
    record = official.begin()
    answer = official.client.post(
        official.record_at(record, path),
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="900000000",
    )
    assert answer.status_code == 413
