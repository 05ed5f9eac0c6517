"""Reports for editors, open figures for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.models import PracticePage
from practices.moderation.reports import figures as reports
from tests.factories import ConceptFactory, PracticePageFactory, locale
from tests.practices.writing import Desk, city, editor, review

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def sent(official: Desk, title: str) -> Any:
    record = official.begin(title=title)
    official.write_note(record)
    official.write(record, "basics", title=title)
    answer = official.send(record)
    if answer.status_code == 400:
        alike = answer.context["ready"].duplicates
        answer = official.send(
            record, **{f"duplicate_{likely.key}": "different" for likely in alike}
        )
    assert answer.status_code == 302
    return PracticePage.objects.get(pk=record.pk)


def test_open_figures_count_answers_and_returns(official: Desk, client: Client) -> None:
    reader, _user = editor("editor@example.org")
    review(reader, sent(official, "Work with relatives"), "publish")
    review(reader, sent(official, "Sports at night"), "changes", words="More, please.")
    sent(official, "Dialogue in libraries")
    figures = reports.open_figures()
    assert (figures.answered, figures.returned, figures.returned_share) == (2, 1, 50)
    assert (figures.median_days, figures.waiting, figures.late) == (0.0, 1, 0)
    page = client.get("/en/moderation-in-figures/").content.decode()
    assert "1 (50 %)" in page
    assert "Dialogue in libraries" not in page


def test_everybody_can_read_why_records_are_declined_and_how_often(
    official: Desk, client: Client
) -> None:
    reader, _user = editor("editor@example.org")
    record = sent(official, "Work with relatives")
    review(reader, record, "decline", reason="too-thin", words="Tell us what came of it.")
    found = BeautifulSoup(client.get("/en/moderation-in-figures/").content, "html.parser")
    rows = [" ".join(row.stripped_strings) for row in found.select("#declined ~ dl div")]
    assert len(rows) == 7
    assert rows[0] == "Too little is known of it 1"
    assert rows[1] == "Not the work of a city or its partners 0"
    assert "Tell us what came of it." not in found.get_text()


def test_coverage_shows_where_there_is_nothing(official: Desk, site_tree: Any) -> None:
    mentoring, prisons = (
        ConceptFactory(code=code, facet="theme") for code in ("mentoring", "prisons")
    )
    ghent = city(site_tree, "ghent", "BE")
    for parent, theme in ((official.city, mentoring), (official.city, mentoring), (ghent, prisons)):
        page = PracticePageFactory(parent=parent, live=False)
        page.concepts.set([theme])
        page.save()
        page.save_revision().publish()
    assert reports.coverage() == (["BE", "DK"], [("mentoring", [0, 2]), ("prisons", [1, 0])])
    assert reports.by_country() == [("BE", 1, 0), ("DK", 2, 0)]


def test_the_table_of_coverage_has_names_and_a_row_for_a_theme_that_nobody_tells_of(
    official: Desk,
) -> None:
    mentoring, _prisons = (
        ConceptFactory(code=code, facet="theme") for code in ("mentoring", "prisons")
    )
    page = PracticePageFactory(parent=official.city, live=False)
    page.concepts.set([mentoring])
    page.save()
    page.save_revision().publish()
    reader, _user = editor("editor@example.org")
    table = BeautifulSoup(reader.get("/admin/moderation/reports/coverage/").content, "html.parser")
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in table.select(".desk__table tr")
    ]
    assert rows == [["Theme", "Denmark"], ["Mentoring", "1"], ["Prisons", "–"]]


def test_the_matrix_tells_what_is_translated_and_what_is_out_of_date(official: Desk) -> None:
    page = PracticePageFactory(parent=official.city, source_language="en")
    page.copy_for_translation(locale("de"), copy_parents=True)
    french = page.copy_for_translation(locale("fr"), copy_parents=True)
    french.save_revision().publish()
    ((_record, states),) = reports.translation_rows([page])
    assert states == [
        "original",
        "approved",
        "human-draft",
        "not-started",
        "not-started",
        "not-started",
    ]
    page = PracticePage.objects.get(pk=page.pk)
    page.save_revision().publish()
    ((_record, states),) = reports.translation_rows([PracticePage.objects.get(pk=page.pk)])
    assert states[1] == "out-of-date"


def test_the_list_of_translations_begins_with_what_is_out_of_date_whatever_is_newer(
    official: Desk,
) -> None:
    old, middle, new = [
        PracticePageFactory(parent=official.city, source_language="en") for _number in range(3)
    ]

    def listed(language: str = "", start: int = 0, stop: int = 10) -> list[int]:
        return [page.pk for page in reports.originals(language)[start:stop]]

    french = old.copy_for_translation(locale("fr"), copy_parents=True)
    french.save_revision().publish()
    assert listed() == [new.pk, middle.pk, old.pk]
    PracticePage.objects.get(pk=old.pk).save_revision().publish()
    assert listed() == [old.pk, new.pk, middle.pk]
    assert len(reports.originals()) == 3
    assert [listed(start=number, stop=number + 2) for number in range(3)] == [
        [old.pk, new.pk],
        [new.pk, middle.pk],
        [middle.pk],
    ]
    assert listed("fr")[0] == old.pk
    assert listed("de")[0] == new.pk
    PracticePage.objects.get(pk=french.pk).save_revision().publish()
    assert listed() == [new.pk, middle.pk, old.pk]


def test_reports_are_for_editors_and_ask_the_same_for_many_records(
    official: Desk, client: Client
) -> None:
    reader, _user = editor("editor@example.org")

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(address).status_code == 200
        return len(captured)

    PracticePageFactory(parent=official.city, source_language="en", review_by="2020-01-01")
    for path in ("", "coverage/", "translations/"):
        address = f"/admin/moderation/reports/{path}"
        assert client.get(address).status_code == 302
        assert official.client.get(address).status_code in (302, 403)
        queries(address)
        few = queries(address)
        for _number in range(5):
            PracticePageFactory(parent=official.city, source_language="en", review_by="2020-01-01")
        queries(address)  # whoever asks first builds what the search does not have yet
        assert queries(address) == few, path


def test_the_queue_asks_no_more_for_many_records(official: Desk) -> None:
    reader, _user = editor("editor@example.org")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reader.get("/admin/moderation/").status_code == 200
        return len(captured)

    sent(official, "Work with relatives")
    queries()
    few = queries()
    for title in ("Sports at night", "Dialogue in libraries", "Theatre for pupils"):
        sent(official, title)
    assert queries() == few
