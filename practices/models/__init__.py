"""The three kinds of record and what belongs to them."""

from practices.models.choices import (
    BudgetBand,
    Evaluation,
    LessonsBasis,
    OrganisationType,
    Scope,
    Scrutiny,
    Status,
    SupportKind,
    TrainingMode,
)
from practices.models.loading import LoadedItem
from practices.models.practices import PracticePage
from practices.models.records import RecordPage
from practices.models.relations import (
    EvidenceRating,
    Partner,
    PartnerCity,
    ProvisionAnswer,
    RecordLink,
    RecordSource,
    RecordTag,
)
from practices.models.trainings import TrainingProgrammePage, TrainingSession
from practices.models.visits import StudyVisitReportPage, TakeHomeAction, VisitingCity, VisitStop

__all__ = [
    "BudgetBand",
    "Evaluation",
    "EvidenceRating",
    "LessonsBasis",
    "LoadedItem",
    "OrganisationType",
    "Partner",
    "PartnerCity",
    "PracticePage",
    "ProvisionAnswer",
    "RecordLink",
    "RecordPage",
    "RecordSource",
    "RecordTag",
    "Scope",
    "Scrutiny",
    "Status",
    "StudyVisitReportPage",
    "SupportKind",
    "TakeHomeAction",
    "TrainingMode",
    "TrainingProgrammePage",
    "TrainingSession",
    "VisitStop",
    "VisitingCity",
]
