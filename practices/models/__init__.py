"""The three kinds of record and what belongs to them."""

from practices.models.coauthors import CoAuthor, CoAuthorRight, Note
from practices.models.kept_answers import KeptAnswer
from practices.models.links import (
    BROKEN,
    Adaptation,
    LinkState,
    LinkUse,
    RecordLink,
    WatchedLink,
)
from practices.models.loading import LoadedItem
from practices.models.outside_reviews import OutsideReview, OutsideReviewState
from practices.models.parts.choices import (
    BudgetBand,
    Evaluation,
    LessonsBasis,
    OrganisationType,
    Origin,
    Scope,
    Scrutiny,
    Status,
    SupportKind,
    TrainingMode,
)
from practices.models.parts.public_versions import PublicVersion
from practices.models.parts.read_versions import RevisionAuthor
from practices.models.practices import BuildingBlock, PracticePage
from practices.models.record import Record
from practices.models.record_page import RecordPage
from practices.models.relations import (
    EvidenceRating,
    Partner,
    PartnerCity,
    ProvisionAnswer,
    RecordAttachment,
    RecordPhoto,
    RecordSource,
    RecordTag,
    ResultFigure,
)
from practices.models.requests import PeerAnswer, PeerCheck, RecordRequest, RequestOutcome
from practices.models.reviews import ReviewTask, ReviewTaskState, TranslationWriter
from practices.models.submissions import (
    DeclineReason,
    Guidance,
    Message,
    Outcome,
    Submission,
)
from practices.models.trainings import TrainingDate, TrainingProgrammePage
from practices.models.translations import PublicTranslation, TranslationHandover
from practices.models.visits import StudyVisitReportPage, TakeHomeAction, VisitingCity, VisitStop

__all__ = [
    "BROKEN",
    "Adaptation",
    "BudgetBand",
    "BuildingBlock",
    "CoAuthor",
    "CoAuthorRight",
    "DeclineReason",
    "Evaluation",
    "EvidenceRating",
    "Guidance",
    "KeptAnswer",
    "LessonsBasis",
    "LinkState",
    "LinkUse",
    "LoadedItem",
    "Message",
    "Note",
    "OrganisationType",
    "Origin",
    "Outcome",
    "OutsideReview",
    "OutsideReviewState",
    "Partner",
    "PartnerCity",
    "PeerAnswer",
    "PeerCheck",
    "PracticePage",
    "ProvisionAnswer",
    "PublicTranslation",
    "PublicVersion",
    "Record",
    "RecordAttachment",
    "RecordLink",
    "RecordPage",
    "RecordPhoto",
    "RecordRequest",
    "RecordSource",
    "RecordTag",
    "RequestOutcome",
    "ResultFigure",
    "ReviewTask",
    "ReviewTaskState",
    "RevisionAuthor",
    "Scope",
    "Scrutiny",
    "Status",
    "StudyVisitReportPage",
    "Submission",
    "SupportKind",
    "TakeHomeAction",
    "TrainingDate",
    "TrainingMode",
    "TrainingProgrammePage",
    "TranslationHandover",
    "TranslationWriter",
    "VisitStop",
    "VisitingCity",
    "WatchedLink",
]
