"""Events, whatever their languages, their pages, and who registers for them; selections of the editors."""

from exchange.models.event import EVENT_FACTS, Event, EventKind
from exchange.models.pages import EventIndexPage, EventPage
from exchange.models.programme import EventResult, ProgrammeItem, ResultKind
from exchange.models.registrations import Registration
from exchange.models.selections import SelectionEntry, SelectionIndexPage, SelectionPage

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
]
