"""Every event of which the site writes a mail: what happens, and who then gets what, in which language.

A new function that writes mails gets its line here; ``tests/test_every_mail.py`` fails until it has one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core import signing
from django.test import Client
from django.utils import timezone

from exchange.developments.review import tell_review_due
from exchange.models import (
    DevelopmentPage,
    EventIndexPage,
    Need,
    NeedMessage,
    Question,
    Registration,
    StudyVisit,
    VisitOffer,
)
from exchange.needs import mails as need_mails
from exchange.offers import mails as offer_mails
from exchange.questions import mails as question_mails
from exchange.registration import mails as registration_mails
from exchange.visits import mails as visit_mails
from kb.accounts import addresses
from kb.accounts.rights import SECRETARIAT
from kb.accounts.services import give_role, invite
from kb.contact.alliance import send_to_alliance
from kb.contact.services import recipients_for, send_letter
from kb.joining.services import ask_for_account, confirm, decline
from kb.mail.services import send_digests
from kb.models import AccountRequest, City, HomePage, RoleKind, User
from kb.site.addresses import absolute
from opendata.alerts import mails as alert_mails
from opendata.alerts.mails import Told
from opendata.models import Alert, Rhythm
from practices.mails import adaptations as adaptation_mails
from practices.mails import invitations as invitation_mails
from practices.mails import outside as outside_mails
from practices.mails import peers as peer_mails
from practices.mails import review as mails
from practices.mails import translations as translation_mails
from practices.models import (
    Adaptation,
    CoAuthor,
    OutsideReview,
    PeerCheck,
    PracticePage,
    RecordRequest,
    Submission,
    TranslationHandover,
)
from practices.moderation.outside import advice as outside
from practices.moderation.versions import newest_version
from tests.exchange.asking import need, question
from tests.exchange.visiting import offer
from tests.factories import (
    CityPageFactory,
    DevelopmentIndexPageFactory,
    DevelopmentPageFactory,
    EventIndexPageFactory,
    EventPageFactory,
    PracticePageFactory,
)
from tests.practices.writing import city

DAY = date(2027, 3, 1)


@dataclass
class World:
    """A city with an official and a coordinator, an editor, the secretariat, and somebody who administers.

    Each reads another language, and none that of the record.
    """

    city: Any
    record: Any
    submission: Submission
    official: User
    coordinator: User
    editor: User
    secretary: User
    clients: dict[str, Client] = field(default_factory=dict)

    def named(self, words: str) -> str:
        """Words or a path of the table, with the numbers of this world."""
        numbers = {
            "{record}": str(self.record.pk),
            "{note}": str(DevelopmentPage.objects.values_list("pk", flat=True).first()),
            "{offer}": str(VisitOffer.objects.values_list("pk", flat=True).first()),
            "{question}": str(Question.objects.values_list("pk", flat=True).first()),
            "{need}": str(Need.objects.values_list("pk", flat=True).first()),
            "{reference}": self.submission.reference,
            "{desk}": f"/my-city/aarhus/records/{self.record.pk}/",
        }  # fmt: skip
        for name, number in numbers.items():
            words = words.replace(name, number)
        return words

    @staticmethod
    def address(name: str) -> str:
        return name if "@" in name else f"{name}@example.org"

    def client_of(self, email: str) -> Client:
        return self.clients.get(email) or Client()


def make_world(tree: Any) -> World:
    aarhus = city(tree, "aarhus")
    record = PracticePageFactory(
        parent=aarhus,
        title="Mentors",
        slug="mentors",
        source_language="en",
        review_by=DAY,
        contact_office="Prevention office",
        contact_email="office@aarhus.example",
        contact_consent_on=DAY,
        contact_expires_on=DAY + timedelta(days=730),
    )
    people = {
        name: User.objects.create_user(
            f"{name}@example.org", f"{name}@example.org", "a long password", language=language
        )
        for name, language in (
            ("official", "tr"), ("coordinator", "it"), ("editor", "ru"), ("secretary", "de"),
        )
    }  # fmt: skip
    User.objects.create_superuser("admin", "admin", "a long password")
    give_role(people["official"], aarhus.city, RoleKind.OFFICIAL)
    give_role(people["coordinator"], aarhus.city, RoleKind.COORDINATOR)
    people["editor"].groups.set(Group.objects.filter(name__in=["Editors", "Moderators"]))
    people["secretary"].groups.add(Group.objects.get(name=SECRETARIAT))
    submission = Submission.objects.create(
        record_id=record.record_id,
        started_by=people["official"],
        sent_by=people["official"],
        clearance_asked_by=people["official"],
        clearance_asked_at=timezone.now(),
        clearance_asked_for_id=record.pk,
        clearance_words="Not yet.",
        declaration_version="1",
        due_on=DAY,
        decline_reason="too-thin",
        outcome="declined",
    )
    record.save_revision(user=people["official"])
    record.get_workflow().start(record, people["official"])
    world = World(city=aarhus, record=record, submission=submission, **people)
    for user in people.values():
        world.clients[user.email] = Client()
        world.clients[user.email].force_login(user)
    return world


@dataclass(frozen=True)
class Event:
    """``told``: for each mail its recipient, language, subject and the path of its link."""

    writes: tuple[str, ...]  # the functions of the code that write it
    happens: Callable[[World], Any]
    told: tuple[tuple[str, str, str, str], ...]


def _coauthor(world: World) -> CoAuthor:
    return CoAuthor.objects.create(
        record_id=world.record.pk, right="write", email="friend@example.org", language="fr",
        invited_by=world.official,
    )  # fmt: skip


def _request(world: World) -> RecordRequest:
    return RecordRequest.objects.create(
        city=world.city.city, title="Night buses", asked_by=world.editor, outcome="declined"
    )


def _outside(world: World) -> OutsideReview:
    found = OutsideReview.objects.first()
    if found is None:
        outside.ask(
            world.record, world.editor, newest_version(PracticePage.objects.get(pk=world.record.pk)),
            name="A. Reader", email="reader@example.org", language="de",
        )  # fmt: skip
    return found or OutsideReview.objects.get()


def _handed_over(world: World) -> None:
    handed = TranslationHandover.objects.create(
        page_id=world.record.pk, handed_by=world.secretary, handed_at=timezone.now(), open_pieces=2
    )
    translation_mails.tell_handed_over(handed, world.record, [world.editor])


def _peer_check(world: World) -> PeerCheck:
    """About the world's record; its own city stands for the other one."""
    found, _made = PeerCheck.objects.get_or_create(
        record_id=world.record.record_id, review_by=DAY,
        defaults={"city": world.city.city, "asked_on": DAY, "answer": "runs"},
    )  # fmt: skip
    return found


