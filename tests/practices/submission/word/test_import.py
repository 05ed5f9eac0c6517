"""The Word document of the questions comes back filled in: recognised, looked at, put into the draft."""

from __future__ import annotations

from io import BytesIO
from time import process_time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from wagtail.models import Revision

from kb.models import Attachment
from practices.models import Guidance, RecordPage
from practices.submission.word.template import questions_document
from practices.submission.writing.chapters import KINDS
from practices.submission.writing.drafts import newest
from tests import files
from tests.factories import ConceptFactory
from tests.practices.writing import Desk, city, desk

pytestmark = pytest.mark.django_db

GERMAN = {
    "Zusammenfassung": "Mentoren treffen Jugendliche.",
    "Was getan wird": "Jede Woche ein Treffen.",
    "Stand der Arbeit": "laufend",
    "Erstes Jahr": "2019",
    "Thema": "Mentoring",
}
RUSSIAN = {
    "Краткое описание": "Mentoren treffen Jugendliche.",
    "Что делается": "Jede Woche ein Treffen.",
    "Состояние работы": "Продолжается",
    "Первый год": "2019",
    "Тема": "Наставничество",
}


def template(language: str = "en", kind: str = "practice") -> Any:
    with override(language):
        return Document(BytesIO(questions_document(kind)))


def box(document: Any, heading: str) -> Any:
    """The box below a heading."""
    body = list(document.iter_inner_content())
    place = next(n for n, part in enumerate(body) if getattr(part, "text", "") == heading)
    return next(part for part in body[place:] if hasattr(part, "cell")).cell(0, 0)


