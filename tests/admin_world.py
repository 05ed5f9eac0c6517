"""One of everything that the admin shows, and the people who look at it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Revision, Site, Task, Workflow
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from kb.accounts.rights import SECRETARIAT
from kb.accounts.services import invite
from kb.models import (
    AccountRequest,
    Attachment,
    Concept,
    EditorRemit,
    FruitlessSearch,
    Photo,
    RoleKind,
    User,
    Word,
)
from opendata.models import CollectedSource
from practices.models import Guidance, PracticePage, RecordPhoto
from practices.submission.sending import sending
from tests import factories, files
from tests.exchange.asking import need, question
from tests.exchange.visiting import offer
from tests.practices.writing import Desk, city, desk, editor, review
from tests.walk import Address, model_of, patterns_below


@dataclass
class World:
    """Clients by role, and the objects that addresses name."""

    admin: dict[str, Client]
    desk: dict[str, Desk]
    records: dict[str, Any]
    arguments: dict[str, list[Any]]


def make_world(tree: Any) -> World:
    """A city with records in each state, a translation, a document, a picture, a file, a concept."""
    aarhus = city(tree, "aarhus")
    factories.ConceptFactory(code="prevention", facet="theme")
    word = Word.objects.create(code="prisoner", forms={"en": ["prisoner"], "de": ["Häftling"]})
    document = factories.DocumentPageFactory(parent=tree.documents)
    information = factories.InformationPageFactory(parent=tree.home)
    training = factories.TrainingProgrammePageFactory(parent=aarhus)
    visit = factories.StudyVisitReportPageFactory(parent=aarhus)
    first, _user = editor("first@example.org")
    reader, reader_user = editor("editor@example.org")
    official = desk(aarhus, "official@aarhus.example")
    coordinator = desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    photo = Photo.objects.create(
        title="Mentors", description="Two people walk", credit="City", consent=True,
        file=ContentFile(files.photo(), "a.jpg"), width=10, height=10,
    )  # fmt: skip
    file = Attachment.objects.create(title="Report", file=ContentFile(files.pdf(), "a.pdf"))
    records: dict[str, Any] = {}
    for state in ("draft", "in review", "changes asked", "published", "taken down", "withdrawn"):
        record = official.begin(key=str(uuid.uuid4()), title=f"Mentors, {state}")
        official.write_note(record)
        now = PracticePage.objects.get(pk=record.pk).get_latest_revision_as_object()
        now.title = f"Mentors, {state}"
        now.photos.add(RecordPhoto(photo=photo, caption="A walk"))
        now.save_revision(user=official.user, clean=False)
        if state != "draft":
            sending.send(record, official.user, explanations={}, duplicate_answers={})
        if state == "changes asked":
            review(first, record, "changes", words="More, please.", comment_title="Shorter.")
        elif state not in ("draft", "in review"):
            review(first, record, "publish")
        if state == "taken down":
            first.post(f"/admin/moderation/{record.pk}/take-down/", {"reason": "Told too much."})
        if state == "withdrawn":
            official.client.post(official.record_at(record, "withdraw/"), {"reason": "Our wish."})
        records[state] = PracticePage.objects.get(pk=record.pk)
    source, _made = TranslationSource.update_or_create_from_instance(records["published"])
    translation = Translation.objects.create(source=source, target_locale=factories.locale("fr"))
    translation.save_target(user=reader_user, publish=False)
    secretariat = User.objects.create_user("secretariat@example.org", "secretariat@example.org")
    secretariat.groups.set(Group.objects.filter(name=SECRETARIAT))
    administrator = User.objects.create_superuser("root@example.org", "root@example.org")
    admin = {"editor": reader}
    for role, user in (("secretariat", secretariat), ("administrator", administrator)):
        admin[role] = Client()
        admin[role].force_login(user)
    for client in admin.values():
        client.raise_request_exception = False
    for at in (official, coordinator):
        at.client.raise_request_exception = False
    pages = [
        tree.home, tree.cities, aarhus, tree.documents, document, information, training, visit,
        *(records[state] for state in ("published", "in review", "taken down")),
        translation.get_target_instance(),
    ]  # fmt: skip
    for page in pages:
        if not page.specific.latest_revision_id:
            page.specific.save_revision(clean=False)
    Guidance.objects.create(field="title", text={"en": "Say where."})
    EditorRemit.objects.create(user=editor("remit@example.org")[1])
    elsewhere = CollectedSource.objects.create(
        title="Theirs", form="feed", address="https://example.org/feed"
    )
    Redirect.add_redirect("/old", tree.home)
    asked = AccountRequest.objects.create(
        city_name="Ghent", country="BE", name="Ann", function="Youth worker", email="ann@ghent.example",
        language="fr", state=AccountRequest.State.OPEN,
    )  # fmt: skip
    summit = factories.EventPageFactory(parent=factories.EventIndexPageFactory(parent=tree.home))
    offered = offer(aarhus.city, state="sent")
    put = question(records["published"].record, state="sent")
    noted = need(aarhus.city, state="sent", note="Begin with the chaplains.")
    invite("new@aarhus.example", aarhus.city, RoleKind.OFFICIAL, language="en", by=secretariat)
    fruitless = FruitlessSearch.objects.create(
        week="2026-11-23", language="de", words="knastarbeit", visitors=3
    )
    return World(
        admin,
        {"official": official, "coordinator": coordinator},
        records,
        {
            "pages": [page.pk for page in pages],
            "records": [record.pk for record in records.values()],
            "translation": [translation.pk],
            "source": [source.pk],
            "segment": [StringSegment.objects.filter(source=source).first().pk],
            "photo": [photo.pk],
            "file": [file.pk],
            "user": [administrator.pk],
            "concept": [Concept.objects.get(code="prevention").pk],
            "word": [word.pk],
            "fruitless": [fruitless.pk],
            "guidance": [Guidance.objects.last().pk],
            "elsewhere": [elsewhere.pk],
            "remit": [EditorRemit.objects.last().pk],
            "request": [asked.pk],
            "redirect": [Redirect.objects.last().pk],
            "task": [Task.objects.last().pk],
            "workflow": [Workflow.objects.last().pk],
            "reviewed": [records["in review"].pk],
            "event": [summit.event_id],
            "offer": [offered.pk],
            "question": [put.pk],
            "note": [noted.pk],
            "workflow_state": [records["in review"].current_workflow_state.pk],
        },
    )


# Patterns that no GET with a real object can meet, each with the reason.
NOT_WALKED = {
    "wagtailadmin_api:pages:action": "takes POST only",
    "wagtailadmin_pages:workflow_action": "Wagtail's own review: records have a page of their own",
    "wagtailadmin_pages:collect_workflow_action_data": "as above",
    "wagtailadmin_editing_sessions:ping": "needs a session of an editor that is open in a browser",
    "wagtailadmin_editing_sessions:release": "as above",
    "wagtailadmin_workflows:remove": "no page has a workflow of its own",
    "events_office:answer": "takes POST only",
    "cities_office:invite": "takes POST only",
    "cities_office:resend": "takes POST only",
    "cities_office:withdraw": "takes POST only",
    "moderation:withdraw_outside": "takes POST only",
    "moderation:forget_outside": "takes POST only",
    "wagtail_localize:submit_snippet_translation": "no snippet is translated",
    "wagtail_localize:snippets_api_detail": "as above",
    "wagtail_localize:edit_override": "takes POST only",
    "wagtailsettings:edit": "there are no settings of this kind",
    "wagtailsettings:preview_on_edit": "as above",
    "wagtaildocs:create_multiple_from_uploaded_document": "takes POST only",
    "wagtaildocs:delete_upload_multiple": "takes POST only",
    "wagtailimages:create_multiple_from_uploaded_image": "takes POST only",
    "wagtailimages:delete_upload_multiple": "takes POST only",
    "wagtailadmin_password_reset_confirm": "needs the link of a mail; allauth's is the site's",
    "wagtailadmin_error_test": "Wagtail's own page for what has failed",
}

# The first two are Wagtail's own; the next two's pages have names, too; no page has a second mode of preview.
ROUTES_NOT_WALKED = (
    "admin/test404/",
    "admin/^.*/$",
    "admin/localize/update/<int:translation_source_id>/",
    "admin/localize/page/<int:page_id>/convert_to_alias/",
    "admin/localize/translate/<int:translation_id>/preview/<str:mode>/",
)

# What arguments that no model explains stand for, by the beginning of the pattern's name.
NAMED = {
    "wagtailadmin_api:pages:": {"pk": "pages"},
    "wagtailadmin_api:documents:": {"pk": "file"},
    "wagtailadmin_api:images:": {"pk": "photo"},
    "wagtailadmin_pages:revisions_compare": {"page_id": "pages", "pk": "pages"},
    "wagtaildocs_chooser:": {"pk": "file"},
    "wagtailimages_chooser:": {"image_id": "photo", "pk": "photo"},
    "concepts:merge": {"pk": "concept"},
    "words:fruitless_words": {"pk": "fruitless"},
    "words:": {"pk": "word"},
    "guidance:": {"pk": "guidance"},
    "sources:": {"pk": "elsewhere"},
    "remits:": {"pk": "remit"},
    "wagtailredirects:": {"redirect_id": "redirect"},
    "wagtailadmin_workflows:edit_task": {"pk": "task"},
    "wagtailadmin_workflows:enable_task": {"pk": "task"},
    "wagtailadmin_workflows:disable_task": {"pk": "task"},
    "wagtailadmin_workflows:": {"pk": "workflow"},
    "wagtailadmin_pages:workflow_history_detail": {
        "page_id": "reviewed", "workflow_state_id": "workflow_state",
    },
    "cities_office:": {"number": "request"},
    "events_office:": {"key": "event"},
    "exchange_office:question": {"number": "question"},
    "exchange_office:question_translations": {"number": "question"},
    "exchange_office:note_translations": {"number": "note"},
    "exchange_office:note": {"number": "note"},
    "exchange_office:": {"number": "offer"},
    "moderation:": {"number": "records"},
    "wagtaildocs:": {"document_id": "file", "doc_id": "file"},
    "wagtailimages:": {"image_id": "photo"},
    "wagtail_localize:": {
        "page_id": "pages", "translation_id": "translation", "translation_source_id": "source",
        "string_segment_id": "segment",
    },
}  # fmt: skip


def starts(world: World) -> dict[str, list[str]]:
    """Addresses of each URL pattern of the admin, with real objects; nothing where none is known."""
    found: dict[str, list[str]] = {}
    for address in patterns_below("admin/"):
        if address.name in NOT_WALKED or address.route in ROUTES_NOT_WALKED:
            continue
        found[f"{address.name} {address.route}"] = _filled(address, world)
    return found


def _filled(address: Address, world: World) -> list[str]:
    if not address.arguments:
        return _reversed(address, [{}])
    if address.name == "wagtailadmin_pages:add":
        return _adds()
    values: dict[str, list[Any]] = {}
    for argument in address.arguments:
        values[argument] = _values(address, argument, world)
    if "revision_id" in values:
        # Going back shows the form of an edit once more: a home page, a city, a document and a record.
        values = {name: known[0:7:2] for name, known in values.items()}
    most = max(len(known) for known in values.values())
    if not all(values.values()):
        return []
    rows = [
        {name: known[min(place, len(known) - 1)] for name, known in values.items()}
        for place in range(most)
    ]
    return _reversed(address, rows)


def _values(address: Address, argument: str, world: World) -> list[Any]:
    for begin, named in NAMED.items():
        if begin in address.name and argument in named:
            return world.arguments[named[argument]]
    if argument in ("page_id", "page_to_move_id", "parent_page_id", "page_pk"):
        return world.arguments["pages"]
    if argument == "revision_id":
        return [
            Revision.objects.for_instance(page.specific).order_by("-pk").values_list("pk", flat=True).first()
            or 0
            for page in (Page.objects.get(pk=number) for number in world.arguments["pages"])
        ]  # fmt: skip
    if argument in ("revision_id_a", "revision_id_b"):
        return ["earliest" if argument.endswith("a") else "latest"]
    if argument == "app_label":
        return ["wagtailcore"]
    if argument == "model_name":
        return ["tag" if "tag" in address.name else "page"]
    if argument in ("app_name", "filter_spec", "mode"):
        return [{"app_name": "taggit", "filter_spec": "max-165x165", "mode": ""}[argument]]
    if argument == "action":
        return ["publish", "unpublish", "delete", "move"]
    if argument == "destination_id":
        return [Page.objects.get(pk=world.arguments["pages"][1]).pk]
    if argument in ("content_type_app_name", "content_type_model_name"):
        return ["practices" if argument.endswith("app_name") else "practicepage"]
    model = model_of(address)
    if model is not None and argument in ("pk", "id", "object_id", "user_id", "pk_"):
        if model is User:
            return world.arguments["user"]
        kept = model._default_manager.order_by("pk").values_list("pk", flat=True)
        return [*kept[:2]]
    fallbacks: dict[str, list[Any]] = {
        "user_id": world.arguments["user"],
        "collection_id": [Collection.objects.last().pk],
        "site_id": [Site.objects.first().pk],
        "task_id": [*Task.objects.values_list("pk", flat=True)[:1]],
        "workflow_id": [*Workflow.objects.values_list("pk", flat=True)[:1]],
    }
    return fallbacks.get(argument, [])


def _adds() -> list[str]:
    """One form for each type of page, below the first page that takes it."""
    made: dict[Any, str] = {}
    for parent in Page.objects.filter(depth__gte=2).order_by("pk")[:12]:
        specific = parent.specific
        for model in type(specific).creatable_subpage_models():
            where = [model._meta.app_label, model._meta.model_name, parent.pk]
            made.setdefault(model, reverse("wagtailadmin_pages:add", args=where))
    return [*made.values()]


def _reversed(address: Address, rows: list[dict[str, Any]]) -> list[str]:
    made = []
    for row in rows:
        try:
            made.append(reverse(address.name, kwargs=row))
        except NoReverseMatch:
            continue
    return list(dict.fromkeys(made))
