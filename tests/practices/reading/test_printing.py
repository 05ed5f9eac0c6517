"""Files to print: tagged, in the reader's language, of nothing that a reader may not see."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from practices.models import EvidenceRating, PracticePage
from practices.reading.printing import files as printing
from practices.reading.printing.pdf import OwnFiles
from practices.reading.printing.sheet import shortened
from tests.factories import CityPageFactory, PracticePageFactory, locale

pytestmark = pytest.mark.django_db

LONG = "<p>" + "Wir begleiten junge Menschen und ihre Familien über lange Zeit. " * 29 + "</p>"


def structure(reader: PdfReader) -> list[Any]:
    """All elements of a file's tree of tags."""
    waiting, found = [reader.trailer["/Root"]["/StructTreeRoot"]], []  # type: ignore[index]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif hasattr(node, "get"):
            found.append(node)
            waiting.extend([node["/K"]] if "/K" in node else [])
    return found


@pytest.fixture
def city(site_tree: Any) -> Any:
    cache.clear()
    return CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus")


def read_pdf(client: Client, address: str) -> PdfReader:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.content))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_record_becomes_a_tagged_file_in_german_and_russian(client: Client, city: Any) -> None:
    page = PracticePageFactory(
        parent=city, locale=locale("en"), title="Mentors", description="<p>Один текст.</p>"
    )
    page.evidence_ratings = [EvidenceRating(dimension="effect", strength="weak", reason="Small.")]
    page.save_revision().publish()
    for language, heading in (("de", "Was getan wird"), ("ru", "Что делается")):
        reader = read_pdf(client, f"/{language}{page.url[3:]}pdf/")
        root: Any = reader.trailer["/Root"]
        assert root["/Lang"] == language
        assert root["/MarkInfo"]["/Marked"]
        assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert reader.metadata.title == "Mentors"
        assert b"pdfuaid:part" in root["/Metadata"].get_data()
        assert [mark.title for mark in reader.outline if not isinstance(mark, list)] == ["Mentors"]  # type: ignore[union-attr]
        assert heading in words(reader)
        assert "Один текст." in words(reader)
        fonts = {
            str(font.get_object()["/BaseFont"])
            for leaf in reader.pages
            for font in leaf["/Resources"]["/Font"].values()  # type: ignore[index]
        }
        assert {name.split("+")[1].split("-")[0] for name in fonts} <= {"Onest", "Source"}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_mayors_sheet_is_one_page_however_long_the_texts_are(
    client: Client, city: Any, language: str
) -> None:
    page = PracticePageFactory(
        parent=city,
        title="Wohnortnahe Ausstiegsbegleitung mit Angehörigenberatung " * 4,
        summary="Was die Stadt tut, für wen und mit wem zusammen, seit wann und warum. " * 4,
        description=LONG,
        results=LONG,
        lessons=LONG,
        resources=LONG,
        unintended_effects="found",
        unintended_effects_text=LONG,
    )
    reader = read_pdf(client, f"/{language}{page.url[3:]}one-page/")
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert reader.trailer["/Root"]["/Lang"] == language  # type: ignore[index]
    assert f"/{language}/record/{page.translation_key}/" in words(reader).replace(" ", "")
    images = [image for image in structure(reader) if image.get("/S") == "/Figure"]
    assert [str(image["/Alt"]) != "" for image in images] == [True]


@pytest.mark.parametrize(
    ("html", "limit", "text"),
    [
        ("<ul><li>One.</li><li>Two is longer.</li></ul>", 100, "One. Two is longer."),
        ("<p>The first sentence. The second one is cut here.</p>", 38,
         "The first sentence. … (more on the site)"),
        ("<p>Works on top of long-standing trust between school and police; copying it is harder</p>",
         70, "Works on top of long-standing trust between school and police … (more on the site)"),
        ("<p>Gespräche mit Trägern, z. B. Schulen und Vereinen vor Ort und anderswo</p>",
         42, "Gespräche mit Trägern … (more on the site)"),
        ("<p>A network of roughly 250 people in offices</p>", 30,
         "A network of roughly 250 … (more on the site)"),
        ("<p>A network of scouts in the city (teachers and staff of youth clubs)</p>", 50,
         "A network of scouts in the city … (more on the site)"),
    ],
)  # fmt: skip
def test_a_text_that_is_shortened_ends_with_a_sentence_or_a_clause_and_says_that_it_goes_on(
    html: str, limit: int, text: str
) -> None:
    assert str(shortened(html, limit)) == text


