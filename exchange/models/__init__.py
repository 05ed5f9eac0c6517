"""Events with registrations; what cities offer, ask and plan; selections and developments of the editors."""

from exchange.models.development import DEVELOPMENT_FACTS, Development, DevelopmentKind
from exchange.models.development_pages import DevelopmentIndexPage, DevelopmentPage
from exchange.models.event import EVENT_FACTS, Event, EventKind
from exchange.models.needs import Need, NeedMessage, NeedSide, NeedTranslation
from exchange.models.offers import VisitOffer, WhoPays
from exchange.models.pages import EventIndexPage, EventPage
from exchange.models.programme import EventResult, ProgrammeItem, ResultKind
from exchange.models.questions import Question, QuestionTranslation
from exchange.models.registrations import Registration
from exchange.models.selections import SelectionEntry, SelectionIndexPage, SelectionPage
from exchange.models.shared import Reviewed, Said
from exchange.models.transfer import TransferPlan
from exchange.models.visits import Side, StudyVisit, VisitMessage

__all__ = [
    "DEVELOPMENT_FACTS",
    "EVENT_FACTS",
    "Development",
    "DevelopmentIndexPage",
    "DevelopmentKind",
    "DevelopmentPage",
    "Event",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "EventResult",
    "Need",
    "NeedMessage",
    "NeedSide",
    "NeedTranslation",
    "ProgrammeItem",
    "Question",
    "QuestionTranslation",
    "Registration",
    "ResultKind",
    "Reviewed",
    "Said",
    "SelectionEntry",
    "SelectionIndexPage",
    "SelectionPage",
    "Side",
    "StudyVisit",
    "TransferPlan",
    "VisitMessage",
    "VisitOffer",
    "WhoPays",
]
