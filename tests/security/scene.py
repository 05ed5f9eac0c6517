"""The scene of an attack: insiders, and records, pages, pictures and files in every state that matters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from exchange.models import Registration
from kb.accounts.rights import SECRETARIAT, collection_of
from kb.models import Attachment, EditorRemit, Photo, RoleKind, User, Word
from practices.models import RecordAttachment, RecordPage, RecordPhoto
from tests.exchange.asking import need, question
from tests.exchange.visiting import offer
from tests.factories import (
    ConceptFactory,
    DocumentPageFactory,
    EventIndexPageFactory,
    EventPageFactory,
    PracticePageFactory,
)
from tests.files import pdf, photo
from tests.practices.writing import Desk, city, desk, editor, filled

INSIDERS = ("author", "second editor", "editor outside the remit", "secretariat", "administrator")
OUTSIDERS = ("anonymous", "official", "official of another city", "coordinator")


@dataclass
class Scene:
    """Clients by person, and what they may lay hands on by name."""

    clients: dict[str, Client]
    people: dict[str, User]
    objects: dict[str, Any] = field(default_factory=dict)
    translation: Translation | None = None
    event: Any = None
    # What a city wrote and an editor reads first, by the door to it.
    texts: dict[str, Any] = field(default_factory=dict)

    @property
    def pages(self) -> dict[str, Page]:
        """The pages among the objects at which doors are tried."""
        return {
            name: it
            for name, it in self.objects.items()
            if isinstance(it, Page) and name not in WITHOUT
        }

    def of_model(self, model: str) -> dict[str, Any]:
        """The objects of a model, by its lower-case name."""
        return {name: it for name, it in self.objects.items() if it._meta.model_name == model}

    @property
    def records(self) -> dict[str, RecordPage]:
        """The records among the objects."""
        return {name: it for name, it in self.objects.items() if isinstance(it, RecordPage)}


# At which pages doors are tried; the others are where things are moved to.
WITHOUT = ("other city", "cities")


def set_scene(tree: Any) -> Scene:
    """Make it. Every record is of Aarhus; the author wrote what is new in all that an editor wrote."""
    aarhus, ghent = city(tree, "aarhus"), city(tree, "ghent", "BE")
    clients, people = {"anonymous": Client()}, {}
    for name, address in (
        ("author", "author@example.org"),
        ("second editor", "second@example.org"),
        ("editor outside the remit", "outside@example.org"),
    ):
        clients[name], people[name] = editor(address)
        people[name].user_permissions.add(Permission.objects.get(codename="submit_translation"))
    remit = EditorRemit.objects.create(user=people["editor outside the remit"], countries=["IS"])
    assert remit.pk
    clients["secretariat"], people["secretariat"] = _signed_in("secretariat@example.org")
    people["secretariat"].groups.set(Group.objects.filter(name=SECRETARIAT))
    clients["administrator"], people["administrator"] = _signed_in(
        "root@example.org", is_superuser=True, is_staff=True
    )
    official = desk(aarhus, "official@aarhus.example")
    coordinator = desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    other = desk(ghent, "official@ghent.example")
    for name, worker in (
        ("official", official),
        ("coordinator", coordinator),
        ("official of another city", other),
    ):
        clients[name], people[name] = worker.client, worker.user
    scene = Scene(clients, people)
    scene.objects = {
        **_records_of_editors(aarhus, people["author"]),
        **_records_of_the_city(aarhus, official),
        "city": aarhus,
        "other city": ghent,
        "document": DocumentPageFactory(parent=tree.documents),
        "home": tree.home,
        "cities": tree.cities,
        "concept": ConceptFactory(code="mentoring"),
        "word": Word.objects.create(
            code="prisoner", forms={"en": ["prisoner"], "de": ["Häftling"]}
        ),
    }
    scene.objects |= _uploads(aarhus, scene.objects["published"])
    scene.translation = _translation(scene)
    scene.event = _event(tree)
    published = scene.objects["published"].record
    put = question(published, state="sent", sent_by=official.user)
    scene.texts = {
        "exchange_office:offer": offer(aarhus.city, state="sent", sent_by=official.user),
        "exchange_office:question": put,
        "exchange_office:question_translations": put,
        "exchange_office:note": (
            note := need(aarhus.city, state="sent", note="It works.", sent_by=official.user)
        ),
        "exchange_office:note_translations": note,
    }
    return scene


def _event(tree: Any) -> Any:
    """An event for which somebody has registered."""
    events = EventIndexPageFactory(parent=tree.home)
    summit = EventPageFactory(parent=events, takes_registrations=True)
    Registration.objects.create(
        event=summit.event, name="A. Mayor", function="Mayor", city_name="Ghent", state="asked",
        email="mayor@ghent.example", language="fr", consent_version="1", place=1,
    )  # fmt: skip
    return summit.event_id


def _signed_in(email: str, **values: Any) -> tuple[Client, User]:
    user = User.objects.create_user(email, email, "a long password", **values)
    client = Client()
    client.force_login(user)
    return client, user


def _records_of_editors(aarhus: Any, author: User) -> dict[str, RecordPage]:
    published = PracticePageFactory(parent=aarhus, title="Published", slug="published")
    newer = PracticePageFactory(parent=aarhus, title="Newer", slug="newer")
    newer.summary = "Words that nobody has read but their author, and a good many of them."
    newer.save_revision(user=author)
    draft = PracticePageFactory(parent=aarhus, title="Draft", slug="draft", live=False)
    draft.save_revision(user=author)
    overwritten = PracticePageFactory(parent=aarhus, title="Overwritten", slug="overwritten")
    overwritten.save_revision(user=author).publish()
    return {
        "published": published,
        "newer draft of an editor": newer,
        "draft of an editor": draft,
        "published, saved by the author": overwritten,
    }


def _records_of_the_city(aarhus: Any, official: Desk) -> dict[str, RecordPage]:
    waiting = official.begin(title="Waiting")
    official.write_note(waiting)
    official.write(waiting, "basics", title="Waiting")
    assert official.send(waiting).status_code == 302
    unsent = official.begin(title="Unsent")
    official.write_note(unsent)
    newer = PracticePageFactory(parent=aarhus, title="City newer", slug="city-newer")
    official.client.post(
        official.record_at(newer, "write/basics/"),
        filled(newer, "basics", {"summary": "Half a thought that the city has never sent."}),
    )
    found = {
        "waiting": waiting,
        "unsent draft of the city": unsent,
        "newer draft of the city": newer,
    }
    return {name: RecordPage.objects.get(pk=it.pk).specific for name, it in found.items()}


def _uploads(aarhus: Any, record: Any) -> dict[str, Any]:
    collection = collection_of(aarhus.city)
    picture = Photo.objects.create(
        title="Public picture",
        file=ContentFile(photo(), name="public.jpg"),
        description="A room",
        collection=collection,
    )
    file = Attachment(title="Public file", collection=collection)
    file.file.save("public.pdf", ContentFile(pdf()), save=True)
    record.photos = [RecordPhoto(photo=picture)]
    record.attachments = [RecordAttachment(attachment=file)]
    record.save_revision().publish()
    return {"picture": picture, "file": file}


def _translation(scene: Scene) -> Translation:
    """The author has translated the title of a published record into French, where nobody has read it."""
    record = scene.objects["published"]
    french = Locale.objects.get(language_code="fr")
    scene.clients["author"].post(
        f"/admin/localize/submit/page/{record.pk}/", {"locales": [french.pk]}
    )
    found = Translation.objects.get(target_locale=french)
    for segment in StringSegment.objects.filter(source=found.source):
        scene.clients["author"].put(
            f"/admin/localize/translate/{found.pk}/strings/{segment.pk}/edit/",
            "value=Mots que personne n'a lus",
            content_type="application/x-www-form-urlencoded",
        )
    target = found.get_target_instance()
    scene.objects["translation of an editor"] = target.specific
    return found