def _note_due(world: World) -> None:
    home = HomePage.objects.get(slug="home", locale__language_code="en")
    page = DevelopmentPageFactory(parent=DevelopmentIndexPageFactory(parent=home))
    tell_review_due(world.editor, page.development, page)


def _adapted(world: World) -> None:
    ghent = CityPageFactory(
        parent=world.city.get_parent(), title="Ghent", code="ghent", slug="ghent"
    )
    page = PracticePageFactory(parent=ghent, title="Mentors in Ghent", slug="mentors-in-ghent")
    made = Adaptation.objects.create(record=page.record, origin=world.record.record)
    adaptation_mails.tell_adapted(made, page)


def _letter(world: World) -> None:
    letter = {
        "name": "A. Reader", "organisation": "", "email": "reader@example.org",
        "subject": "A question", "words": "How many?",
    }  # fmt: skip
    send_letter(world.city, recipients_for(world.city), letter, number="1")


def _to_alliance(world: World) -> None:
    letter = {
        "name": "A. Reader", "organisation": "", "email": "reader@example.org", "language": "fr",
        "reason": "personal-data", "about": "", "words": "In the second picture.",
    }  # fmt: skip
    send_to_alliance(letter, number="1")


def _ask_for_account(world: World) -> None:
    ask_for_account(
        {
            "city": "Ribe", "country": "DK", "name": "A. Official", "function": "Adviser",
            "email": "a.official@ribe.example", "language": "it", "words": "",
        }
    )  # fmt: skip


def _alert() -> Alert:
    """Somebody without an account follows a search, in English."""
    return Alert.objects.get_or_create(
        email="reader@ribe.example", language="en", query="q=mentors"
    )[0]


