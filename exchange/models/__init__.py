"""Events with their pages and registrations; study visits offered and asked for."""

from exchange.models.event import EVENT_FACTS, Event, EventKind
from exchange.models.offers import VisitOffer, WhoPays
from exchange.models.pages import EventIndexPage, EventPage
from exchange.models.programme import EventResult, ProgrammeItem, ResultKind
from exchange.models.registrations import Registration
from exchange.models.visits import Side, StudyVisit, VisitMessage

__all__ = [
    "EVENT_FACTS",
    "Event",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "EventResult",
    "ProgrammeItem",
    "Registration",
    "ResultKind",
    "Side",
    "StudyVisit",
    "VisitMessage",
    "VisitOffer",
    "WhoPays",
]
