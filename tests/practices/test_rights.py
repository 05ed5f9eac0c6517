"""Every role tries every action on a record in every state; nobody sees or changes another city's draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern
from wagtail.models import Comment, Page

from kb.accounts.rights import SECRETARIAT
from kb.accounts.services import set_clearance
from kb.models import Attachment, RoleKind, User
from practices.models import CoAuthor, CoAuthorRight, PracticePage, Record, RecordPage
from practices.moderation.criteria import BINDING
from practices.moderation.versions import newest_version
from practices.permissions import waits_for_clearance
from practices.submission import urls
from practices.submission.writing.drafts import newest
from tests.files import pdf
from tests.practices.writing import Desk, city, desk, editor, filled, review, submission_of
from tests.role_table import ALLOWED, COAUTHORS, OWN, ROLES, STATES, WAITS

pytestmark = pytest.mark.django_db

CANARY = "xylophonequartz"
REPORT = pdf()
SMALL = "Mentors meet young people each week."


@pytest.fixture
def world(site_tree: Any) -> dict[str, Any]:
    aarhus, ghent = city(site_tree, "aarhus"), city(site_tree, "ghent", "BE")
    first, first_user = editor("editor@example.org")
    second, second_user = editor("writer@example.org")
    return {
        "aarhus": aarhus,
        "official": desk(aarhus, "official@aarhus.example"),
        "coordinator": desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR),
        "official of another city": Desk(
            desk(ghent, "official@ghent.example").client, User(), aarhus
        ),
        **{
            role: Desk(desk(ghent, f"{right}@ghent.example").client, User(), aarhus)
            for role, right in zip(COAUTHORS, CoAuthorRight.values, strict=True)
        },
        "editor": Desk(first, first_user, aarhus),
        "editor who wrote some of it": Desk(second, second_user, aarhus),
        "secretariat": Desk(secretariat(), User(), aarhus),
        "administrator": Desk(administrator(), User(), aarhus),
        "anonymous": Desk(Client(), User(), aarhus),
    }


def secretariat() -> Client:
    """Somebody of the secretariat who is no editor: people, vocabulary, and taking down at once."""
    user = User.objects.create_user("secretariat@example.org", "secretariat@example.org")
    user.groups.set(Group.objects.filter(name=SECRETARIAT))
    client = Client()
    client.force_login(user)
    return client


def administrator() -> Client:
    """Somebody who may do everything in the admin and has no editor's role."""
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.org", "root@example.org"))
    return client


def record_in(state: str, world: dict[str, Any]) -> RecordPage:
    """A record of Aarhus in a state; where that can be, the second editor has written in it."""
    official: Desk = world["official"]
    record = official.begin()
    official.write_note(record)
    for right in CoAuthorRight.values:
        guest = User.objects.get(email=f"{right}@ghent.example")
        CoAuthor.objects.create(record=record, user=guest, right=right, language="en")
    if state in (OWN, WAITS):
        set_clearance(official.city, True, world["coordinator"].user)
    if state == WAITS:
        assert official.send(record).status_code == 302
    elif state not in ("draft", OWN):
        assert official.send(record).status_code == 302
        record = PracticePage.objects.get(pk=record.pk)
    if state == "changes asked":
        review(world["editor"].client, record, "changes", words="More, please.")
    elif state not in ("draft", OWN, WAITS, "in review"):
        review(world["editor"].client, record, "publish")
    if state == "published, newer draft":
        official.write(record, "basics", summary=SMALL)
    elif state == "taken down":
        world["editor"].client.post(
            f"/admin/moderation/{record.pk}/take-down/", {"reason": "A person was named."}
        )
    elif state == "in review":
        now = newest(record)
        now.save_revision(user=world["editor who wrote some of it"].user)
    return PracticePage.objects.get(pk=record.pk)