def _registration(state: str = "unconfirmed") -> Registration:
    """Of somebody who reads Turkish, for a summit in English."""
    found = Registration.objects.select_related("event").first()
    if found is None:
        home = HomePage.objects.get(slug="home", locale__language_code="en")
        events = EventIndexPage.objects.first() or EventIndexPageFactory(parent=home)
        summit = EventPageFactory(parent=events, title="Summit", takes_registrations=True)
        found = Registration.objects.create(
            event=summit.event, name="A. Mayor", function="Mayor", city_name="Ribe",
            email="mayor@ribe.example", language="tr", consent_version="1",
        )  # fmt: skip
    found.state = state
    found.save()
    return found


def _at_once(world: World) -> None:
    """The official, who had the daily summary, wants each mail again."""
    User.objects.filter(pk=world.official.pk).update(mail_rhythm=User.MailRhythm.AT_ONCE)


def _offer(world: World, state: str) -> VisitOffer:
    """Of the world's city, sent by its official."""
    _at_once(world)
    found = VisitOffer.objects.first() or offer(world.city.city, title="Mentors")
    found.state, found.sent_by, found.sent_at = state, world.official, timezone.now()
    found.save()
    return found


def _visit(world: World) -> StudyVisit:
    """Of Ribe, for which the coordinator works, in the world's city, for which the official works."""
    _at_once(world)
    found = StudyVisit.objects.first()
    if found is None:
        ribe = CityPageFactory(
            parent=world.city.get_parent(), title="Ribe", code="ribe", slug="ribe"
        )
        world.coordinator.city_roles.all().delete()
        give_role(world.coordinator, ribe.city, RoleKind.OFFICIAL)
        found = StudyVisit.objects.create(
            host=world.city.city, visitor=ribe.city, title="Mentors", group_size=3, months=["3"],
            starts_on=DAY, ends_on=DAY, language="en",
        )  # fmt: skip
    return found


def _question(world: World, state: str) -> Question:
    """About the world's record, by somebody who reads Turkish; its official has answered."""
    _at_once(world)
    found = Question.objects.first() or question(world.record.record, language="tr")
    found.state, found.sent_by = state, world.official
    found.save()
    return found


def _need(world: World) -> tuple[Need, list[City]]:
    """Of the world's city, with a public note by its official; Ribe could help."""
    ribe = _visit(world).visitor
    found = Need.objects.first() or need(
        world.city.city, title="Mentors", state="public", sent_by=world.official
    )
    NeedMessage.objects.get_or_create(need=found, helper=ribe, side="helping", text="Begin small.")
    return found, [ribe]


def _digest(world: World) -> None:
    User.objects.filter(pk=world.official.pk).update(mail_rhythm=User.MailRhythm.DAILY)
    mails.tell_message(world.submission, world.record, 9, from_city=False)
    send_digests("2026-11-28")


def _forgotten_password(world: World) -> None:
    # In another language than the account's, and from a host that is not the site's.
    Client().post(
        "/fr/account/password/reset/",
        {"email": "official@example.org"},
        headers={"host": "localhost:9"},
    )


def _new_address(world: World) -> None:
    client = world.client_of("official@example.org")
    # Who changes an address says once more who it is.
    client.post("/fr/account/reauthenticate/", {"password": "a long password"})
    client.post("/fr/account/email/", {"action_add": "", "email": "new@example.org"})


def _old_address_agrees(world: World) -> None:
    token = signing.dumps(
        [world.official.pk, "official@example.org", "new@example.org"], salt=addresses.SALT
    )
    world.client_of("official@example.org").post(f"/fr/my-data/address/{token}/")


def _of_record(write: Callable[[Submission, Any], Any]) -> Callable[[World], Any]:
    return lambda world: write(world.submission, world.record)


