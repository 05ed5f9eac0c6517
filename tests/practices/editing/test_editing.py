"""Writing a record in the admin: drafts are free, publishing asks for what readers need."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from kb.models import CityPage, User
from practices.models import PracticePage, RecordPage
from tests.factories import (
    CityPageFactory,
    ConceptFactory,
    DocumentPageFactory,
    PracticePageFactory,
    locale,
)
from tests.practices.writing import editor, review

pytestmark = pytest.mark.django_db

INLINES = {
    "blocks",
    "partners",
    "figures",
    "partner_cities",
    "provision_answers",
    "links",
    "photos",
    "attachments",
    "sources",
}


@pytest.fixture
def city(site_tree: Any) -> CityPage:
    city: CityPage = CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus")
    return city


def sign_in(client: Client, city: CityPage, *permissions: str) -> User:
    """Somebody who has these permissions below one city's page and no others."""
    group = Group.objects.create(name="People of the test")
    for codename in permissions:
        GroupPagePermission.objects.create(
            group=group,
            page=city,
            permission=_permission(codename),
        )
    group.permissions.add(_admin_access())
    user = User.objects.create_user(
        "somebody@example.org", "somebody@example.org", "a long pass phrase"
    )
    user.groups.add(group)
    client.force_login(user)
    return user


def _permission(codename: str) -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)


def _admin_access() -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename="access_admin")


def form_data(*, judge: bool = True, **values: Any) -> dict[str, Any]:
    """What the editor posts when nothing but ``values`` is filled in."""
    data: dict[str, Any] = {
        "title": "A practice",
        "slug": "a-practice",
        "status": "unknown",
        "licence": "cc-by-4.0",
        "comments": inline_formset([]),
        **{name: inline_formset([]) for name in INLINES},
    }
    if judge:
        data |= {"scrutiny": "submitted", "evidence_ratings": inline_formset([])}
    data |= values
    # A list is several values of one field; nested_form_data would take it for several forms.
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    return nested_form_data({k: v for k, v in data.items() if k not in lists}) | lists


def add(client: Client, city: CityPage, **values: Any) -> Any:
    return client.post(f"/admin/pages/add/practices/practicepage/{city.pk}/", form_data(**values))


def errors_of(response: Any) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


PARTS = (
    "challenge",
    "objectives",
    "description",
    "results",
    "lessons",
    "transferability",
    "safeguards",
)


def rich(text: str) -> str:
    """A text as the editor's script posts it."""
    from wagtail.test.utils.form_data import rich_text

    return str(rich_text(f"<p>{text}</p>"))


def complete() -> dict[str, Any]:
    """Everything that a city's own practice needs."""
    concepts = {
        f"concepts_{facet}": [ConceptFactory(code=f"a-{facet.replace('_', '-')}", facet=facet).pk]
        for facet in ("theme", "audience", "prevention_level", "method")
    }
    return {
        **concepts,
        **{part: rich(f"Words on {part}.") for part in PARTS},
        "summary": "What is done.",
        "lead_organisation": "City of Aarhus",
        "lead_organisation_type": "municipality",
        "year_from": "2007",
        "scope": "city",
        "status": "ongoing",
        "unintended_effects": "not-looked-for",
        "evaluation": "none",
        "contact_email": "prevention@aarhus.example",
        "contact_consent_on": "2026-01-31",
    }


def test_a_draft_needs_only_a_title(client: Client, city: CityPage) -> None:
    sign_in(client, city, "add_page", "publish_page")
    response = add(client, city)
    page = PracticePage.objects.get()
    assert response.status_code == 302
    assert (page.title, page.live) == ("A practice", False)


def test_publishing_says_at_each_missing_part_that_it_is_missing(
    client: Client, city: CityPage
) -> None:
    sign_in(client, city, "add_page", "publish_page")
    response = add(client, city, **{"action-publish": "1"})
    errors = errors_of(response)
    assert PracticePage.objects.count() == 0
    assert set(errors) == {
        *PARTS,
        "summary",
        "lead_organisation",
        "lead_organisation_type",
        "year_from",
        "status",
        "scope",
        "unintended_effects",
        "evaluation",
        "contact_email",
        "concepts_theme",
        "concepts_audience",
        "concepts_prevention_level",
        "concepts_method",
    }
    assert errors["safeguards"] == ["“Safeguards” is needed before this can be published."]
    assert errors["concepts_theme"] == ["Choose at least one: Theme."]
    assert b"\xe2\x80\x9cSafeguards\xe2\x80\x9d is needed" in response.content


