"""What this room holds of people: registrations, given to whom they are about and erased at their wish."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from exchange.models import Registration, StudyVisit, TransferPlan, VisitMessage, VisitOffer
from kb.accounts.personal_data.holdings import when
from kb.accounts.personal_data.registry import Fate, Holding
from kb.models import User


def _registration(row: Registration) -> dict[str, Any]:
    return {
        "event": str(row.event),
        "name": row.name,
        "function": row.function,
        "city": row.city_name,
        "language": row.language,
        "listens_in": row.hears,
        "sessions": len(row.sessions),
        "travel_support": row.travel_support,
        "needs": row.needs,
        "state": row.state,
        "consent_version": row.consent_version,
        "written": when(row.consented_at),
    }


def _offers_of(user: User) -> QuerySet[VisitOffer]:
    own = Q(edited_by=user.pk) | Q(sent_by=user.pk)
    return VisitOffer.objects.filter(own).order_by("pk")


HOLDINGS = (
    Holding("event_registrations", Registration, {"email": Fate.DELETED}, export=_registration),
    Holding(
        "event_registrations_answered",
        Registration,
        {"decided_by": Fate.NAMELESS},
        label=_("Registrations answered"),
        why="The answer stays with whoever registered.",
    ),
    *(
        Holding(
            "visit_offers",
            VisitOffer,
            {name: Fate.NAMELESS},
            label=_("Offers of study visits written or sent"),
            why="The offer is the city’s.",
        )
        for name in ("edited_by", "sent_by")
    ),
    Holding(
        "visit_offers",
        VisitOffer,
        {},
        label=_("Offers of study visits written or sent"),
        export=lambda row: {"title": row.title, "changed": when(row.changed_at)},
        own=_offers_of,
    ),
    Holding(
        "study_visits_asked_for",
        StudyVisit,
        {"asked_by": Fate.NAMELESS},
        why="The visit is the two cities’; what was written goes a year after it.",
        export=lambda row: {"title": row.title, "aims": row.aims, "asked": when(row.asked_at)},
    ),
    Holding(
        "messages_about_study_visits",
        VisitMessage,
        {"author": Fate.NAMELESS},
        why="The two cities need what was said; it goes a year after the visit.",
        export=lambda row: {"text": row.text, "written": when(row.written_at)},
    ),
    Holding(
        "transfer_plans",
        TransferPlan,
        {"edited_by": Fate.NAMELESS},
        label=_("Transfer plans begun or changed last"),
        why="The plan is the city’s.",
        export=lambda row: {
            "title": row.title,
            "answers": row.answers,
            "changed": when(row.changed_at),
        },
    ),
    Holding(
        "visit_offers_answered",
        VisitOffer,
        {"decided_by": Fate.NAMELESS},
        label=_("Offers of study visits answered"),
        why="The answer stays with the city.",
    ),
)
