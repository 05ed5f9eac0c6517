"""Events with their pages and registrations; study visits; selections of the editors."""

from exchange.models.event import EVENT_FACTS, Event, EventKind
from exchange.models.offers import VisitOffer, WhoPays
from exchange.models.pages import EventIndexPage, EventPage
from exchange.models.programme import EventResult, ProgrammeItem, ResultKind
from exchange.models.registrations import Registration
from exchange.models.selections import SelectionEntry, SelectionIndexPage, SelectionPage
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
    "SelectionEntry",
    "SelectionIndexPage",
    "SelectionPage",
    "Side",
    "StudyVisit",
    "VisitMessage",
    "VisitOffer",
    "WhoPays",
]