def test_a_complete_practice_is_published_by_another_editor_with_its_concepts(
    client: Client, city: CityPage
) -> None:
    writer = sign_in(client, city, "add_page", "publish_page")
    add(client, city, **complete(), **{"action-publish": "1"})
    page = PracticePage.objects.get()
    assert (page.live, Client().get(page.url).status_code) == (False, 404)
    page.get_workflow().start(page, writer)
    reader, _user = editor("reader@example.org")
    assert review(reader, page, "publish").status_code == 302
    page = PracticePage.objects.get()
    assert page.live
    assert sorted(concept.code for concept in page.concepts.all()) == [
        "a-audience",
        "a-method",
        "a-prevention-level",
        "a-theme",
    ]
    assert page.challenge.count("Words on challenge.") == 1
    assert page.contact_expires_on == date(2028, 1, 31)


def test_found_unintended_effects_must_be_put_into_words(client: Client, city: CityPage) -> None:
    sign_in(client, city, "add_page", "publish_page")
    response = add(
        client, city, **{**complete(), "unintended_effects": "found", "action-publish": "1"}
    )
    assert errors_of(response) == {
        "unintended_effects_text": ["Say which unintended effects were found."]
    }


def test_an_editors_summary_needs_a_public_source(client: Client, city: CityPage) -> None:
    sign_in(client, city, "add_page", "publish_page")
    values = {**complete(), "is_editor_summary": "on", "action-publish": "1"}
    response = add(client, city, **values)
    assert PracticePage.objects.count() == 0
    assert "Name at least one public source." in response.content.decode()
    source = {"title": "Report", "url": "https://example.org/report", "language": "en", "year": ""}
    add(client, city, **values, sources=inline_formset([source]))
    assert PracticePage.objects.get().sources.get().title == "Report"


def test_more_concepts_than_twice_the_advice_are_refused(client: Client, city: CityPage) -> None:
    sign_in(client, city, "add_page")
    themes = [ConceptFactory(code=f"theme-{number}", facet="theme").pk for number in range(7)]
    response = add(client, city, concepts_theme=themes)
    assert errors_of(response) == {"concepts_theme": ["Choose at most 6."]}


def test_those_who_may_not_publish_cannot_judge_a_record(client: Client, city: CityPage) -> None:
    sign_in(client, city, "add_page", "change_page")
    level = ConceptFactory(code="evidence-5", facet="evidence")
    form = client.get(f"/admin/pages/add/practices/practicepage/{city.pk}/").context["form"]
    assert "evidence_level" not in form.fields
    assert "scrutiny" not in form.fields
    assert "evidence_ratings" not in form.formsets
    add(
        client,
        city,
        judge=False,
        evidence_level=level.pk,
        scrutiny="evaluated",
        is_editor_summary="on",
        evidence_ratings=inline_formset([{"dimension": "effect", "strength": "strong"}]),
    )
    page = PracticePage.objects.get()
    assert page.evidence_level is None
    assert page.scrutiny == "submitted"
    assert page.is_editor_summary is False
    assert page.evidence_ratings.count() == 0


def test_somebody_without_permission_on_the_city_gets_no_form(
    client: Client, site_tree: Any, city: CityPage
) -> None:
    sign_in(client, city, "add_page")
    other = CityPageFactory(parent=site_tree.cities, title="Malmö", slug="malmo")
    assert client.get(f"/admin/pages/add/practices/practicepage/{other.pk}/").status_code == 302


