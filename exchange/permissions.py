"""Who may do what with events and study visits: rules live here and nowhere else."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from exchange.models import Registration, Side, StudyVisit, VisitOffer
from kb.admin.page_permissions import OnePlacePermissions
from kb.permissions import (
    can_manage_people,
    cities_of,
    coordinator_clears,
    is_coordinator,
    is_editor,
    is_secretariat,
)
from practices.permissions import can_write_for_city, is_within_remit


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


def can_send_offer(user: Any, offer: VisitOffer) -> bool:
    """Whether somebody may send an offer to the editors, and take it back: as of a record of the city."""
    if not can_write_for_city(user, offer.city):
        return False
    return not coordinator_clears(offer.city) or is_coordinator(user, offer.city)


def can_withdraw_offer(user: Any, offer: VisitOffer) -> bool:
    """Whether somebody may take a public offer from its readers: whoever may send it."""
    return can_send_offer(user, offer)


def can_moderate_offer(user: Any, offer: VisitOffer) -> bool:
    """Whether an editor looks after an offer: its city lies where they publish, and in their remit."""
    page = offer.city.pages.order_by("pk").first()
    if page is None or not is_editor(user, page):
        return False
    themes = offer.themes.values_list("pk", flat=True)
    return is_within_remit(user, themes, offer.city.country_code)


def can_answer_offer(user: Any, offer: VisitOffer) -> bool:
    """Whether somebody may publish an offer or ask for changes: an editor who has not written or sent it."""
    return can_moderate_offer(user, offer) and user.pk not in (offer.edited_by_id, offer.sent_by_id)


def can_take_down_offer(user: Any, offer: VisitOffer) -> bool:
    """Whether somebody may take an offer down at once: its editors, and the secretariat."""
    return can_moderate_offer(user, offer) or is_secretariat(user)


def can_read_offers_office(user: Any) -> bool:
    """Whether somebody may see what cities offer before it is public: editors and the secretariat."""
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
