"""A city with people, and the way of a record from its first word to its readers, for tests."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.utils.datastructures import MultiValueDict

from kb.accounts.services import give_role
from kb.models import RoleKind, User
from practices.models import RecordPage, Submission
from practices.moderation.versions import newest_version
from practices.submission.sending.sending import DECLARATION
from practices.submission.writing.drafts import newest, save_answers
from practices.submission.writing.kept_answers import kept_answers
from practices.submission.writing.setting_aside import form_as_kept
from tests.factories import CityPageFactory, ConceptFactory

NOTE = {
    "basics": {"title": "Mentors in Aarhus", "summary": "Mentors meet young people every week."},
    "work": {"description": "A mentor and a young person meet every week."},
    "time-and-place": {"lead_organisation": "City of Aarhus", "year_from": "2020", "status": "ongoing"},
    "safeguards": {"safeguards": "Nobody is named.", "unintended_effects": "not-looked-for"},
    "contact": {
        "contact_office": "Prevention office",
        "contact_email": "prevention@aarhus.example",
        "contact_agreed": "on",
        "licence": "cc-by-4.0",
    },
}  # fmt: skip


@dataclass
class Desk:
    """A client that is signed in, at a city's desk."""

    client: Client
    user: User
    city: Any
    language: str = "en"

    def at(self, path: str = "") -> str:
        return f"/{self.language}/my-city/{self.city.code}/{path}"

    def record_at(self, record: Any, path: str = "") -> str:
        return self.at(f"records/{record.pk}/{path}")

    def begin(self, **values: Any) -> RecordPage:
        form = {
            "kind": "practice", "size": "note", "language": "en", "title": "Mentors in Aarhus",
            "key": str(uuid.uuid4()), **values,
        }  # fmt: skip
        answer = self.client.post(self.at("new/"), form)
        assert answer.status_code == 302, answer.content.decode()
        found = re.search(r"/records/(\d+)/", answer["Location"])
        assert found is not None
        return RecordPage.objects.get(pk=found[1]).specific

    def write(self, record: Any, chapter: str, follow: bool = False, **values: Any) -> Any:
        """Post a chapter as its form stands, with these values put in."""
        return self.client.post(
            self.record_at(record, f"write/{chapter}/"),
            filled(record, chapter, values),
            follow=follow,
        )

    def write_note(self, record: Any) -> None:
        """Fill a short note, all chapters in one version: what the desk does with a Word file."""
        concepts = [
            ConceptFactory(code="mentoring", facet="theme"),
            ConceptFactory(code="youth", facet="audience"),
        ]
        subjects = {f"concepts_{concept.facet}": [concept.pk] for concept in concepts}
        chapters = {**NOTE, "subjects": subjects}
        data = MultiValueDict()
        for values in chapters.values():
            for name, value in values.items():
                data.setlist(name, value if isinstance(value, list) else [value])
        names = {code: [*values] for code, values in chapters.items()}
        taken = save_answers(record, names, self.user, data)
        assert taken.stored, [form.errors for form in taken.forms]

    def send(self, record: Any, **values: Any) -> Any:
        declared = {f"declare_{code}": "on" for code in DECLARATION}
        return self.client.post(self.record_at(record, "check/"), {**declared, **values})


def filled(record: Any, chapter: str, values: dict[str, Any]) -> dict[str, Any]:
    """What a browser would post of a chapter's form, with these values put in."""
    form = form_as_kept(newest(record), chapter, kept_answers(record))
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if value is True:
            data[bound.html_name] = "on"
        elif value not in (None, False):
            data[bound.html_name] = value
    for formset in form.formsets.values():
        for bound in formset.management_form:
            data[bound.html_name] = bound.value()
        for row in formset:
            for bound in row:
                if bound.value() not in (None, False):
                    data[bound.html_name] = bound.value()
    return {**data, **values}


def desk(city: Any, email: str, role: str = RoleKind.OFFICIAL, **values: Any) -> Desk:
    user = User.objects.create_user(email, email, "a long password", **values)
    give_role(user, city.city, role)
    client = Client()
    client.force_login(user)
    return Desk(client, user, city)


def editor(email: str, **values: Any) -> tuple[Client, User]:
    user = User.objects.create_user(email, email, "a long password", **values)
    user.groups.set(Group.objects.filter(name__in=["Editors", "Moderators"]))
    client = Client()
    client.force_login(user)
    return client, user


def city(tree: Any, code: str, country: str = "DK") -> Any:
    return CityPageFactory(
        parent=tree.cities, title=code.title(), slug=code, code=code, country=country
    )


def review(client: Client, record: Any, decision: str, **values: Any) -> Any:
    """Decide as an editor who has ticked the binding questions."""
    from practices.moderation.criteria import BINDING

    record.refresh_from_db()
    ticked = {f"criterion_{code}": "yes" for code in BINDING}
    return client.post(
        f"/admin/moderation/{record.pk}/",
        {"version": str(newest_version(record)), "decision": decision, **ticked, **values},
    )


def submission_of(record: Any) -> Submission:
    return Submission.objects.get(record__pages=record.pk)