def packed(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def filled(answers: dict[str, str], language: str = "en", kind: str = "practice") -> bytes:
    document = template(language, kind)
    for heading, words in answers.items():
        box(document, heading).text = words
    return packed(document)


def hand_in(person: Desk, record: Any, content: bytes, name: str = "answers.docx") -> Any:
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    return person.client.post(person.record_at(record, "import/"), {"file": file})


def offered(answer: Any) -> dict[str, Any]:
    """What a browser would send of the page of answers, as it stands."""
    assert answer.status_code in (200, 400, 409), answer.status_code
    form = BeautifulSoup(answer.content, "html.parser").find("form", class_="form--import")
    assert form is not None
    data: dict[str, Any] = {}
    for element in form.find_all(["input", "textarea"]):
        if element["name"] == "csrfmiddlewaretoken":
            continue
        if element.get("type") in ("checkbox", "radio") and not element.has_attr("checked"):
            continue
        value = element.get_text().removeprefix("\n") if element.name == "textarea" else ""
        data.setdefault(element["name"], []).append(value or element.get("value", ""))
    return data


def put(person: Desk, record: Any, answer: Any, **values: Any) -> Any:
    address = person.record_at(record, "import/")
    return person.client.post(address, {**offered(answer), **values})


def pieces_of(answer: Any) -> list[tuple[str, str]]:
    """Heading and words of each piece that was not recognised."""
    data = offered(answer)
    return [
        (data[f"heading-{number}"][0], data[f"piece-{number}"][0])
        for number in range(60)
        if f"piece-{number}" in data
    ]


def page_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize(("language", "answers"), [("de", GERMAN), ("ru", RUSSIAN)])
def test_a_document_in_any_language_fills_the_same_fields(
    official: Desk, language: str, answers: dict[str, str]
) -> None:
    theme = ConceptFactory(
        code="mentoring", facet="theme", labels={"en": "Mentoring", "ru": "наставничество"}
    )
    record = official.begin()
    answer = hand_in(official, record, filled(answers, language))
    assert answer.status_code == 200
    assert "Not recognised" not in page_of(answer)
    assert put(official, record, answer, take=list(FILLED)).status_code == 302
    now = newest(record)
    assert {name: getattr(now, name) for name in FILLED if name != "concepts_theme"} == {
        "summary": "Mentoren treffen Jugendliche.",
        "description": "<p>Jede Woche ein Treffen.</p>",
        "status": "ongoing",
        "year_from": 2019,
    }
    assert list(now.concepts.all()) == [theme]


FILLED = ("summary", "description", "status", "year_from", "concepts_theme")


@pytest.mark.parametrize("heading", ["İlk yıl", "Ilk yıl", "ilk yıl"])
def test_a_turkish_heading_is_known_with_any_capital(official: Desk, heading: str) -> None:
    document = template("tr")
    box(document, "İlk yıl").text = "2019"
    next(part for part in document.paragraphs if part.text == "İlk yıl").text = heading
    record = official.begin()
    answer = hand_in(official, record, packed(document))
    put(official, record, answer, take=["year_from"])
    assert newest(record).year_from == 2019


def test_putting_it_into_the_draft_makes_one_version_and_leads_to_the_tasks(
    official: Desk,
) -> None:
    record = official.begin()
    answer = hand_in(official, record, filled({"Summary": "Short.", "Results": "Many."}))
    before = Revision.objects.for_instance(record).count()
    assert offered(answer)["take"] == ["summary", "results"]
    done = put(official, record, answer)
    assert (done.status_code, done["Location"]) == (302, official.record_at(record))
    assert Revision.objects.for_instance(record).count() == before + 1
    assert newest(record).latest_revision.user == official.user
    assert newest(record).summary == "Short."


def test_the_empty_questions_are_refused_with_words(official: Desk) -> None:
    for language in ("en", "ru"):
        answer = hand_in(official, official.begin(), packed(template(language)))
        assert answer.status_code == 400
        assert "Nothing is written in this document." in page_of(answer)


def test_help_that_the_template_holds_is_no_answer(official: Desk) -> None:
    Guidance.objects.update_or_create(
        kind="", field="summary", defaults={"text": {"en": "Say it.", "de": "Sagen Sie es."}}
    )
    answer = hand_in(official, official.begin(), filled({"Zusammenfassung": "Kurz."}, "de"))
    assert offered(answer)["summary"] == ["Kurz."]
    assert "Sagen Sie es." not in page_of(answer)


def test_lists_links_and_strong_words_stay_what_they_are(official: Desk) -> None:
    document = template()
    cell = box(document, "What is done")
    cell.text = ""
    first = cell.paragraphs[0]
    first.add_run("Mentors ")
    first.add_run("me").bold = True
    first.add_run("et").bold = True
    first.add_run(" <b>weekly</b>, *really*: ")
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"),
        document.part.relate_to(
            "https://a.example/x", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        ),
    )
    link.append(first.add_run("the report")._element)
    first._element.append(link)
    cell.add_paragraph("plan", style="List Bullet")
    cell.add_paragraph("do", style="List Bullet")
    cell.add_paragraph("first", style="List Number")
    cell.add_paragraph("– typed by hand")
    record = official.begin()
    answer = hand_in(official, record, packed(document))
    assert put(official, record, answer).status_code == 302
    assert newest(record).description.replace("\n", "") == (
        "<p>Mentors <strong>meet</strong> &lt;b&gt;weekly&lt;/b&gt;, *really*: "
        '<a href="https://a.example/x">the report</a></p>'
        "<ul><li>plan</li><li>do</li></ul><ol><li>first</li></ol><ul><li>typed by hand</li></ul>"
    )


def test_where_the_record_has_an_answer_both_stand_and_nothing_is_ticked(official: Desk) -> None:
    record = official.begin()
    official.write(record, "basics", summary="Written at the desk.")
    content = filled(
        {"Summary": "Written in Word.", "What is done": "New.", "State of the work": "ended"}
    )
    answer = hand_in(official, record, content)
    assert "Written at the desk." in page_of(answer)
    assert "Written in Word." in page_of(answer)
    # That nobody has said yet how far the work is counts as no answer.
    assert offered(answer)["take"] == ["description", "status"]
    put(official, record, answer)
    assert newest(record).summary == "Written at the desk."
    changed = hand_in(official, record, filled({"State of the work": "ongoing"}))
    assert "take" not in offered(changed)
    answer = hand_in(official, record, content)
    put(official, record, answer, take=["summary"])
    assert newest(record).summary == "Written in Word."
    assert "All answers of the document are in the record already." in page_of(
        hand_in(official, record, content)
    )


