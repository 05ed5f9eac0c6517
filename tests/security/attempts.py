"""Attempts on every door of the admin, generated from its addresses, bulk actions and API actions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.images.models import AbstractImage
from wagtail.models import Page, TaskState
from wagtail_localize.models import OverridableSegment, StringSegment

from kb.admin.doors import Rule, admin_views, api_actions, bulk_action_registry_of_now, rule_of
from practices.moderation.versions import newest_version
from tests.security.scene import Scene

PLANTED = "Planted words that one person alone has written, far too many for a small change"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")
OF_PAGES = {"page_id", "page_to_move_id", "parent_page_id"}
# Doors that only show; one thing is enough to see that they do.
_SHOWING = """
    add_subpage history history_results preview_on_add preview_on_edit revisions_compare
    revisions_index revisions_revert
    revisions_view usage view_draft workflow_history workflow_history_detail workflow_preview
"""
READING = {f"wagtailadmin_pages:{view}" for view in _SHOWING.split()}
OF_UPLOADS = {"image_id", "document_id", "doc_id"}


@dataclass(frozen=True)
class Attempt:
    """One request: through which door, at what, and how."""

    door: str
    thing: str
    address: str
    data: Any
    kind: str = "form"

    def send(self, client: Client) -> int:
        """The status of the answer."""
        match self.kind:
            case "json":
                body = json.dumps(self.data)
                answer = client.post(self.address, body, content_type="application/json")
            case "put":
                form = "application/x-www-form-urlencoded"
                answer = client.put(self.address, urlencode(self.data), content_type=form)
            case _:
                answer = client.post(self.address, self.data)
        return int(answer.status_code)


def attempts(scene: Scene) -> Iterator[Attempt]:
    """All of them: through each door at each thing that stands behind it."""
    for name, route in admin_views():
        if name not in (
            "wagtail_bulk_action",
            "wagtailadmin_api:pages:action",
            "wagtailadmin_logout",
        ):
            yield from _on_view(scene, name, route)
    yield from _in_bulk(scene)
    yield from _by_api(scene)


def is_about_pages(attempt: Attempt) -> bool:
    """Whether a door leads to pages, files or translations, not to the admin's own furniture."""
    rule = rule_of(attempt.door.split(" ")[0])
    return rule in (Rule.PAGE, Rule.UPLOAD, Rule.TRANSLATION, Rule.REVIEW)


def untried(scene: Scene) -> set[str]:
    """Doors for which no address could be made."""
    return {name for name, _route in admin_views()} - {
        it.door.split(" ")[0] for it in attempts(scene)
    }


def _on_view(scene: Scene, name: str, route: str) -> Iterator[Attempt]:
    parameters = {one or other for one, other in PARAMETER.findall(route)}
    for thing, it in _things(scene, name, parameters).items():
        values = _values(scene, name, it)
        try:
            address = reverse(name, kwargs={key: values.get(key, 1) for key in parameters})
        except NoReverseMatch:
            continue
        for variant, data in _data(scene, name, address, it).items():
            kind = "put" if name == "wagtail_localize:edit_string_translation" else "form"
            yield Attempt(f"{name} {variant}".strip(), thing, address, data, kind)


def _things(scene: Scene, name: str, parameters: set[str]) -> dict[str, Any]:
    pages = scene.pages
    if name in ("wagtailadmin_pages:edit", "wagtailadmin_pages:copy"):
        pages = scene.records
    if parameters & OF_UPLOADS:
        wanted = "picture" if "image_id" in parameters else "file"
        return {wanted: scene.objects[wanted]}
    if name in scene.texts:
        thing = name.partition(":")[2]
        return {thing: scene.texts[name]}
    if rule_of(name) == Rule.REVIEW and "number" in parameters:
        return scene.records
    if name in READING:
        return {"published": scene.objects["published"]}
    if parameters & OF_PAGES or name.startswith("wagtailadmin_pages:revisions"):
        return pages
    of_a_room = {"concepts": "concept", "words": "word"}.get(name.partition(":")[0], "published")
    return {"": scene.objects[of_a_room]}


def _values(scene: Scene, name: str, it: Any) -> dict[str, Any]:
    task = TaskState.objects.filter(status="in_progress").first()
    assert task is not None
    assert scene.translation is not None
    source = scene.translation.source
    override = OverridableSegment.objects.filter(source=source).first()
    segment = StringSegment.objects.filter(source=source).first()
    assert segment is not None
    earliest = it.revisions.order_by("pk").first() if isinstance(it, Page) else None
    return {
        **dict.fromkeys(("page_id", "page_to_move_id", "parent_page_id", "number", "pk"), it.pk),
        **dict.fromkeys(OF_UPLOADS, it.pk),
        "destination_id": scene.objects["other city"].pk,
        "revision_id": earliest.pk if earliest else 1,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_state_id": task.pk,
        "task_id": task.task_id,
        "workflow_state_id": task.workflow_state_id,
        "action_name": "approve",
        "content_type_app_name": "practices",
        "content_type_model_name": "practicepage",
        "app_label": "practices",
        "app_name": "practices",
        "model_name": "practicepage",
        "object_id": it.pk,
        "filter_spec": "width-20",
        "mode": "preview",
        "uidb64": "x",
        "token": "x",
        "key": scene.event,
        "translation_id": scene.translation.pk,
        "translation_source_id": source.pk,
        "string_segment_id": segment.pk,
        "overridable_segment_id": override.pk if override else 1,
    }