def attempt(action: str, person: Desk, record: RecordPage) -> bool:
    """Try it as a browser would; whether it was done."""
    client, moderation = person.client, f"/admin/moderation/{record.pk}/"
    ticked = {f"criterion_{code}": "yes" for code in BINDING}
    answers = {"version": str(newest_version(record)), **ticked}

    def again() -> RecordPage:
        found: RecordPage = PracticePage.objects.get(pk=record.pk)
        return found

    def opens(address: str) -> bool:
        answer = client.get(address)
        return answer.status_code == 200 and b"Mentors" in answer.content

    match action:
        case "see at the desk":
            return opens(person.record_at(record))
        case "preview":
            return opens(person.record_at(record, "preview/"))
        case "write":
            typed = filled(record, "work", {"description": "Other words."})
            client.post(person.record_at(record, "write/work/"), typed)
            return "Other words." in newest(record).description
        case "attach a file":
            file = SimpleUploadedFile("report.pdf", REPORT)
            words = {"title": "Report", "language": "en", "rights": "City of Aarhus"}
            client.post(person.record_at(record, "files/"), {"file": file, **words})
            return newest(record).attachments.count() == 1
        case "send":
            before = bool(again().workflow_in_progress)
            person.send(record)
            return not before and bool(again().workflow_in_progress)
        case "take back":
            before = bool(again().workflow_in_progress) or waits_for_clearance(record)
            client.post(person.record_at(record, "take-back/"))
            return before and not again().workflow_in_progress and not waits_for_clearance(record)
        case "ask for clearance":
            before = waits_for_clearance(record)
            person.send(record)
            return not before and waits_for_clearance(record)
        case "give back":
            client.post(person.record_at(record, "give-back/"), {"words": "Not yet."})
            return bool(submission_of(record).clearance_words == "Not yet.")
        case "delete":
            client.post(person.record_at(record, "delete/"))
            return not Page.objects.filter(pk=record.pk).exists()
        case "write a message":
            client.post(person.record_at(record, "message/"), {"text": "A word."})
            return bool(record.record.submission.messages.filter(text="A word.").exists())
        case "leave a note":
            client.post(person.record_at(record, "notes/"), {"text": "Among us."})
            return bool(record.notes.filter(text="Among us.").exists())
        case "invite a co-author":
            asked = {"email": "new@ghent.example", "right": "read", "language": "en"}
            client.post(person.record_at(record, "co-authors/"), asked)
            return bool(record.coauthors.filter(email="new@ghent.example").exists())
        case "confirm":
            Record.objects.filter(pages=record.pk).update(last_confirmed_on="2020-01-01")
            client.post(person.record_at(record, "confirm/"))
            return str(again().last_confirmed_on) != "2020-01-01"
        case "publish a small change":
            client.post(person.record_at(record, "publish-small-change/"))
            return again().summary == SMALL and again().live
        case "review":
            return opens(moderation)
        case "publish":
            before = again().live
            client.post(moderation, {**answers, "decision": "publish"})
            return again().live and not before
        case "ask for changes":
            client.post(moderation, {**answers, "decision": "changes", "words": "More."})
            return record.record.submission.messages.filter(text="More.").exists()
        case "withdraw":
            client.post(person.record_at(record, "withdraw/"), {"reason": "Our wish."})
            return again().taken_down_reason == "Our wish."
        case "take down":
            before_day = again().taken_down_reason
            client.post(f"{moderation}take-down/", {"reason": "Because."})
            return again().taken_down_reason != before_day
    raise AssertionError(action)


@pytest.mark.parametrize("state", STATES)
def test_each_role_may_do_what_the_table_says_and_nothing_else(
    world: dict[str, Any], state: str
) -> None:
    # One record for all cells of a state: each try is undone before the next.
    record = record_in(state, world)
    done: dict[str, list[str]] = {}
    for action in ALLOWED:
        done[action] = []
        for role in ROLES:
            with transaction.atomic():
                if attempt(action, world[role], record):
                    done[action].append(role)
                transaction.set_rollback(True)
    assert done == {
        action: [role for role in ROLES if state in roles.get(role, set())]
        for action, roles in ALLOWED.items()
    }