def test_what_is_not_recognised_is_shown_and_not_taken(official: Desk) -> None:
    document = template()
    box(document, "Summary").text = "Short."
    box(document, "State of the work").text = "somehow"
    box(document, "First year").text = "since the flood"
    box(document, "Partners").text = "The youth club"
    document.add_heading("Our own chapter", 2)
    document.add_paragraph("Words of our own.")
    record = official.begin()
    answer = hand_in(official, record, packed(document))
    assert pieces_of(answer) == [
        ("State of the work", "somehow"),
        ("First year", "since the flood"),
        ("Partners", "The youth club"),
        ("Our own chapter", "Words of our own."),
    ]
    assert put(official, record, answer).status_code == 302
    assert newest(record).summary == "Short."


def report(*parts: tuple[str, str | list[list[str]]]) -> Any:
    """A report of a city's own: headings with a paragraph or a table below."""
    document = Document()
    for heading, words in parts:
        if heading:
            document.add_heading(heading, 1)
        if isinstance(words, str):
            document.add_paragraph(words)
            continue
        table = document.add_table(rows=len(words), cols=len(words[0]))
        for number, row in enumerate(words):
            for place, cell in enumerate(row):
                table.cell(number, place).text = cell
    return document


def test_a_report_of_ones_own_is_proposed_by_headings_that_are_near(official: Desk) -> None:
    document = report(
        ("1. Contexte et problème", "Des jeunes se retirent."),
        ("2. Ce que nous avons fait", "Un café ouvert."),
        ("3. Moyens", [["Poste", "2023", "2024"], ["Salaires", "118 000 €", "124 000 €"]]),
        ("4. Résultats", "Les jeunes reviennent."),
        ("", [["Indicateur", "Valeur"], ["Jeunes accueillis", "63"]]),
        ("5. Ce qui n’a pas marché", "Le samedi."),
        ("6. Conseils aux autres villes", "Commencer petit."),
    )
    record = official.begin(size="full", language="fr")
    answer = hand_in(official, record, packed(document))
    data = offered(answer)
    assert {name: data[name] for name in ("challenge", "description", "lessons")} == {
        "challenge": ["Des jeunes se retirent."],
        "description": ["Un café ouvert."],
        "lessons": ["Le samedi."],
    }
    assert data["transferability"] == ["Commencer petit."]
    assert data["resources"] == [
        "- Poste: 2023, 2024\n- Salaires: 118 000 € (2023), 124 000 € (2024)"
    ]
    assert data["results"] == [
        "Les jeunes reviennent.\n\n- Indicateur: Valeur\n- Jeunes accueillis: 63"
    ]
    assert "The heading in your document is “2. Ce que nous avons fait”." in page_of(answer)
    # Our own headings are ticked, those that are only near are proposals.
    assert data["take"] == ["results", "resources"]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Was wir getan haben", "description"),
        ("IV. Wirkungen", "results"),
        ("Che cosa non ha funzionato", "lessons"),
        ("Советы другим городам", "transferability"),
        ("2) Personel ve bütçe", "resources"),
        ("Background of the work", "challenge"),
    ],
)
def test_near_headings_are_known_in_every_language(official: Desk, heading: str, name: str) -> None:
    record = official.begin(size="full")
    answer = hand_in(official, record, packed(report((heading, "Words of ours."))))
    assert offered(answer)[name] == ["Words of ours."]
    assert "take" not in offered(answer)


@pytest.mark.parametrize("heading", ["What a day", "And then", "Contact", "12", "!!!"])
def test_other_headings_are_proposed_for_nothing(official: Desk, heading: str) -> None:
    record = official.begin(size="full")
    answer = hand_in(official, record, packed(report((heading, "Words of ours."))))
    assert pieces_of(answer) == [(heading, "Words of ours.")]


