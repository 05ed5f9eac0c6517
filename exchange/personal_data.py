"""What this room holds of people: registrations, given to whom they are about and erased at their wish."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from exchange.models import (
    Need,
    NeedMessage,
    Question,
    Registration,
    Reviewed,
    Said,
    StudyVisit,
    TransferPlan,
    VisitMessage,
    VisitOffer,
)
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
        "study_visits_chosen": len(row.visits),
        "has_study_visit": bool(row.visit),
        "travel_support": row.travel_support,
        "needs": row.needs,
        "state": row.state,
        "consent_version": row.consent_version,
        "written": when(row.consented_at),
    }


def _written_texts(
    name: str, model: type[Reviewed], label: Any, why: str, export: Callable[[Any], dict[str, Any]]
) -> tuple[Holding, ...]:
    """Texts of a city that an editor reads: given once to who wrote or sent one, kept without a name."""

    def own(user: User) -> QuerySet[Any]:
        theirs = Q(edited_by=user.pk) | Q(sent_by=user.pk)
        return model._default_manager.filter(theirs).order_by("pk")

    fates = [
        {"edited_by": Fate.NAMELESS},
        {"sent_by": Fate.NAMELESS},
        {"decided_by": Fate.NAMELESS},
    ]
    nameless = [Holding(name, model, fate, label=label, why=why) for fate in fates]
    return (*nameless, Holding(name, model, {}, label=label, export=export, own=own))


def _said(name: str, model: type[Said], why: str) -> Holding:
    """Lines of a conversation of two cities."""

    def export(row: Said) -> dict[str, Any]:
        return {"text": row.text, "written": when(row.written_at)}

    return Holding(name, model, {"author": Fate.NAMELESS}, why=why, export=export)


def _question(row: Question) -> dict[str, Any]:
    return {"question": row.words, "language": row.language, "asked": when(row.asked_at)}


HOLDINGS = (
    Holding("event_registrations", Registration, {"email": Fate.DELETED}, export=_registration),
    Holding(
        "event_registrations_answered",
        Registration,
        {"decided_by": Fate.NAMELESS},
        label=_("Registrations answered"),
        why="The answer stays with whoever registered.",
    ),
    *_written_texts(
        "visit_offers",
        VisitOffer,
        _("Offers of study visits written or sent"),
        "The offer is the city’s.",
        lambda row: {"title": row.title, "changed": when(row.changed_at)},
    ),
    Holding(
        "questions_asked",
        Question,
        {"email": Fate.NAMELESS},
        label=_("Questions asked of cities"),
        why="The question stays without an address, for those who need the answer too.",
        export=_question,
    ),
    *_written_texts(
        "answers_to_questions",
        Question,
        _("Answers to questions written or sent"),
        "The answer is the city’s.",
        lambda row: {"answer": row.reply, "changed": when(row.changed_at)},
    ),
    *_written_texts(
        "needs_and_notes",
        Need,
        _("Needs of cities and notes on them, written or sent"),
        "They are the city’s; what was asked goes a year after the end.",
        lambda row: {"title": row.title, "note": row.note, "changed": when(row.changed_at)},
    ),
    Holding(
        "needs_asked",
        Need,
        {"asked_by": Fate.NAMELESS},
        why="They are the city’s; what was asked goes a year after the end.",
        export=lambda row: {"title": row.title, "words": row.words, "asked": when(row.asked_at)},
    ),
    _said(
        "messages_about_needs",
        NeedMessage,
        "The two cities need what was said; it goes a year after the end.",
    ),
    Holding(
        "study_visits_asked_for",
        StudyVisit,
        {"asked_by": Fate.NAMELESS},
        why="The visit is the two cities’; what was written goes a year after it.",
        export=lambda row: {"title": row.title, "aims": row.aims, "asked": when(row.asked_at)},
    ),
    _said(
        "messages_about_study_visits",
        VisitMessage,
        "The two cities need what was said; it goes a year after the visit.",
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
)