def test_what_was_learnt_and_what_did_harm_is_shortened_last(client: Client, city: Any) -> None:
    sentence = "Copying the house without that trust is harder than it looks. "
    page = PracticePageFactory(
        parent=city,
        description=LONG,
        results=LONG,
        lessons=f"<p>{sentence * 7}Lastly a warning.</p>",
        unintended_effects="found",
        unintended_effects_text=f"<p>{sentence * 5}Lastly some harm.</p>",
    )
    text = " ".join(words(read_pdf(client, f"{page.url}one-page/")).split())
    assert "Lastly a warning." in text
    assert "Lastly some harm." in text
    assert "… (more on the site)" in text


def hide_as_draft(page: PracticePage) -> None:
    page.save_revision()


def hide_by_unpublishing(page: PracticePage) -> None:
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()


def hide_behind_a_sign_in(page: PracticePage) -> None:
    page.save_revision().publish()
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")


@pytest.mark.parametrize("below", ["pdf/", "one-page/", "cite/ris/", "cite/bibtex/"])
@pytest.mark.parametrize("hide", [hide_as_draft, hide_by_unpublishing, hide_behind_a_sign_in])
def test_what_is_hidden_has_no_files(client: Client, city: Any, hide: Any, below: str) -> None:
    page = PracticePageFactory(parent=city, slug="hidden", title="Zyxhidden", live=False)
    hide(page)
    for language in ("en", "fr"):
        response = client.get(f"/{language}/cities/aarhus/hidden/{below}")
        assert response.status_code in (302, 404)
        assert b"%PDF" not in response.content
        assert b"Zyxhidden" not in response.content


def test_a_file_shows_what_is_published_and_not_the_newer_draft(client: Client, city: Any) -> None:
    page = PracticePageFactory(parent=city, title="What everybody may read")
    page.title = "Zyxhidden"
    page.save_revision()
    text = words(read_pdf(client, f"{page.url}pdf/"))
    assert "What everybody may read" in text
    assert "Zyxhidden" not in text


def test_a_file_is_made_once_for_each_content(
    client: Client, city: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PracticePageFactory(parent=city)
    address = f"{page.url}one-page/?again"
    first = client.get(address)
    monkeypatch.setattr(printing, "made", pytest.fail)
    assert client.get(address).content == first.content
    same = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert same.status_code == 304
    assert first.headers["Content-Disposition"] == f'inline; filename="{page.slug}-one-page-en.pdf"'


def test_nothing_but_our_own_files_is_fetched() -> None:
    files = OwnFiles(settings.FONTS_DIR, {"qr": b"<svg/>"})
    assert files.fetch("own:picture/qr").read() == b"<svg/>"
    for address in (
        "https://example.org/x.png",
        "file:///etc/passwd",
        "data:text/plain,x",
        "own:font/../../manage.py",
        "own:picture/other",
    ):
        with pytest.raises(ValueError, match="own files"):
            files.fetch(address)


def test_pages_that_cannot_be_shortened_enough_are_still_a_file() -> None:
    text = "<html lang=en><title>x</title><p>x" + "<br>x" * 300
    assert printing.made([text, text, text], {}).startswith(b"%PDF")


def test_the_program_that_makes_files_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SECRET_KEY", "planted-secret")
    asked = printing._python("-c", "import os; print(dict(os.environ))")
    assert b"PATH" in asked.stdout
    assert b"planted-secret" not in asked.stdout


def test_a_file_that_cannot_be_made_is_no_error_and_its_reason_is_logged(
    client: Client, city: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page = PracticePageFactory(parent=city)
    monkeypatch.setattr(printing, "PROGRAM", "no_such_program")
    response = client.get(f"{page.url}pdf/")
    assert response.status_code == 503
    assert response.content.decode() == "This file could not be made. Please try again in a minute."
    assert "No file was made" in caplog.text


def test_a_machine_without_pango_says_what_it_lacks(
    client: Client, city: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PracticePageFactory(parent=city)
    assert b'href="pdf/"' in client.get(f"{page.url}?x").content
    for module in (
        "practices.reading.presentation",
        "practices.reading.printing.files",
        "practices.checks",
    ):
        monkeypatch.setattr(f"{module}.can_print", lambda: False)
    response = client.get(f"{page.url}pdf/")
    assert response.status_code == 503
    assert "libpango-1.0-0" in response.content.decode()
    assert b'href="pdf/"' not in client.get(f"{page.url}?y").content
    assert "practices.W001" in [message.id for message in run_checks()]


def test_who_waits_too_long_is_asked_to_come_again(
    client: Client, city: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PracticePageFactory(parent=city)
    monkeypatch.setattr(printing, "WAIT_SECONDS", 0.01)
    with printing._at_work:
        response = client.get(f"{page.url}pdf/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