def addresses(code: str, number: int, comment: int, attachment: int) -> Iterator[str]:
    """All addresses of the desk for one record."""
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        if "<slug:kind>" in route:
            continue
        for chapter in ("basics", "work") if "chapter_code" in route else ("",):
            yield "/en/" + route.replace("<slug:code>", code).replace(
                "<number:number>", str(number)
            ).replace("<slug:chapter_code>", chapter).replace(
                "<number:comment>", str(comment)
            ).replace("<number:place>", "1").replace(
                "<number:attachment>", str(attachment)
            ).replace("<str:token>", "guessed")


def test_nothing_of_another_citys_draft_is_seen_by_any_address(
    admin_index: None, world: dict[str, Any]
) -> None:
    official: Desk = world["official"]
    record = official.begin()
    official.write(record, "basics", title=f"Work with {CANARY}", summary=f"{CANARY}.")
    official.write(record, "work", description=f"{CANARY} every day.")
    comment = Comment.objects.create(
        page_id=record.pk, user=official.user, contentpath="description", text=f"{CANARY}?"
    )
    record.refresh_from_db()
    page, revision = record.pk, record.latest_revision_id
    words = {"title": CANARY, "language": "en", "rights": CANARY}
    report = SimpleUploadedFile("report.pdf", pdf(CANARY))
    official.client.post(official.record_at(record, "files/"), {"file": report, **words})
    file = Attachment.objects.get()
    own = [
        address
        for code in ("aarhus", "ghent")
        for address in addresses(code, page, comment.pk, file.pk)
    ]
    admin = [
        f"/admin/pages/{page}/edit/", f"/admin/pages/{page}/history/", f"/admin/pages/{page}/edit/preview/",
        f"/admin/pages/{page}/view_draft/", f"/admin/pages/{page}/copy/",
        f"/admin/pages/{page}/revisions/{revision}/view/",
        f"/admin/pages/{page}/revisions/compare/earliest...latest/",
        f"/admin/pages/{page}/usage/", f"/admin/pages/workflow/status/{page}/",
        f"/admin/moderation/{page}/", f"/admin/api/main/pages/{page}/",
        f"/admin/documents/edit/{file.pk}/", f"/admin/documents/?q={CANARY}",
        f"/admin/documents/chooser/results/?q={CANARY}", f"/admin/api/main/documents/{file.pk}/",
        "/admin/reports/site-history/", f"/admin/choose-page/search/?q={CANARY}",
    ]  # fmt: skip
    public = [
        file.url, file.file.url,
        record.url, f"/fr{record.url[3:]}", "/en/cities/aarhus/", f"/api/v1/search?q={CANARY}",
        f"/api/v1/suggest?q={CANARY[:6]}", "/sitemap-pages.xml", f"/en/search/?q={CANARY}",
    ]  # fmt: skip
    tried = 0
    for role in ("anonymous", "official of another city"):
        client: Client = world[role].client
        for address in [*own, *admin, *public]:
            for method in (client.get, client.post):
                answer = method(address)
                seen = answer.content.decode(errors="replace").replace(f"q={CANARY}", "")
                seen = seen.replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "")
                assert CANARY not in seen, (role, address)
                tried += 1
    assert tried == 408


def test_another_citys_record_and_one_that_does_not_exist_look_the_same(
    world: dict[str, Any],
) -> None:
    record = world["official"].begin()
    stranger: Client = world["official of another city"].client
    there = stranger.get(f"/en/my-city/ghent/records/{record.pk}/")
    nowhere = stranger.get("/en/my-city/ghent/records/999999/")
    clean = [
        answer.content.replace(str(number).encode(), b"")
        for answer, number in ((there, record.pk), (nowhere, 999999))
    ]
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert len(clean[0]) == len(clean[1])


def test_a_comment_of_another_record_cannot_be_answered(world: dict[str, Any]) -> None:
    official: Desk = world["official"]
    mine, other = official.begin(), official.begin(title="Another one")
    comment = Comment.objects.create(
        page_id=other.pk, user=official.user, contentpath="summary", text="?"
    )
    address = official.record_at(mine, f"comments/{comment.pk}/")
    assert official.client.post(address, {"text": "Hello."}).status_code == 404
    assert not comment.replies.exists()