def test_a_provision_is_chosen_from_the_public_documents(
    client: Client, site_tree: Any, city: CityPage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        DocumentPageFactory(parent=site_tree.documents)
    sign_in(client, city, "add_page")
    answer = {"provision": "aarhus-declaration/2.1", "sentence": "By mentoring."}
    add(client, city, provision_answers=inline_formset([answer]))
    assert PracticePage.objects.get().provision_answers.get().provision == "aarhus-declaration/2.1"
    refused = add(
        client,
        city,
        slug="another",
        provision_answers=inline_formset([{**answer, "provision": "aarhus-declaration/99"}]),
    )
    assert "There is no such provision." in refused.content.decode()
    # What was chosen before stays visible, so that saving the form does not silently lose it.
    assert 'value="aarhus-declaration/99" selected' in refused.content.decode()


def test_publishing_many_at_once_asks_for_the_required_parts_too(
    client: Client, city: CityPage
) -> None:
    sign_in(client, city, "add_page", "change_page", "publish_page")
    page = PracticePageFactory(parent=city, live=False, title="Not ready", safeguards="")
    whole = PracticePageFactory(parent=city, live=False, title="Ready", status="ongoing")
    whole.save_revision()
    address = "/admin/bulk/wagtailcore/page/publish/?id={}"
    answer = client.post(address.format(page.pk), follow=True)
    assert "fill in what is missing: Not ready." in answer.content.decode()
    assert not RecordPage.objects.get(pk=page.pk).live
    client.post(address.format(whole.pk))
    assert RecordPage.objects.get(pk=whole.pk).live
    below = client.post(address.format(city.pk), {"include_descendants": "on"}, follow=True)
    assert "fill in what is missing: Not ready." in below.content.decode()


@pytest.mark.parametrize("kind", ["practices", "trainings", "study-visits"])
def test_each_kind_has_a_listing(client: Client, city: CityPage, kind: str) -> None:
    sign_in(client, city, "add_page", "change_page")
    PracticePageFactory(parent=city, title="A practice in the list")
    answer = client.get(f"/admin/{kind}/")
    assert answer.status_code == 200
    assert ("A practice in the list" in answer.content.decode()) is (kind == "practices")


@pytest.mark.parametrize("kind", ["practicepage", "trainingprogrammepage", "studyvisitreportpage"])
def test_the_editor_of_each_kind_shows_every_part(
    client: Client, city: CityPage, kind: str
) -> None:
    sign_in(client, city, "add_page", "publish_page")
    answer = client.get(f"/admin/pages/add/practices/{kind}/{city.pk}/")
    form = answer.context["form"]
    assert set(form.instance.parts) <= set(form.fields)
    assert set(form.instance.required) <= set(form.fields)


def test_the_days_of_a_record_are_shown_and_not_typed(client: Client, city: CityPage) -> None:
    sign_in(client, city, "add_page", "change_page", "publish_page")
    page = PracticePageFactory(parent=city, review_by=date(2028, 5, 1))
    answer = client.get(f"/admin/pages/{page.pk}/edit/")
    form = answer.context["form"]
    assert not {"last_confirmed_on", "review_by"} & set(form.fields)
    shown = answer.content.decode()
    assert "1 May 2028" in shown
    assert ">None<" not in shown.replace("\n", "").replace(" ", "")


def test_partners_and_linked_records_are_chosen_as_city_and_record(
    client: Client, city: CityPage
) -> None:
    """The chooser offers pages; whichever language version is chosen, the record is linked."""
    client.force_login(User.objects.create_superuser("root@example.org", "root@example.org", "x"))
    ghent = CityPageFactory(parent=city.get_parent(), title="Ghent", slug="ghent")
    linked = PracticePageFactory(parent=ghent, title="Counsellors", slug="counsellors")
    french = linked.copy_for_translation(locale("fr"), copy_parents=True)
    partners = inline_formset([{"city": str(ghent.city.pk)}])
    links = inline_formset([{"relation": "related", "target": str(french.pk)}])
    assert add(client, city, partner_cities=partners, links=links).status_code == 302
    page = PracticePage.objects.get(slug="a-practice").get_latest_revision_as_object()
    assert [one.city for one in page.partner_cities.all()] == [ghent.city]
    assert [one.target for one in page.links.all()] == [linked.record]
    form = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert f'name="links-0-target" value="{linked.pk}"' in form
    assert "Counsellors" in form
    assert [
        add(
            client, city, links=inline_formset([{"relation": "related", "target": key}])
        ).status_code
        for key in (str(ghent.pk), "9" * 30, "x")
    ] == [200, 200, 200]
