"""Who may do what with events and study visits: rules live here and nowhere else."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from exchange.models import (
    Need,
    NeedMessage,
    NeedSide,
    Question,
    Registration,
    Reviewed,
    Side,
    StudyVisit,
    VisitOffer,
)
from kb.admin.page_permissions import OnePlacePermissions
from kb.models import City
from kb.permissions import (
    can_manage_people,
    cities_of,
    coordinator_clears,
    is_coordinator,
    is_editor,
    is_secretariat,
)
from practices.permissions import can_write_for_city, is_within_remit

ANSWERABLE = (
    Question.State.OPEN,
    Question.State.CHANGES,
    Question.State.PUBLIC,
    Question.State.WITHDRAWN,
    Question.State.UNANSWERED,
)


def can_see_registrations(user: Any) -> bool:
    """Whether somebody may read who registers, and answer: the secretariat."""
    return can_manage_people(user)


class EventPermissions(OnePlacePermissions):
    """Wagtail's questions about the page of an event.

    A copy would be another event under the same days and seats. With registrations it is called off, not
    deleted: those who registered are told, and calendars hear of it.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """As Wagtail has it, while nobody has registered."""
        return bool(super().can_delete(ignore_bulk)) and not self._has_registrations()

    def can_unpublish(self) -> bool:
        """As Wagtail has it, while nobody has registered."""
        return bool(super().can_unpublish()) and not self._has_registrations()

    def can_move_to(self, destination: Page) -> bool:
        """Nowhere."""
        return False

    def _has_registrations(self) -> bool:
        return Registration.objects.filter(event=self.page.translation_key).exists()


def can_edit_offer(user: Any, offer: VisitOffer) -> bool:
    """Whether somebody may change an offer: those of its city, unless editors read it or took it down."""
    closed = (VisitOffer.State.SENT, VisitOffer.State.TAKEN_DOWN)
    return offer.state not in closed and can_write_for_city(user, offer.city)


def can_reply(user: Any, question: Question) -> bool:
    """Whether somebody may write the answer to a question: those of its city, unless editors read it."""
    city = question.of_city
    if question.state not in ANSWERABLE or city is None:
        return False
    return can_write_for_city(user, city)


def can_send(user: Any, row: Reviewed) -> bool:
    """Whether somebody may send a city's text to the editors, take it back, take it from its readers.

    As of a record of the city: where the coordinator clears, the coordinator.
    """
    city = row.of_city
    if city is None or not can_write_for_city(user, city):
        return False
    return not coordinator_clears(city) or is_coordinator(user, city)


def can_moderate(user: Any, row: Reviewed) -> bool:
    """Whether an editor looks after a city's text: the city lies where they publish, and in their remit."""
    city = row.of_city
    page = city.pages.order_by("pk").first() if city else None
    if city is None or page is None or not is_editor(user, page):
        return False
    return is_within_remit(user, row.its_themes.values_list("pk", flat=True), city.country_code)


def can_answer(user: Any, row: Reviewed) -> bool:
    """Whether somebody may publish a text or ask for changes: an editor who has not written or sent it."""
    return can_moderate(user, row) and user.pk not in (row.edited_by_id, row.sent_by_id)


def can_take_down(user: Any, row: Reviewed) -> bool:
    """Whether somebody may take a text down at once: its editors, and the secretariat."""
    return can_moderate(user, row) or is_secretariat(user)


def can_read_office(user: Any) -> bool:
    """Whether somebody may see what cities wrote before it is public: editors and the secretariat."""
    return is_editor(user) or is_secretariat(user)


def visits_seen_by(user: Any) -> QuerySet[StudyVisit]:
    """The visits that somebody may read about: those of their cities; all as secretariat."""
    visits = StudyVisit.objects.select_related("host", "visitor")
    if can_manage_people(user):
        return visits
    own = cities_of(user).order_by().values("pk") if user.is_active else []
    return visits.filter(Q(host__in=own) | Q(visitor__in=own))


def sides_of_visit(user: Any, visit: StudyVisit) -> list[Side]:
    """For which side of a visit somebody speaks; the secretariat where they work for neither city."""
    sides = [
        side
        for side, city in ((Side.HOST, visit.host), (Side.VISITOR, visit.visitor))
        if can_write_for_city(user, city)
    ]
    return sides or ([Side.SECRETARIAT] if can_manage_people(user) else [])


def can_arrange_visit(user: Any, visit: StudyVisit) -> bool:
    """Whether somebody may propose, agree, cancel: those of the two cities; the secretariat only talks."""
    return bool({Side.HOST, Side.VISITOR} & set(sides_of_visit(user, visit)))


def needs_seen_by(user: Any) -> QuerySet[Need]:
    """The needs that somebody may read: of their cities, open ones of all, those in which theirs helped.

    All as secretariat; none for who works for no city.
    """
    needs = Need.objects.select_related("city")
    if can_manage_people(user):
        return needs
    own = cities_of(user).order_by() if user.is_active else City.objects.none()
    if not own.exists():
        return needs.none()
    helped = NeedMessage.objects.filter(helper__in=own.values("pk")).values("need")
    return needs.filter(Q(city__in=own.values("pk")) | Q(state=Need.State.OPEN) | Q(pk__in=helped))


def side_in_need(user: Any, need: Need, helper: City) -> NeedSide | None:
    """For whom somebody speaks in the conversation of a need with one city that helps; None: for nobody."""
    if helper.pk != need.city_id and can_write_for_city(user, helper):
        return NeedSide.HELPING
    if can_write_for_city(user, need.city):
        return NeedSide.ASKING
    return NeedSide.SECRETARIAT if can_manage_people(user) else None


def can_end_need(user: Any, need: Need) -> bool:
    """Whether somebody may say that other cities are no longer asked: those of the city that asks."""
    return can_write_for_city(user, need.city)


def can_write_note(user: Any, need: Need) -> bool:
    """Whether somebody may write what came of a need: those of its city, unless editors have the note."""
    closed = (Need.State.SENT, Need.State.TAKEN_DOWN)
    return need.state not in closed and can_write_for_city(user, need.city)
