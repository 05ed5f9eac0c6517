"""Offers of study visits: typed at the desk, approved by editors, found by others, gone when they end."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from exchange.models import VisitOffer
from exchange.offers.words import month_names
from kb.models import EditorRemit, RoleKind
from kb.vocabulary.merging import merge_concepts
from tests.exchange.visiting import day, offer, text_of, theme, typed
from tests.factories import PracticePageFactory
from tests.practices.writing import Desk, city, desk, editor

pytestmark = pytest.mark.django_db

LIST = "/en/study-visits/"


@pytest.fixture
def aarhus(site_tree: Any) -> Any:
    return city(site_tree, "aarhus")


@pytest.fixture
def official(aarhus: Any) -> Desk:
    return desk(aarhus, "official@aarhus.example")


def written(official: Desk, **values: Any) -> VisitOffer:
    answer = official.client.post(official.at("visits/offers/new/"), typed(**values))
    assert answer.status_code == 302, answer.content.decode()
    return VisitOffer.objects.latest("pk")


def of(official: Desk, made: VisitOffer, verb: str = "") -> str:
    return official.at(f"visits/offers/{made.pk}/{verb}")


def answered(client: Client, made: VisitOffer, decision: str, **values: Any) -> int:
    made.refresh_from_db()
    data = {"version": str(made.version), "decision": decision, **values}
    return client.post(f"/admin/exchange/offers/{made.pk}/", data).status_code


@pytest.mark.database
def test_an_offer_is_read_by_an_editor_before_anybody_else_and_leaves_when_it_is_changed(
    aarhus: Any, official: Desk
) -> None:
    reader, _user = editor("editor@example.org")
    with TestCase.captureOnCommitCallbacks(execute=True):
        practice = PracticePageFactory(parent=aarhus, title="Mentors", slug="mentors")
    assert "No city offers a study visit just now." in text_of(LIST)
    assert "Your city offers no study visit yet." in text_of(
        official.at("visits/"), official.client
    )
    with TestCase.captureOnCommitCallbacks(execute=True):
        made = written(official, verb="send", records=[str(practice.record_id)])
    assert made.state == "sent"
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["editor@example.org"], "To be read: offer of a study visit, How mentors work")
    ]
    public = f"/en/study-visits/{made.pk}/"
    assert Client().get(public).status_code == 404
    assert "No city offers" in text_of(LIST)
    # With the editors nobody changes it; the words of the mail are not those of the offer.
    assert official.client.post(of(official, made), typed()).status_code == 404
    assert "You meet the mentors" not in mail.outbox[0].body
    assert (
        "You meet the mentors" in reader.get(f"/admin/exchange/offers/{made.pk}/").content.decode()
    )
    # Whoever does not approve says why; the city reads it at its desk.
    assert answered(reader, made, "changes") == 400
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert answered(reader, made, "changes", words="Name the audience.") == 302
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["official@aarhus.example"], "Changes asked for: How mentors work",
    )  # fmt: skip
    assert "Name the audience." in text_of(of(official, made), official.client)
    again = typed(verb="send", title="Mentors for schools", records=[str(practice.record_id)])
    assert official.client.post(of(official, made), again).status_code == 302
    # An answer to a version that is not the one that waits changes nothing.
    stale = {"version": "1", "decision": "approve"}
    assert reader.post(f"/admin/exchange/offers/{made.pk}/", stale).status_code == 302
    assert VisitOffer.objects.get().state == "sent"
    assert answered(reader, made, "approve") == 302
    assert "Mentors for schools" in text_of(LIST)
    page = text_of(f"/de/study-visits/{made.pk}/")
    assert "Mentors for schools" in page
    assert "März, Oktober" in page
    assert "Englisch, Dänisch" in page
    assert "Mentors" in text_of(public)
    assert "Mentors for schools" in text_of(aarhus.url)
    # Changed, it is no longer public until it is read once more.
    assert official.client.post(of(official, made), typed(title="Other")).status_code == 302
    assert Client().get(public).status_code == 404
    assert "Mentors for schools" not in text_of(aarhus.url)


def test_the_editors_words_are_marked_with_their_language(aarhus: Any, official: Desk) -> None:
    reader, _user = editor("editor@example.org")
    made = offer(aarhus.city, state="sent", edited_by=official.user)
    words = {"words": "Nommez le public.", "language": "fr"}
    assert answered(reader, made, "changes", words="Bitte", language="xx") == 400
    assert answered(reader, made, "changes", **words) == 302
    shown = official.client.get(of(official, made)).content.decode()
    assert '<p lang="fr">Nommez le public.</p>' in shown
    in_french = official.client.get(of(official, made).replace("/en/", "/fr/")).content.decode()
    assert "<p>Nommez le public.</p>" in in_french


def test_two_persons_stand_behind_an_offer_and_a_remit_holds(aarhus: Any, official: Desk) -> None:
    reader, user = editor("editor@example.org")
    stranger, outside = editor("outside@example.org")
    remit = EditorRemit.objects.create(user=outside, countries=["IS"])
    made = offer(aarhus.city, state="sent", edited_by=user, sent_by=official.user)
    # The admin sends back whoever may not.
    for client in (reader, stranger, official.client):
        assert answered(client, made, "approve") == 302
        assert VisitOffer.objects.get().state == "sent"
    VisitOffer.objects.update(edited_by=official.user)
    remit.countries = []
    remit.save()
    remit.themes.set([theme()])
    assert answered(stranger, made, "approve") == 302
    assert VisitOffer.objects.get().state == "public"
    # Editors take it down at once; its city cannot change it until they allow it again.
    assert answered(reader, made, "take-down", words="It names a street.") == 302
    assert Client().get(f"/en/study-visits/{made.pk}/").status_code == 404
    assert official.client.post(of(official, made), typed()).status_code == 404
    assert "It names a street." in text_of(of(official, made), official.client)
    assert answered(reader, made, "allow-again", words="Now it can be changed.") == 302
    assert official.client.post(of(official, made), typed()).status_code == 302


def test_where_the_coordinator_clears_only_the_coordinator_sends(
    aarhus: Any, official: Desk
) -> None:
    aarhus.city.change(coordinator_clears=True)
    made = written(official, verb="send")
    assert made.state == "draft"
    assert "Your coordinator sends it" in text_of(of(official, made), official.client)
    assert official.client.post(of(official, made, "send/")).status_code == 404
    coordinator = desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    assert coordinator.client.post(of(coordinator, made, "send/")).status_code == 302
    assert VisitOffer.objects.get().state == "sent"
    assert coordinator.client.post(of(coordinator, made, "take-back/")).status_code == 302
    assert VisitOffer.objects.get().state == "draft"


def test_others_see_nothing_of_a_citys_desk_and_verbs_are_asked_about(
    site_tree: Any, aarhus: Any, official: Desk
) -> None:
    other = desk(city(site_tree, "ghent", "BE"), "official@ghent.example")
    made = offer(aarhus.city, title="Zyxoffer")
    for path in ("", "offers/new/", f"offers/{made.pk}/", f"offers/{made.pk}/withdraw/"):
        assert other.client.get(official.at(f"visits/{path}")).status_code == 404
        assert Client().get(official.at(f"visits/{path}")).status_code == 302
    # By the address of one's own desk, another city's offer is not there.
    assert other.client.get(other.at(f"visits/offers/{made.pk}/")).status_code == 404
    assert other.client.post(other.at(f"visits/offers/{made.pk}/delete/")).status_code == 404
    # Withdrawing asks first; what is public is not deleted.
    assert "Readers no longer see it." in text_of(of(official, made, "withdraw/"), official.client)
    assert VisitOffer.objects.get().state == "public"
    assert official.client.post(of(official, made, "delete/")).status_code == 302
    assert official.client.post(of(official, made, "withdraw/")).status_code == 302
    assert "Zyxoffer" not in text_of(LIST)
    assert official.client.get(of(official, made, "send/")).status_code == 404
    assert official.client.post(of(official, made, "publish/")).status_code == 404
    assert official.client.post(of(official, made, "delete/")).status_code == 302
    assert not VisitOffer.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"words": "Ask Anna Jensen, who leads the team, at anna@example.org"}, "words"),
        ({"words": "We meet on 12 March in the town hall."}, "words"),
        ({"title": "Open door 2027-03-12"}, "title"),
        ({"words": "Besuch am 3.4.2027"}, "words"),
        ({"words": "x" * 1501}, "words"),
        ({"title": ""}, "title"),
        ({"title": "\x00"}, "title"),
        ({"months": ["13"]}, "months"),
        ({"months": []}, "months"),
        ({"languages": ["xx"]}, "languages"),
        ({"themes": ["999999999999999999999"]}, "themes"),
        ({"themes": []}, "themes"),
        ({"group_size": "0"}, "group_size"),
        ({"group_size": "61"}, "group_size"),
        ({"who_pays": "nobody"}, "who_pays"),
        ({"open_until": str(day(-1))}, "open_until"),
        ({"open_until": str(day(900))}, "open_until"),
        ({"records": ["53fe786a-39ed-5840-a7db-004b5ba1287f"]}, "records"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(
    official: Desk, values: dict[str, Any], field: str
) -> None:
    answer = official.client.post(official.at("visits/offers/new/"), typed(**values))
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not VisitOffer.objects.exists()


def test_months_and_years_are_no_days_and_a_city_has_no_endless_list(official: Desk) -> None:
    words = "From March to May, since 2015. In May we may 12 people a day."
    assert written(official, words=words).words == words
    for number in range(19):
        offer(official.city.city, title=f"Offer {number}")
    refused = official.client.post(official.at("visits/offers/new/"), typed())
    assert refused.status_code == 400
    assert "A city has at most 20 offers" in refused.content.decode()


def test_filters_find_what_fits_and_lapsed_or_hidden_offers_are_gone(
    site_tree: Any, aarhus: Any
) -> None:
    ghent = city(site_tree, "ghent", "BE")
    narrow, broad = theme("peer-mentoring"), theme("mentoring")
    narrow.broader = broad
    with TestCase.captureOnCommitCallbacks(execute=True):
        narrow.save()
    offer(aarhus.city, title="In Aarhus", themes=[narrow])
    offer(ghent.city, title="In Ghent", months=["1"], languages=["nl"], themes=[theme("exit")])
    for asked, found in (
        ({}, {"In Aarhus", "In Ghent"}),
        ({"theme": "mentoring"}, {"In Aarhus"}),
        ({"theme": "exit"}, {"In Ghent"}),
        ({"month": "10"}, {"In Aarhus"}),
        ({"month": "1"}, {"In Ghent"}),
        ({"language": "nl"}, {"In Ghent"}),
        ({"country": "dk"}, {"In Aarhus"}),
        ({"month": "10", "country": "BE"}, set()),
        # Unknown values count as none.
        ({"month": "99", "theme": "\x00", "language": "../", "country": "ZZ"}, {"In Aarhus", "In Ghent"}),
    ):  # fmt: skip
        text = text_of(LIST, **asked)
        assert {name for name in ("In Aarhus", "In Ghent") if name in text} == found, asked
    assert "No offer fits." in text_of(LIST, month="10", country="BE")
    # A theme that was merged is found by both of its codes.
    with TestCase.captureOnCommitCallbacks(execute=True):
        merge_concepts(theme("exit"), theme("leaving"))
    assert "In Ghent" in text_of(LIST, theme="exit")
    assert "In Ghent" in text_of(LIST, theme="leaving")
    lapsed = VisitOffer.objects.get(title="In Ghent")
    VisitOffer.objects.filter(pk=lapsed.pk).update(open_until=day(-1))
    assert "In Ghent" not in text_of(LIST, p="1")
    assert Client().get(f"/en/study-visits/{lapsed.pk}/").status_code == 404
    # Of a city whose page is not for everybody nothing is offered.
    PageViewRestriction.objects.create(page=aarhus, restriction_type=PageViewRestriction.LOGIN)
    assert "In Aarhus" not in text_of(LIST, p="1")
    assert "No city offers a study visit just now." in text_of(LIST, p="1")


def test_a_record_that_is_not_public_is_named_nowhere(aarhus: Any, official: Desk) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        page = PracticePageFactory(parent=aarhus, title="Zyxhidden", slug="hidden")
    made = offer(aarhus.city)
    made.records.set([page.record])
    assert "Zyxhidden" in text_of(f"/en/study-visits/{made.pk}/")
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.unpublish()
    assert "Zyxhidden" not in text_of(f"/en/study-visits/{made.pk}/")
    assert "Zyxhidden" not in text_of(of(official, made), official.client)


def test_many_offers_cost_as_much_as_few(aarhus: Any) -> None:
    def asked(path: str) -> int:
        Client().get(path)
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(path).status_code == 200
        return len(captured)

    made = offer(aarhus.city)
    paths = (f"{LIST}?p=1", f"/en/study-visits/{made.pk}/?x=1", f"{aarhus.url}?x=1")
    few = [asked(path) for path in paths]
    for number in range(15):
        offer(aarhus.city, title=f"Offer {number}", themes=[theme("exit"), theme("mentoring")])
    assert [asked(path) for path in paths] == few
    assert few[0] <= 8


@pytest.mark.parametrize(
    ("language", "names"),
    [("ru", "январь, апрель"), ("it", "gennaio, aprile"), ("de", "Januar, April")],
)
def test_months_have_capitals_where_the_language_writes_them(language: str, names: str) -> None:
    with override(language):
        assert month_names(["1", "4"]) == names