def test_a_piece_goes_where_somebody_puts_it(official: Desk) -> None:
    record = official.begin(size="full")
    official.write(record, "results", lessons="Begin small.")
    document = report(
        ("Summary", "Short."),
        ("Odds", "Work on Saturdays failed."),
        ("Ends", "Nobody takes this."),
        ("Bits", "A second paragraph."),
    )
    answer = hand_in(official, record, packed(document))
    assert (
        put(official, record, answer, **{"put-0": "lessons", "put-2": "summary"}).status_code == 302
    )
    now = newest(record)
    assert now.lessons == "<p>Begin small.</p>\n<p>Work on Saturdays failed.</p>"
    assert now.summary == "Short.\n\nA second paragraph."
    assert "Nobody takes this." not in str(vars(now))


def test_a_piece_too_long_for_its_part_is_said_and_nothing_is_lost(official: Desk) -> None:
    record = official.begin()
    document = report(("Odds", "word " * 200), ("Ends", "Stays here."))
    answer = hand_in(official, record, packed(document))
    refused = put(official, record, answer, **{"put-0": "summary"})
    assert refused.status_code == 400
    assert offered(refused)["summary"][0].strip() == ("word " * 200).strip()
    assert pieces_of(refused) == [("Ends", "Stays here.")]
    assert newest(record).summary == ""


@pytest.mark.parametrize("place", ["title", "slug", "contact_email", "city", "a" * 5000, "\0"])
def test_a_forged_place_takes_nothing(official: Desk, place: str) -> None:
    record = official.begin()
    answer = hand_in(official, record, packed(report(("Odds", "Words."))))
    refused = put(official, record, answer, **{"put-0": place})
    assert refused.status_code == 400
    assert pieces_of(refused) == [("Odds", "Words.")]


def test_what_could_lead_to_a_person_is_said_before_it_is_taken(official: Desk) -> None:
    record = official.begin()
    document = report(
        ("Summary", "Ahmed, 16 years, comes each week."),
        ("Contact", "Write to helle@example.org."),
    )
    page = page_of(hand_in(official, record, packed(document)))
    assert "A name with an age (“Ahmed, 16 years”) → “a young person”" in page
    assert "An e-mail address (“helle@example.org”)" in page


