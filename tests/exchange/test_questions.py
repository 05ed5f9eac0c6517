"""Questions to a city on one part of a record: asked without an account, let through, answered, read."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.models import Question
from exchange.questions.links import QUESTION
from exchange.questions.retention import keep_questions
from kb.accounts.personal_data.registry import erase_person, personal_data
from kb.models import RoleKind, User
from practices.models import PracticePage
from search import services as search
from tests.exchange.asking import question
from tests.exchange.visiting import text_of
from tests.factories import PracticePageFactory
from tests.kb.contact.test_contact import ticket_on
from tests.practices.writing import Desk, city, desk, editor

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORDS = "Wie viele Mentorinnen und Mentoren gibt es?"
OFFICE = "/admin/exchange/questions/"


@pytest.fixture
def aarhus(site_tree: Any) -> Any:
    caches["counters"].clear()
    return city(site_tree, "aarhus")


@pytest.fixture
def record(aarhus: Any) -> PracticePage:
    with TestCase.captureOnCommitCallbacks(execute=True):
        page: PracticePage = PracticePageFactory(
            parent=aarhus, title="Mentors", slug="mentors", description="<p>They meet.</p>"
        )
    return page


@pytest.fixture
def official(aarhus: Any) -> Desk:
    return desk(aarhus, "official@aarhus.example", language="fr")


def form_of(record: Any, language: str = "de") -> str:
    return f"/{language}/questions/{record.record_id}/ask/"


def typed(record: Any, **values: Any) -> dict[str, Any]:
    """What a browser posts of the form, with the ticket of a form that was just opened."""
    ticket = ticket_on(Client().get(form_of(record)).content.decode())
    return {
        "part": "description", "words": WORDS, "language": "de", "email": "Leserin@ribe.example",
        "consent": "on", "ticket": ticket, **values,
    }  # fmt: skip


def posted(client: Client, path: str, **data: Any) -> Any:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(path, data)


def asked(record: Any, **values: Any) -> Any:
    return posted(Client(), form_of(record), **typed(record, **values))


def decided(client: Client, made: Question, decision: str, words: str = "") -> int:
    made.refresh_from_db()
    data = {"version": str(made.version), "decision": decision, "words": words}
    return int(posted(client, f"{OFFICE}{made.pk}/", **data).status_code)


def sent() -> list[tuple[str, str]]:
    """To whom mails went since the last look, and their subjects; none holds the question."""
    found = [(one.to[0], one.subject) for one in mail.outbox]
    for one in mail.outbox:
        assert WORDS not in one.body
    mail.outbox.clear()
    return found


def found_by(words: str, language: str = "en") -> bool:
    search.build_waiting()
    return "Mentors" in text_of(f"/{language}/search/", q=words)


def test_a_question_goes_from_a_reader_to_the_city_and_back_to_all_readers(
    record: PracticePage, official: Desk
) -> None:
    reader, _user = editor("editor@example.org")
    page = Client().get(record.url).content.decode()
    link = f"/en/questions/{record.record_id}/ask/?part=description"
    assert link in page
    # Without a script and without a cookie.
    form = Client().get(f"{link}")
    assert form.status_code == 200
    assert not form.cookies
    box = BeautifulSoup(form.content, "html.parser").select_one("option[selected]")
    assert box is not None
    assert box["value"] == "description"
    assert asked(record)["Location"] == f"{form_of(record)}sent/"
    assert sent() == [("leserin@ribe.example", "Bitte bestätigen Sie Ihre Frage: Mentors")]
    made = Question.objects.get()
    # Before the link was pressed nobody reads it; opening it changes nothing.
    assert WORDS not in reader.get(OFFICE).content.decode()
    address = f"/de/question/{QUESTION.token_of(made)}/"
    assert WORDS in text_of(address)
    made.refresh_from_db()
    assert made.state == "unconfirmed"
    posted(Client(), address, verb="confirm")
    assert sent() == [("editor@example.org", "To be read: question to Aarhus")]
    # The city sees nothing before an editor has let it through.
    assert "Nobody has asked your city yet." in text_of(official.at("questions/"), official.client)
    assert official.client.get(official.at(f"questions/{made.pk}/")).status_code == 404
    assert WORDS in reader.get(f"{OFFICE}{made.pk}/").content.decode()
    assert decided(reader, made, "let-through") == 302
    assert sent() == [("official@aarhus.example", "Une question sur votre travail : Mentors")]
    assert WORDS not in Client().get(record.url).content.decode()
    assert "1 question waits for your answer." in text_of(
        official.at("questions/"), official.client
    )
    # The guard reads the answer; what is sound goes to the editors.
    at = official.at(f"questions/{made.pk}/")
    answer = {"reply": "Ask Anna Jensen, anna@aarhus.example", "reply_language": "en"}
    assert official.client.post(at, answer).status_code == 400
    answer = {"reply": "Twelve zyxmentors.", "reply_language": "en", "verb": "send"}
    assert posted(official.client, at, **answer).status_code == 302
    assert sent() == [("editor@example.org", "To be read: answer of Aarhus")]
    assert "zyxmentors" not in Client().get(record.url).content.decode()
    assert not found_by("zyxmentors")
    assert decided(reader, made, "changes", "Say since when.") == 302
    assert sent() == [("official@aarhus.example", "Modifications demandées : Mentors")]
    assert "Say since when." in text_of(at, official.client)
    assert posted(official.client, at, **answer).status_code == 302
    sent()
    assert decided(reader, made, "approve") == 302
    assert sent() == [
        ("official@aarhus.example", "Publiée : Mentors"),
        ("leserin@ribe.example", "Beantwortet: Ihre Frage an Aarhus"),
    ]
    # Below its part, each text in its language; the address is nowhere.
    shown = Client().get(record.url).content.decode()
    part = BeautifulSoup(shown, "html.parser").select_one("section[aria-labelledby=description]")
    assert part is not None
    assert part.select_one(".questions__question[lang=de]").get_text() == WORDS  # type: ignore[union-attr]
    assert "Written in: German" in part.get_text()
    assert "Twelve zyxmentors." in part.select_one(".questions__reply").get_text()  # type: ignore[union-attr]
    assert "ribe.example" not in shown
    assert found_by("zyxmentors")
    assert found_by("Mentorinnen")
    # Changed by its city, it leaves its readers until an editor has read the change.
    posted(official.client, at, reply="Other.", reply_language="en")
    assert "zyxmentors" not in Client().get(record.url).content.decode()
    assert not found_by("zyxmentors")


def test_an_editor_adds_other_languages_and_a_reader_sees_their_own(
    record: PracticePage, official: Desk
) -> None:
    reader, _user = editor("editor@example.org")
    stranger, _stranger = editor("other@example.org")
    made = question(record.record, sent_by=official.user)
    whole = question(record.record, part="", words="Who pays?")
    path = f"{OFFICE}{made.pk}/translations/"
    assert official.client.post(path, {"words-fr": "Non"}).status_code in (302, 404)
    typed_texts = {"words-fr": "Combien de zyxmentors ?", "reply-fr": "Il y en a douze."}
    assert posted(reader, path, **typed_texts).status_code == 302
    assert posted(reader, path, **{"words-fr": "Karim B., 17 ans"}).status_code == 400
    french = Client().get(f"/fr{record.url[3:]}").content.decode()
    page = BeautifulSoup(french, "html.parser")
    found = page.select_one(f"#question-{made.pk} .questions__question")
    assert found is not None
    assert (found.get_text(), found.get("lang")) == ("Combien de zyxmentors ?", None)
    assert "Traduit, écrit en\u00a0: anglais" in page.select_one(f"#question-{made.pk}").get_text()  # type: ignore[union-attr]
    # A question on the whole record stands in a section of its own, in the language of its words.
    rest = page.select_one(f"section[aria-labelledby=questions] #question-{whole.pk} [lang=en]")
    assert rest is not None
    assert "Combien" not in Client().get(record.url).content.decode()
    # Another answer of the city takes the translations of the old one away.
    at = official.at(f"questions/{made.pk}/")
    posted(official.client, at, reply="Thirteen.", reply_language="en", verb="send")
    assert decided(stranger, made, "approve") == 302
    french = Client().get(f"/fr{record.url[3:]}").content.decode()
    assert "Il y en a douze." not in french
    assert "Thirteen." in french
    assert "Combien de zyxmentors ?" in french


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"words": "Was ist mit Karim B., 17 Jahre?"}, "words"),
        ({"words": "x" * 601}, "words"),
        ({"words": "\x00"}, "words"),
        ({"words": ""}, "words"),
        ({"part": "title"}, "part"),
        ({"language": "xx"}, "language"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "email"),
        ({"consent": ""}, "consent"),
        ({"ticket": "forged"}, "__all__"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(
    record: PracticePage, official: Desk, values: dict[str, Any], field: str
) -> None:
    answer = asked(record, **values)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not Question.objects.exists()


def test_programs_and_many_questions_are_held_off(record: PracticePage, official: Desk) -> None:
    assert asked(record, leave_empty="x").status_code == 302
    assert not Question.objects.exists()
    for _number in range(4):
        assert asked(record).status_code == 302
    # An address gets no more than three links; from one place come five in an hour.
    assert Question.objects.count() == 3
    assert len(sent()) == 3
    assert asked(record, email="other@ribe.example").status_code == 302
    assert asked(record, email="third@ribe.example").status_code == 429
    for token in ("x", "x" * 5000, QUESTION.token_of(Question.objects.first()) + "x"):
        assert Client().get(f"/de/question/{token}/").status_code == 404


def test_where_nobody_works_for_the_city_the_way_to_the_alliance_is_named(
    record: PracticePage,
) -> None:
    assert "Nobody of Aarhus can answer here yet." in text_of(form_of(record, "en"))
    with TestCase.captureOnCommitCallbacks(execute=True):
        record.unpublish()
    assert Client().get(form_of(record)).status_code == 404
    assert Client().get(f"{form_of(record)}sent/").status_code == 404


def test_rights_of_a_question(site_tree: Any, record: PracticePage, official: Desk) -> None:
    made = question(record.record, state="open", reply="")
    other = desk(city(site_tree, "ghent", "BE"), "official@ghent.example")
    for path in ("", f"{made.pk}/", f"{made.pk}/leave/"):
        assert other.client.get(official.at(f"questions/{path}")).status_code in (404, 405)
        assert Client().get(official.at(f"questions/{path}")).status_code in (302, 405)
    assert other.client.post(other.at(f"questions/{made.pk}/leave/")).status_code == 404
    # An answer that is empty is not sent; where the coordinator clears, nobody else sends.
    posted(official.client, official.at(f"questions/{made.pk}/send/"))
    made.refresh_from_db()
    assert made.state == "open"
    record.record.city.change(coordinator_clears=True)
    reply = {"reply": "Twelve.", "reply_language": "en", "verb": "send"}
    posted(official.client, official.at(f"questions/{made.pk}/"), **reply)
    made.refresh_from_db()
    assert (made.state, made.reply) == ("open", "Twelve.")
    coordinator = desk(official.city, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    posted(coordinator.client, coordinator.at(f"questions/{made.pk}/send/"))
    posted(coordinator.client, coordinator.at(f"questions/{made.pk}/take-back/"))
    posted(coordinator.client, coordinator.at(f"questions/{made.pk}/send/"))
    made.refresh_from_db()
    assert made.state == "sent"
    # Whoever wrote the answer does not publish it.
    writer, user = editor("writer@example.org")
    Question.objects.update(edited_by=user)
    assert decided(writer, made, "approve") == 302
    made.refresh_from_db()
    assert made.state == "sent"


def test_a_question_that_ends_without_an_answer_is_told_and_forgotten(
    record: PracticePage, official: Desk
) -> None:
    reader, _user = editor("editor@example.org")
    declined = question(record.record, state="asked", reply="", language="tr")
    left = question(record.record, state="open", reply="", language="it")
    assert decided(reader, declined, "decline") == 400
    assert decided(reader, declined, "decline", "It asks about a person.") == 302
    posted(official.client, official.at(f"questions/{left.pk}/leave/"))
    assert [subject for _to, subject in sent()] == [
        "Yanıt yok: Aarhus kentine sorunuz",
        "Nessuna risposta: la sua domanda a Aarhus",
    ]
    silent = question(record.record, state="open", reply="")
    public = question(record.record, words="Stays?")
    unconfirmed = question(record.record, state="unconfirmed", reply="")
    month, year = timezone.now() - timedelta(days=31), timezone.now() - timedelta(days=366)
    Question.objects.filter(pk__in=[declined.pk, left.pk, public.pk]).update(changed_at=month)
    Question.objects.filter(pk=silent.pk).update(confirmed_at=year)
    Question.objects.filter(pk=unconfirmed.pk).update(asked_at=month)
    link = f"/en/question/{QUESTION.token_of(public)}/"
    assert Client().get(link).status_code == 200
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert keep_questions() == "1 questions ended, 3 askers and 3 questions forgotten"
    assert keep_questions() == "0 questions ended, 0 askers and 0 questions forgotten"
    assert sent() == [("reader@ribe.example", "No answer: your question to Aarhus")]
    assert sorted(Question.objects.values_list("words", "email", "state")) == [
        ("How many mentors are there?", "reader@ribe.example", "unanswered"),
        ("Stays?", "", "public"),
    ]
    assert Client().get(link).status_code == 404


def test_whoever_asked_takes_the_question_back_for_everybody(record: PracticePage) -> None:
    made = question(record.record)
    assert "There are twelve mentors." in text_of(record.url)
    link = f"/en/question/{QUESTION.token_of(made)}/"
    posted(Client(), link, verb="withdraw")
    assert not Question.objects.exists()
    assert "There are twelve mentors." not in text_of(record.url)
    assert Client().get(link).status_code == 404


def test_personal_data_of_questions_is_given_and_erased(
    record: PracticePage, official: Desk
) -> None:
    asker = User.objects.create_user("reader", "reader@ribe.example", "a long password")
    made = question(record.record, edited_by=official.user, sent_by=official.user)
    given = personal_data(asker)["questions_asked"]
    assert [row["question"] for row in given] == ["How many mentors are there?"]
    answers = personal_data(official.user)["answers_to_questions"]
    assert [row["answer"] for row in answers] == ["There are twelve mentors."]
    erase_person(asker)
    erase_person(official.user)
    made.refresh_from_db()
    assert (made.email, made.edited_by, made.sent_by, made.state) == ("", None, None, "public")


def test_many_questions_cost_as_much_as_few(record: PracticePage) -> None:
    def cost() -> int:
        Client().get(f"{record.url}?x=1")
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(f"{record.url}?x=1").status_code == 200
        return len(captured)

    few = cost()
    for number in range(12):
        made = question(record.record, words=f"Question {number}?")
        made.translations.create(language="fr", words="Question ?")
    assert cost() == few
    assert len(re.findall("questions__one", Client().get(record.url).content.decode())) == 12