def _data(scene: Scene, name: str, address: str, it: Any) -> dict[str, dict[str, Any]]:
    match name:
        case "wagtailadmin_pages:edit":
            form = {**_form(scene.clients["administrator"], address), "title": PLANTED}
            if "summary" in form:
                form["summary"] = PLANTED
            over = {"overwrite_revision_id": it.latest_revision_id or ""}
            publish = {"action-publish": "1"}
            if it.locale.language_code == "fr":
                return {"publish a translation": {"action": "publish"}}
            return {
                "write over and publish": form | over | publish,
                "publish": form | publish,
            }
        case "wagtailadmin_pages:copy":
            copied = {
                "new_title": PLANTED,
                "new_slug": "planted",
                "new_parent_page": it.get_parent().pk,
            }
            return {"": copied | {"publish_copies": "on", "copy_subpages": "on", "alias": ""}}
        case "wagtailadmin_pages:set_privacy":
            return {"": {"restriction_type": "login"}}
        case "wagtailadmin_pages:unpublish":
            return {"": {"include_descendants": "on"}}
        case "wagtailadmin_pages:add":
            form = _form(scene.clients["administrator"], address)
            return {"": {**form, "title": PLANTED, "slug": "planted", "action-publish": "1"}}
        case "wagtailadmin_pages:revisions_revert":
            return {"": {}}
        case "wagtail_localize:edit_string_translation":
            return {"": {"value": PLANTED}}
        case "wagtail_localize:update_translations":
            return {"": {"publish_translations": "on"}}
        case "exchange_office:offer" | "exchange_office:question" | "exchange_office:note":
            read = {"version": it.version, "words": "Because."}
            return {one: {**read, "decision": one} for one in ("approve", "take-down")}
        case "exchange_office:question_translations":
            return {"": {"words-fr": PLANTED}}
        case "exchange_office:note_translations":
            return {"": {"note-fr": PLANTED}}
        case "moderation:take_down":
            return {"": {"reason": "A reason."}}
        case "moderation:review":
            read = {"version": str(newest_version(it)), "decision": "publish"}
            from practices.moderation.criteria import BINDING

            return {"publish": read | {f"criterion_{code}": "yes" for code in BINDING}}
        case "wagtaildocs:edit" | "wagtailimages:edit" | "concepts:edit":
            form = _form(scene.clients["administrator"], address)
            return {"": {**form, "title": PLANTED, "labels_0": PLANTED, "description": PLANTED}}
        case "wagtaildocs:edit_multiple" | "wagtailimages:edit_multiple":
            prefix = "image" if isinstance(it, AbstractImage) else "doc"
            values = {
                "title": PLANTED,
                "collection": it.collection_id,
                "tags": "",
                "description": "",
            }
            return {"": {f"{prefix}-{it.pk}-{key}": value for key, value in values.items()}}
    return {"": {}}


def _form(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send of the largest form of a page, untouched."""
    forms = BeautifulSoup(client.get(address).content, "html.parser").find_all("form")
    if not forms:
        return {}
    form = max(forms, key=lambda found: len(found.find_all(["input", "textarea", "select"])))
    data: dict[str, Any] = {}
    for box in form.find_all(["input", "textarea", "select"]):
        name, sort = box.get("name"), box.get("type")
        if not name or sort in ("submit", "file", "button"):
            continue
        if box.name == "select":
            chosen = [option.get("value", "") for option in box.find_all("option", selected=True)]
            data[name] = chosen if box.has_attr("multiple") else (chosen or [""])[0]
        elif box.name == "textarea":
            data[name] = box.text.lstrip("\n")
        elif sort in ("checkbox", "radio"):
            if box.has_attr("checked"):
                data[name] = box.get("value", "on")
        else:
            data[name] = box.get("value", "")
    return data


def _in_bulk(scene: Scene) -> Iterator[Attempt]:
    data = {"include_descendants": "on", "chooser": scene.objects["other city"].pk}
    for app, models in bulk_action_registry_of_now().items():
        for model, actions in models.items():
            things = scene.pages if model == "page" else scene.of_model(model)
            for action in actions:
                address = reverse("wagtail_bulk_action", args=[app, model, action])
                door = f"bulk:{app}.{model}.{action}"
                for thing, it in things.items():
                    yield Attempt(door, thing, f"{address}?id={it.pk}", data)


def _by_api(scene: Scene) -> Iterator[Attempt]:
    other = scene.objects["other city"].pk
    bodies: dict[str, dict[str, Any]] = {
        "copy": {"keep_live": True, "recursive": True, "slug": "planted", "title": PLANTED},
        "create_alias": {"destination_page_id": other, "update_slug": "planted", "recursive": True},
        "move": {"destination_page_id": other, "position": "last-child"},
        "unpublish": {"recursive": True},
        "copy_for_translation": {"locale": "de", "copy_parents": True, "recursive": True},
    }
    for action in api_actions():
        for thing, it in scene.pages.items():
            body = dict(bodies.get(action, {}))
            if action == "revert_to_page_revision":
                first = it.revisions.order_by("pk").first()
                body["revision_id"] = first.pk if first else 1
            address = reverse("wagtailadmin_api:pages:action", args=[it.pk, action])
            yield Attempt(f"api:{action}", thing, address, body, "json")