def test_merged_and_nested_tables_lose_no_word(official: Desk) -> None:
    document = report(
        (
            "Results",
            [
                ["Place", "Year", "Young people"],
                ["North", "2023", "12"],
                ["", "2024", "15"],
                ["Total", "", "27"],
            ],
        )
    )
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))
    inner = table.cell(3, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "of whom", "9 girls"
    answer = hand_in(official, official.begin(), packed(document))
    assert offered(answer)["results"] == [
        "- Place: Year, Young people\n"
        "- North: 2023 (Year), 12 (Young people)\n"
        "- North: 2024 (Year), 15 (Young people)\n"
        "- Total: of whom: 9 girls (Year), 27 (Young people)"
    ]


def test_a_hundred_pieces_are_sixty_boxes_with_all_their_words(official: Desk) -> None:
    document = report(*((f"Zz {number}", f"Words {number}.") for number in range(100)))
    pieces = pieces_of(hand_in(official, official.begin(), packed(document)))
    assert len(pieces) == 60
    assert "Words 59." in pieces[-1][1]
    assert "Words 99." in pieces[-1][1]


def test_a_full_case_takes_more_than_a_short_note(official: Desk) -> None:
    content = filled({"Means": "Two people."})
    note, full = official.begin(), official.begin(size="full")
    assert pieces_of(hand_in(official, note, content)) == [("Means", "Two people.")]
    assert put(official, full, hand_in(official, full, content)).status_code == 302
    assert newest(full).resources == "<p>Two people.</p>"


def test_a_colleagues_words_are_not_written_over(official: Desk, aarhus: Any) -> None:
    record = official.begin()
    colleague = desk(aarhus, "colleague@aarhus.example")
    content = filled({"Summary": "From Word.", "What is done": "Also from Word."})
    answer = hand_in(official, record, content)
    colleague.write(record, "basics", summary="From a colleague.")
    refused = put(official, record, answer)
    assert refused.status_code == 409
    assert "A colleague has written in the same place" in page_of(refused)
    assert "From a colleague." in page_of(refused)
    assert newest(record).summary == "From a colleague."
    assert newest(record).description == ""
    assert put(official, record, refused).status_code == 302
    assert newest(record).summary == "From Word."


def test_another_address_needs_another_consent(official: Desk) -> None:
    record = official.begin()
    official.write(record, "contact", contact_email="old@aarhus.example", contact_agreed="on")
    assert newest(record).contact_consent_on is not None
    content = filled({"E-mail of the office": "new@aarhus.example"})
    answer = hand_in(official, record, content)
    assert put(official, record, answer, take=["contact_email"]).status_code == 302
    now = newest(record)
    assert (now.contact_email, now.contact_consent_on) == ("new@aarhus.example", None)


def test_a_tick_is_asked_for_and_a_bad_answer_is_said_with_nothing_lost(official: Desk) -> None:
    record = official.begin()
    answer = hand_in(
        official,
        record,
        filled({"Summary": "x" * 301, "What is done": "Kept.", "Partners": "Club"}),
    )
    refused = put(official, record, answer)
    assert refused.status_code == 400
    assert offered(refused) == offered(answer)
    assert "#part_summary" in page_of(refused)
    assert newest(record).description == ""
    nothing = put(official, record, answer, take=[])
    assert nothing.status_code == 400
    assert "Tick at least one answer, or choose where a piece goes." in page_of(nothing)


def test_the_start_page_begins_a_record_with_the_document(official: Desk) -> None:
    form = {
        "kind": "practice", "size": "note", "language": "de", "title": "Mentoren",
        "key": "5f0d9f1c-93ee-4f0c-8bd5-1d1f0a0a0a0a",
    }  # fmt: skip
    bad = official.client.post(
        official.at("new/"), {**form, "file": SimpleUploadedFile("a.docx", b"PK nothing")}
    )
    assert (bad.status_code, RecordPage.objects.count()) == (400, 0)
    content = filled({"Zusammenfassung": "Kurz."}, "de")
    answer = official.client.post(
        official.at("new/"), {**form, "file": SimpleUploadedFile("a.docx", content)}
    )
    record = RecordPage.objects.get().specific
    assert put(official, record, answer).status_code == 302
    assert newest(record).summary == "Kurz."


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (files.pdf(), "a.pdf", "Its name ends in .docx."),
        (files.pdf(), "a.docx", "not what its name says"),
        (files.word_bomb(), "a.docx", "unpacks to far more"),
        (files.changed(files.word(), **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "a.docx", "file"),
        (files.word("x" * 1024 * 1024), "a.docx", "too long"),
        (files.changed(files.word(), **{"word/document.xml": "<a/>"}), "a.docx", "broken"),
        (bytes(5 * 1024 * 1024 + 1), "a.docx", "larger than 5 MB"),
        (files.edited(files.word(), "word/document.xml", files.in_body("<w:p/>" * 2001)),
         "a.docx", "too many paragraphs"),
        (files.edited(files.word(), "word/document.xml", files.in_body("<w:p>  </w:p>" * 450_000)),
         "a.docx", "unpacks to far more"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_words(
    official: Desk, content: bytes, name: str, sentence: str
) -> None:
    answer = hand_in(official, official.begin(), content, name)
    assert answer.status_code == 400
    assert sentence in page_of(answer)
    assert not Attachment.objects.exists()


def test_forged_names_and_values_do_nothing(official: Desk) -> None:
    record = official.begin()
    answer = hand_in(official, record, filled({"What is done": "Fine."}))
    forged = {
        "take": ["live", "owner", "scrutiny", "slug", "contact_agreed", "partners", "resources"],
        "scrutiny": "evaluated", "slug": "x", "live": "on", "contact_agreed": "on", "resources": "x",
    }  # fmt: skip
    assert put(official, record, answer, **forged).status_code == 400
    assert (
        put(official, record, answer, **{**forged, "take": ["description", "live"]}).status_code
        == 302
    )
    now = newest(record)
    assert (now.description, now.live, now.resources) == ("<p>Fine.</p>", False, "")
    assert (now.scrutiny, now.contact_consent_on) == (record.scrutiny, None)
    for bad in ("", "[]", "x" * 30_000, "\x00"):
        values = {"take": ["description"], "description": "<script>1</script>\x00", "based_on": bad}
        code = official.client.post(official.record_at(record, "import/"), values).status_code
        assert code in (302, 400)
    assert "<script" not in newest(record).description


def test_a_script_in_a_document_is_text(official: Desk) -> None:
    record = official.begin()
    words = "</textarea><script>alert(1)</script>"
    answer = hand_in(official, record, filled({"What is done": words, "Partners": words}))
    assert "<script>alert" not in page_of(answer)
    put(official, record, answer)
    assert "<script" not in newest(record).description


def test_another_citys_record_is_not_there(official: Desk, site_tree: Any, client: Client) -> None:
    record = official.begin(title="zyxhidden")
    stranger = desk(city(site_tree, "ghent", "BE"), "official@ghent.example")
    content = filled({"Summary": "Mine now."})
    for address in (official.record_at(record, "import/"), stranger.record_at(record, "import/")):
        assert stranger.client.get(address).status_code == 404
        file = SimpleUploadedFile("a.docx", content)
        for data in ({"file": file}, {"based_on": "{}", "take": "summary", "summary": "x"}):
            answer = stranger.client.post(address, data)
            assert answer.status_code == 404
            assert "zyxhidden" not in page_of(answer)
    assert client.get(official.record_at(record, "import/")).status_code == 302
    assert newest(record).summary == ""


def test_a_record_that_editors_read_takes_nothing_and_shows_what_was_typed(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    answer = hand_in(official, record, filled({"Summary": "Too late."}))
    assert official.send(record).status_code == 302
    refused = put(official, record, answer, take=["summary"])
    assert refused.status_code == 409
    assert "Too late." in page_of(refused)
    assert hand_in(official, record, filled({"Summary": "Too late."})).status_code == 409
    assert newest(record).summary == "Mentors meet young people every week."


def test_each_kind_of_record_knows_its_own_template(official: Desk) -> None:
    for kind, model in KINDS.items():
        record = official.begin(kind=kind, size="full", title=kind)
        answer = hand_in(official, record, filled({"Summary": "Short."}, kind=kind))
        assert isinstance(newest(record), model)
        assert offered(answer)["summary"] == ["Short."]


def test_footnotes_and_floating_boxes_are_shown_too(official: Desk) -> None:
    document = template()
    box(document, "Summary").text = "Short."
    floating = document.add_paragraph()
    floating.add_run()._element.append(
        parse_xml(
            f"<w:pict {nsdecls('w')}><w:txbxContent><w:p><w:r><w:t>In a floating box.</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict>"
        )
    )
    note = f"<w:footnotes {nsdecls('w')}><w:p><w:r><w:t>In a note.</w:t></w:r></w:p></w:footnotes>"
    document.part.relate_to(
        Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            note.encode(),
            document.part.package,
        ),
        RELATIONSHIP_TYPE.FOOTNOTES,
    )
    answer = hand_in(official, official.begin(), packed(document))
    assert "In a floating box." in page_of(answer)
    assert ("", "In a note.") in pieces_of(answer)


def test_hidden_words_are_left_out_and_the_page_says_so(official: Desk) -> None:
    document = report(("What is done", "Mentors meet."))
    document.paragraphs[-1].add_run(" GEHEIM").font.hidden = True
    said = "Hidden text of the document was left out."
    answer = hand_in(official, official.begin(), packed(document))
    assert "GEHEIM" not in page_of(answer)
    assert said in page_of(answer)
    open_words = hand_in(official, official.begin(), packed(report(("What is done", "Mentors."))))
    assert said not in page_of(open_words)


def test_a_million_blanks_are_read_at_once(official: Desk) -> None:
    document = template()
    cell = box(document, "What is done")
    cell.text = ""
    cell.paragraphs[0].add_run("a" + "\u00a0" * 300_000 + "b" + "\n" * 30_000 + "c").bold = True
    record = official.begin()
    begun = process_time()
    answer = hand_in(official, record, packed(document))
    assert process_time() - begun < 10
    assert offered(answer)["description"] == ["**a b\nc**"]