EVENTS: dict[str, Event] = {
    "a record is sent": Event(
        ("practices.mails.review.tell_sent",), _of_record(mails.tell_sent),
        (
            ("official", "tr", "Alındı: Mentors ({reference})", "/tr{desk}"),
            ("editor", "ru", "На чтение: Mentors ({reference})", "/admin/moderation/{record}/"),
        ),
    ),
    "a work is adapted elsewhere": Event(
        ("practices.mails.adaptations.tell_adapted",), _adapted,
        (
            ("official", "tr", "Ghent çalışmanızı uyarladı: Mentors",
             "/tr/cities/ghent/mentors-in-ghent/"),
        ),
    ),
    "clearance is asked for": Event(
        ("practices.mails.review.tell_clearance_asked",), _of_record(mails.tell_clearance_asked),
        (
            ("coordinator", "it", "Da autorizzare: Mentors ({reference})", "/it{desk}"),
        ),
    ),
    "a record is cleared": Event(
        ("practices.mails.review.tell_cleared",),
        lambda world: mails.tell_cleared(world.submission, world.record, world.official),
        (
            ("official", "tr", "Onaylandı ve gönderildi: Mentors ({reference})", "/tr{desk}"),
        ),
    ),
    "a record is given back": Event(
        ("practices.mails.review.tell_given_back",),
        lambda world: mails.tell_given_back(world.submission, world.record, world.coordinator),
        (
            ("official", "tr", "Geri verildi: Mentors ({reference})", "/tr{desk}"),
        ),
    ),
    "a record is taken back": Event(
        ("practices.mails.review.tell_taken_back",),
        lambda world: mails.tell_taken_back(world.submission, world.record, world.official),
        (
            ("editor", "ru", "Отозвано: Mentors ({reference})", "/admin/moderation/"),
        ),
    ),
    "changes are asked for": Event(
        ("practices.mails.review.tell_changes_asked",),
        lambda world: mails.tell_changes_asked(
            world.submission, world.record, "Say more.", {"summary": "Of whom?"}
        ),
        (
            ("official", "tr", "Değişiklik istendi: Mentors ({reference})", "/tr{desk}"),
        ),
    ),
    "a record is published": Event(
        ("practices.mails.review.tell_published",), _of_record(mails.tell_published),
        (
            ("official", "tr", "Yayımlandı: Mentors ({reference})", "/tr/cities/aarhus/mentors/"),
        ),
    ),
    "a record is declined": Event(
        ("practices.mails.review.tell_declined",), _of_record(mails.tell_declined),
        (
            ("official", "tr", "Yayımlanmadı: Mentors ({reference})", "/tr{desk}"),
        ),
    ),
    "a record is taken down": Event(
        ("practices.mails.review.tell_taken_down",), _of_record(mails.tell_taken_down),
        (
            ("official", "tr", "Yayından kaldırıldı: Mentors ({reference})", "/tr{desk}"),
        ),
    ),
    "a city withdraws a record": Event(
        ("practices.mails.review.tell_withdrawn",),
        lambda world: mails.tell_withdrawn(world.submission, world.record, world.official),
        (
            ("coordinator", "it", "Ritirata: Mentors ({reference})", "/it{desk}"),
            ("editor", "ru", "Отозвано: Mentors ({reference})", "/admin/moderation/{record}/"),
        ),
    ),
    "an editor writes to the city": Event(
        ("practices.mails.review.tell_message",),
        lambda world: mails.tell_message(world.submission, world.record, 1, from_city=False),
        (
            ("official", "tr", "Yeni ileti: Mentors ({reference})", "/tr{desk}"),
        ),
    ),
    "the city writes to the editors": Event(
        ("practices.mails.review.tell_message",),
        lambda world: mails.tell_message(world.submission, world.record, 2, from_city=True),
        (
            ("editor", "ru", "Новое сообщение: Mentors ({reference})", "/admin/moderation/{record}/"),
        ),
    ),
    "a review date comes near": Event(
        ("practices.mails.review.tell_review_due",),
        lambda world: mails.tell_review_due(world.submission, world.record, 60),
        (
            ("official", "tr", "Hâlâ doğru mu? Mentors", "/tr{desk}"),
        ),
    ),
    "a city like it is asked whether a work still runs": Event(
        ("practices.mails.peers.tell_peer_asked",),
        lambda world: peer_mails.tell_peer_asked(_peer_check(world), world.record),
        (
            ("official", "tr", "Hâlâ sürüyor mu? Mentors (Aarhus)", "/tr/my-city/aarhus/"),
            ("coordinator", "it", "Continua ancora? Mentors (Aarhus)", "/it/my-city/aarhus/"),
        ),
    ),
    "a city like it has said whether a work still runs": Event(
        ("practices.mails.peers.tell_peer_answered",),
        lambda world: peer_mails.tell_peer_answered(_peer_check(world), world.record),
        (
            ("official", "tr", "Aarhus kentine çalışmanız soruldu: Mentors", "/tr{desk}"),
        ),
    ),
    "a note on the law is to be checked again": Event(
        ("exchange.developments.review.tell_review_due",), _note_due,
        (
            ("editor", "ru", "На проверку: Rules on content", "/admin/pages/{note}/edit/"),
        ),
    ),
    "a record is archived": Event(
        ("practices.mails.review.tell_archived",), _of_record(mails.tell_archived),
        (
            ("official", "tr", "Arşivlendi: Mentors ({reference})", "/tr{desk}"),
        ),
    ),
    "an office's address is shown": Event(
        ("practices.mails.review.tell_contact",), lambda world: mails.tell_contact(world.record),
        (
            ("office@aarhus.example", "en", "Your address is shown with “Mentors”", "/en/contact/{secret}/"),
        ),
    ),
    "a co-author is invited": Event(
        ("practices.mails.invitations.tell_coauthor_invited",),
        lambda world: invitation_mails.tell_coauthor_invited(_coauthor(world), world.record),
        (
            ("friend", "fr", "Aarhus vous invite à une fiche sur Alliance Exchange",
             "/fr/co-author/{secret}/"),
        ),
    ),
    "a co-author joins": Event(
        ("practices.mails.invitations.tell_coauthor_joined",),
        lambda world: invitation_mails.tell_coauthor_joined(
            CoAuthor.objects.get(), world.secretary
        ),
        (
            ("official", "tr", "“Mentors” ortak yazarı", "/tr{desk}"),
        ),
    ),
    "a city is asked for a record": Event(
        ("practices.mails.invitations.tell_record_requested",),
        lambda world: invitation_mails.tell_record_requested(_request(world)),
        (
            ("official", "tr", "Anlatır mısınız? Night buses", "/tr/my-city/aarhus/"),
            ("coordinator", "it", "Potrebbe descriverlo? Night buses", "/it/my-city/aarhus/"),
        ),
    ),
    "a city answers a request": Event(
        ("practices.mails.invitations.tell_request_answered",),
        lambda world: invitation_mails.tell_request_answered(RecordRequest.objects.get()),
        (
            ("editor", "ru", "Ответ города Aarhus: Night buses", "/ru/ask-a-city/"),
        ),
    ),
    "somebody outside is asked": Event(
        ("practices.mails.outside.tell_reviewer_asked",), _outside,
        (
            ("reader", "de", "Ihre Stellungnahme für Alliance Exchange", "/de/review/{secret}/"),
        ),
    ),
    "somebody outside answers": Event(
        ("practices.mails.outside.tell_advice_given",),
        lambda world: outside_mails.tell_advice_given(_outside(world), world.record),
        (
            ("editor", "ru", "Внешний отзыв: Mentors ({reference})", "/admin/moderation/{record}/"),
        ),
    ),
    "a translation is handed over": Event(
        ("practices.mails.translations.tell_handed_over",), _handed_over,
        (
            ("editor", "ru", "Перевод на чтение: Mentors (английский)", "/admin/pages/{record}/edit/"),
        ),
    ),
    "somebody is invited to work for a city": Event(
        ("kb.accounts.services._send",),
        lambda world: invite(
            "new@aarhus.example", world.city.city, RoleKind.OFFICIAL, language="it", by=world.coordinator
        ),
        (
            ("new@aarhus.example", "it", "Invito a lavorare per Aarhus su Alliance Exchange",
             "/it/invitation/{secret}/"),
        ),
    ),
    "a reader writes to a city": Event(
        ("kb.contact.services.send_letter",), _letter,
        (
            ("secretary", "de", "Eine Nachricht an Aarhus", "/de/cities/aarhus/"),
        ),
    ),
    "a reader tells the Alliance of personal data": Event(
        ("kb.contact.alliance.send_to_alliance", "kb.contact.alliance.tell_alliance"), _to_alliance,
        (
            ("secretary", "de",
             "Eine Nachricht an die Allianz: Personenbezogene Daten stehen auf einer Seite", "/de/"),
            ("editor", "ru", "Сообщение Альянсу: На странице есть чьи-то персональные данные", "/ru/"),
        ),
    ),
    "an account is asked for": Event(
        ("kb.joining.services.ask_for_account",), _ask_for_account,
        (
            ("a.official@ribe.example", "it", "Confermi il suo indirizzo per Alliance Exchange",
             "/it/join/account/{secret}/"),
        ),
    ),
    "whoever asked confirms the address": Event(
        ("kb.contact.alliance.tell_alliance",),
        lambda world: confirm(AccountRequest.objects.get()),
        (
            ("secretary", "de", "Anfrage nach einem Konto: Ribe", "/admin/cities/requests/"),
        ),
    ),
    "an account is refused": Event(
        ("kb.joining.services.decline",),
        lambda world: decline(AccountRequest.objects.get(), "Ribe is no member.", world.secretary),
        (
            ("a.official@ribe.example", "it", "La sua richiesta di account per Ribe", "/it/contact/"),
        ),
    ),
    "somebody registers for an event": Event(
        ("exchange.registration.mails.tell_to_confirm",),
        lambda world: registration_mails.tell_to_confirm(_registration()),
        (
            ("mayor@ribe.example", "tr", "Lütfen kaydınızı onaylayın: Summit", "/tr/registration/{secret}/"),
        ),
    ),
    "somebody registers once more": Event(
        ("exchange.registration.mails.tell_registered_already",),
        lambda world: registration_mails.tell_registered_already(_registration("asked")),
        (
            ("mayor@ribe.example", "tr", "Zaten kayıtlısınız: Summit", "/tr/registration/{secret}/"),
        ),
    ),
    "a registration is confirmed": Event(
        ("exchange.registration.mails.tell_state",),
        lambda world: registration_mails.tell_state(_registration("confirmed")),
        (
            ("mayor@ribe.example", "tr", "Yeriniz onaylandı: Summit", "/tr/registration/{secret}/"),
        ),
    ),
    "a seat in a study visit of an event becomes free": Event(
        ("exchange.registration.mails.tell_visit",),
        lambda world: registration_mails.tell_visit(_registration("confirmed")),
        (
            ("mayor@ribe.example", "tr", "Bir inceleme ziyaretinde yer: Summit",
             "/tr/registration/{secret}/"),
        ),
    ),
    "an event has other days": Event(
        ("exchange.registration.mails.tell_changed",),
        lambda world: registration_mails.tell_changed(_registration("confirmed")),
        (
            ("mayor@ribe.example", "tr", "Yeni tarih: Summit", "/tr/registration/{secret}/"),
        ),
    ),
    "an event is near": Event(
        ("exchange.registration.mails.remind",),
        lambda world: registration_mails.remind(_registration("confirmed")),
        (
            ("mayor@ribe.example", "tr", "Yakında: Summit", "/tr/registration/{secret}/"),
        ),
    ),
    "an event is called off": Event(
        ("exchange.registration.mails.tell_called_off",),
        lambda world: registration_mails.tell_called_off(_registration("confirmed")),
        (
            ("mayor@ribe.example", "tr", "İptal: Summit", "/tr/registration/{secret}/"),
        ),
    ),
    "somebody wants to follow a search": Event(
        ("opendata.alerts.mails.tell_to_confirm",),
        lambda world: alert_mails.tell_to_confirm(_alert(), Rhythm.WEEKLY, "“mentors”"),
        (
            ("reader@ribe.example", "en", "Please confirm: mails about a search in Alliance Exchange",
             "/en/search/alert/confirm/{secret}/"),
        ),
    ),
    "a search that is followed has changes": Event(
        ("opendata.alerts.mails.tell_changes",),
        lambda world: alert_mails.tell_changes(
            _alert(),
            "“mentors”",
            absolute("/en/search/?q=mentors"),
            [Told(str(world.record.translation_key), "Mentors", "Aarhus", None, timezone.now())],
            timezone.now(),
        ),
        (
            ("reader@ribe.example", "en", "1 change in your search: “mentors”",
             "/en/record/{secret}/"),
        ),
    ),
    "a search was followed for two years": Event(
        ("opendata.alerts.mails.ask_again",),
        lambda world: alert_mails.ask_again(_alert()),
        (
            ("reader@ribe.example", "en", "Do you still want these mails?",
             "/en/search/alert/confirm/{secret}/"),
        ),
    ),
    "a day's mails are put together": Event(
        ("kb.mail.services.send_digests",), _digest,
        (
            ("official", "tr", "Alliance Exchange: 1 ileti", "/tr/my-city/"),
        ),
    ),
    "a password is forgotten": Event(
        ("kb.accounts.adapter.send_mail",), _forgotten_password,
        (
            ("official", "tr", "Alliance Exchange için yeni parola",
             "/tr/account/password/reset/key/{secret}/"),
        ),
    ),
    "an address is to be changed": Event(
        ("kb.accounts.addresses._ask_old_address",), _new_address,
        (
            ("official", "tr", "Hesabınızın adresi değişsin mi?", "/tr/my-data/address/{secret}/"),
        ),
    ),
    "the old address agrees": Event(
        ("kb.accounts.adapter.send_mail",), _old_address_agrees,
        (
            ("new@example.org", "tr", "Bu adres sizin mi?", "/tr/account/confirm-email/{secret}/"),
        ),
    ),
    "an offer of a study visit is sent": Event(
        ("exchange.offers.mails.tell_offer_sent",),
        lambda world: offer_mails.tell_offer_sent(_offer(world, "sent")),
        (
            ("editor", "ru", "На чтение: предложение ознакомительного визита, Mentors",
             "/admin/exchange/offers/{offer}/"),
        ),
    ),
    "an offer of a study visit is answered": Event(
        ("exchange.offers.mails.tell_offer_answered",),
        lambda world: offer_mails.tell_offer_answered(_offer(world, "public")),
        (
            ("official", "tr", "Yayımlandı: Mentors", "/tr/my-city/aarhus/visits/offers/{offer}/"),
        ),
    ),
    "a study visit is asked for": Event(
        ("exchange.visits.mails.tell_visit_asked",),
        lambda world: visit_mails.tell_visit_asked(_visit(world)),
        (
            ("official", "tr", "Ribe inceleme ziyareti istiyor: Aarhus", "/tr/visits/{secret}/"),
        ),
    ),
    "a city writes about a study visit": Event(
        ("exchange.visits.mails.tell_visit_message",),
        lambda world: visit_mails.tell_visit_message(_visit(world), 1, "host"),
        (
            ("coordinator", "it", "Nuovo messaggio: visita di studio, Ribe a Aarhus",
             "/it/visits/{secret}/"),
        ),
    ),
    "days of a study visit are proposed": Event(
        ("exchange.visits.mails.tell_days_proposed",),
        lambda world: visit_mails.tell_days_proposed(_visit(world), "visitor"),
        (
            ("official", "tr", "Günler önerildi: inceleme ziyareti, Ribe – Aarhus",
             "/tr/visits/{secret}/"),
        ),
    ),
    "a study visit is agreed": Event(
        ("exchange.visits.mails.tell_visit_agreed",),
        lambda world: visit_mails.tell_visit_agreed(_visit(world)),
        (
            ("official", "tr", "Kararlaştırıldı: inceleme ziyareti, Ribe – Aarhus", "/tr/visits/{secret}/"),
            ("coordinator", "it", "Concordata: visita di studio, Ribe a Aarhus",
             "/it/visits/{secret}/"),
        ),
    ),
    "a study visit is cancelled": Event(
        ("exchange.visits.mails.tell_visit_cancelled",),
        lambda world: visit_mails.tell_visit_cancelled(_visit(world), "host"),
        (
            ("coordinator", "it", "Annullata: visita di studio, Ribe a Aarhus",
             "/it/visits/{secret}/"),
        ),
    ),
    "the days of a study visit have passed": Event(
        ("exchange.visits.mails.ask_whether_done",),
        lambda world: visit_mails.ask_whether_done(_visit(world)),
        (
            ("official", "tr", "Gerçekleşti mi? İnceleme ziyareti, Ribe – Aarhus",
             "/tr/visits/{secret}/"),
            ("coordinator", "it", "Ha avuto luogo? Visita di studio, Ribe a Aarhus",
             "/it/visits/{secret}/"),
        ),
    ),
    "the report of a study visit is begun": Event(
        ("exchange.visits.mails.tell_report_begun",),
        lambda world: visit_mails.tell_report_begun(_visit(world)),
        (
            ("official", "tr", "Rapor başlatıldı: inceleme ziyareti, Ribe – Aarhus",
             "/tr/visits/{secret}/"),
            ("coordinator", "it", "Relazione iniziata: visita di studio, Ribe a Aarhus",
             "/it/visits/{secret}/"),
        ),
    ),
    "half a year after a study visit": Event(
        ("exchange.visits.mails.ask_taken_home",),
        lambda world: visit_mails.ask_taken_home(_visit(world)),
        (
            ("coordinator", "it", "Sei mesi dopo: la sua visita di studio a Aarhus",
             "/it/visits/{secret}/"),
        ),
    ),
    "a question to a city is to be confirmed": Event(
        ("exchange.questions.mails.tell_question_to_confirm",),
        lambda world: question_mails.tell_question_to_confirm(_question(world, "unconfirmed")),
        (
            ("reader@ribe.example", "tr", "Lütfen sorunuzu onaylayın: Mentors", "/tr/question/{secret}/"),
        ),
    ),
    "a question to a city waits": Event(
        ("exchange.questions.mails.tell_question_asked",),
        lambda world: question_mails.tell_question_asked(_question(world, "asked")),
        (
            ("editor", "ru", "На чтение: вопрос городу Aarhus", "/admin/exchange/questions/{question}/"),
        ),
    ),
    "a question stands at the desk of a city": Event(
        ("exchange.questions.mails.tell_question_decided",),
        lambda world: question_mails.tell_question_decided(_question(world, "open")),
        (
            ("official", "tr", "Çalışmanız hakkında bir soru: Mentors",
             "/tr/my-city/aarhus/questions/{question}/"),
        ),
    ),
    "a city has answered a question": Event(
        ("exchange.questions.mails.tell_reply_sent",),
        lambda world: question_mails.tell_reply_sent(_question(world, "sent")),
        (
            ("editor", "ru", "На чтение: ответ города Aarhus", "/admin/exchange/questions/{question}/"),
        ),
    ),
    "a question ends without an answer": Event(
        ("exchange.questions.mails.tell_end",),
        lambda world: question_mails.tell_end(_question(world, "unanswered")),
        (
            ("reader@ribe.example", "tr", "Yanıt yok: Aarhus kentine sorunuz", "/tr/cities/aarhus/mentors/"),
        ),
    ),
    "a city asks others": Event(
        ("exchange.needs.mails.tell_need_asked",),
        lambda world: need_mails.tell_need_asked(*_need(world)),
        (
            ("coordinator", "it", "Aarhus chiede aiuto: Mentors", "/it/needs/{need}/"),
            ("secretary", "de", "Aarhus bittet um Hilfe: Mentors", "/de/needs/{need}/"),
        ),
    ),
    "a city writes about a need": Event(
        ("exchange.needs.mails.tell_need_message",),
        lambda world: need_mails.tell_need_message(_need(world)[0], _need(world)[1][0], 1, "helping"),
        (
            ("official", "tr", "Yeni ileti: Mentors", "/tr/needs/{need}/with/ribe/"),
        ),
    ),
    "a note on a need is sent": Event(
        ("exchange.needs.mails.tell_note_sent",),
        lambda world: need_mails.tell_note_sent(_need(world)[0]),
        (
            ("editor", "ru", "На чтение: заметка, Mentors", "/admin/exchange/notes/{need}/"),
        ),
    ),
    "a note on a need is answered": Event(
        ("exchange.needs.mails.tell_note_answered",),
        lambda world: need_mails.tell_note_answered(_need(world)[0]),
        (
            ("official", "tr", "Yayımlandı: Mentors", "/tr/needs/{need}/"),
        ),
    ),
}  # fmt: skip
