"""The short forms of which a record is written, per kind and size; any order, each a screen or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.models import (
    PracticePage,
    RecordPage,
    StudyVisitReportPage,
    TrainingProgrammePage,
)
from practices.models.parts.choices import FACET_ADVICE, Status, concept_field

KINDS: dict[str, type[RecordPage]] = {
    "practice": PracticePage,
    "training": TrainingProgrammePage,
    "study-visit": StudyVisitReportPage,
}


@dataclass(frozen=True)
class Chapter:
    """One short form: the record's fields and lists of rows that it asks for, and why it asks.

    ``fields`` may name facets' fields (``concepts_theme``) and ``contact_agreed``. ``only_full`` fields and
    lists of a chapter that both sizes have are left out of a short note. ``also``: codes of chapters of the
    full case whose questions a chapter of the short note asks, so that their addresses lead there.
    """

    code: str
    label: str | Promise
    guidance: str | Promise
    fields: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    only_full: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def fields_for(self, record: RecordPage) -> tuple[str, ...]:
        """The fields that this chapter asks for in a record of this size."""
        return tuple(name for name in self.fields if not self._left_out(record, name))

    def lists_for(self, record: RecordPage) -> tuple[str, ...]:
        """The lists of rows that this chapter asks for in a record of this size."""
        return tuple(name for name in self.lists if not self._left_out(record, name))

    def _left_out(self, record: RecordPage, name: str) -> bool:
        return record.is_short_note and name in self.only_full


CONTACT = Chapter(
    "contact",
    _("Contact and rights"),
    _("Whom other cities may ask: an office, never a private person."),
    ("contact_office", "contact_email", "contact_agreed", "licence"),
)
SUBJECTS = Chapter(
    "subjects",
    _("Subjects"),
    _("Choose what fits best; this is how others find your work in six languages."),
    (*(concept_field(facet) for facet in FACET_ADVICE), "tags"),
    ("provision_answers",),
    only_full=(
        concept_field("setting"),
        concept_field("prevention_level"),
        concept_field("method"),
        concept_field("ideology"),
        "tags",
        "provision_answers",
    ),
)
SAFEGUARDS = Chapter(
    "safeguards",
    _("Safeguards and possible harm"),
    _("Work of this kind can do harm. Say what you do against it, and whether anybody looked."),
    ("safeguards", "unintended_effects", "unintended_effects_text"),
)
SOURCES = Chapter(
    "sources",
    _("Sources and links"),
    _("Reports, web pages, leaflets: what others can read on."),
    ("source_language",),
    ("sources",),
)
RELATIONS = Chapter(
    "relations",
    _("Where it comes from"),
    _("Whose work you adapted, what you kept and changed; what else here belongs to it."),
    (),
    ("links",),
)
RESULTS = ("results", "lessons")

# The full case.
CHAPTERS: dict[str, tuple[Chapter, ...]] = {
    "practice": (
        Chapter(
            "basics",
            _("Title and summary"),
            _("What a reader sees first. Name the place and what is done."),
            ("title", "summary"),
        ),
        Chapter(
            "work",
            _("The work itself"),
            _("Tell it as you would tell a colleague of another city."),
            ("challenge", "objectives", "description", "deliverables"),
        ),
        Chapter(
            "time-and-place",
            _("Who, when and where"),
            _("The organisation that answers for the work, and since when."),
            (
                "lead_organisation",
                "lead_organisation_type",
                "status",
                "year_from",
                "year_to",
                "scope",
                "legal_basis",
            ),
            ("partners",),
        ),
        SUBJECTS,
        Chapter(
            "results",
            _("Results and lessons"),
            _("What came of it, failures included: others learn most from them."),
            (
                *RESULTS,
                "factors",
                "evaluation",
                "evaluation_design",
                "evaluation_report",
                "theory_of_change",
            ),
            ("figures",),
        ),
        SAFEGUARDS,
        Chapter(
            "transfer",
            _("Means and transfer"),
            _("What it takes, so that another city can judge whether it could do the same."),
            ("budget_band", "resources", "sustainability", "transferability"),
            ("blocks",),
        ),
        SOURCES,
        RELATIONS,
        CONTACT,
    ),
    "training": (
        Chapter(
            "basics",
            _("Title and summary"),
            _("What a reader sees first. Name the subject and for whom it is."),
            ("title", "summary"),
        ),
        Chapter(
            "training",
            _("What is taught"),
            _("What participants can do afterwards, and what they do to get there."),
            ("description", "learning_outcomes", "contents", "materials"),
        ),
        Chapter(
            "participants",
            _("For whom and by whom"),
            _("Functions, not names."),
            ("provider", "participants", "prerequisites", "trainers"),
            ("partners",),
        ),
        Chapter(
            "format",
            _("How it is given"),
            _("Whether people of other cities can come, and how."),
            (
                "mode",
                "delivery_languages",
                "duration",
                "group_size",
                "cost",
                "certificate",
                "open_to_other_cities",
            ),
        ),
        SUBJECTS,
        Chapter(
            "results",
            _("Results and lessons"),
            _("What came of it, failures included: others learn most from them."),
            (*RESULTS, "training_evaluation", "resources"),
            ("figures",),
        ),
        SAFEGUARDS,
        SOURCES,
        RELATIONS,
        CONTACT,
    ),
    "study-visit": (
        Chapter(
            "basics",
            _("Title and summary"),
            _("What a reader sees first. Name both cities and the subject."),
            ("title", "summary"),
        ),
        Chapter(
            "visit",
            _("The visit"),
            _("Who came to whom and when: by function, never by name."),
            ("starts_on", "ends_on", "hosts", "visitors", "organiser", "occasion"),
            ("visiting_cities",),
        ),
        Chapter(
            "programme",
            _("What was seen"),
            _("The questions of the visitors, the places, what they saw there."),
            ("objectives", "description", "observations"),
            ("stops",),
        ),
        SUBJECTS,
        Chapter(
            "lessons",
            _("What the visitors take home"),
            _("What was learnt, and what is to be done with it."),
            ("lessons", "results", "takeaways", "challenges", "feedback", "follow_up"),
            ("take_home_actions",),
        ),
        SAFEGUARDS,
        SOURCES,
        RELATIONS,
        CONTACT,
    ),
}


# A short note is written on four screens: what is done, for whom, what it may do to people, whom to ask.
NOTE_HARM = Chapter(
    "safeguards",
    _("Safeguards, harm and results"),
    _("Work of this kind can do harm. Say what you do against it, and whether anybody looked."),
    (*SAFEGUARDS.fields, *RESULTS),
    also=("results", "lessons"),
)
NOTE_CHAPTERS: dict[str, tuple[Chapter, ...]] = {
    "practice": (
        Chapter(
            "work",
            _("The work itself"),
            _("Tell it as you would tell a colleague of another city."),
            ("title", "summary", "description", "lead_organisation", "status", "year_from"),
            also=("basics", "time-and-place"),
        ),
        SUBJECTS,
        NOTE_HARM,
        RELATIONS,
        CONTACT,
    ),
    "training": (
        Chapter(
            "training",
            _("What is taught"),
            _("What participants can do afterwards, and what they do to get there."),
            (
                "title",
                "summary",
                "description",
                "provider",
                "mode",
                "delivery_languages",
                "cost",
                "open_to_other_cities",
            ),
            also=("basics", "participants", "format"),
        ),
        SUBJECTS,
        NOTE_HARM,
        RELATIONS,
        CONTACT,
    ),
    "study-visit": (
        Chapter(
            "visit",
            _("The visit"),
            _("Who came to whom and when: by function, never by name."),
            (
                "title",
                "summary",
                "starts_on",
                "ends_on",
                "hosts",
                "visitors",
                "observations",
                "lessons",
                "takeaways",
            ),
            ("visiting_cities",),
            also=("basics", "programme", "lessons"),
        ),
        SUBJECTS,
        SAFEGUARDS,
        RELATIONS,
        CONTACT,
    ),
}


def chapters_of(record: RecordPage) -> list[Chapter]:
    """The chapters of a record of this kind and size.

    A short note is asked where it comes from only if it was begun as an adaptation.
    """
    return [
        chapter
        for chapter in _all_chapters(record)
        if chapter is not RELATIONS or not record.is_short_note or record.links.all()
    ]


def _all_chapters(record: RecordPage) -> tuple[Chapter, ...]:
    return (NOTE_CHAPTERS if record.is_short_note else CHAPTERS)[record.kind]


def chapter_of(record: RecordPage, code: str) -> Chapter | None:
    """The chapter with this code, or the one that asks its questions in a record of this kind and size."""
    chapters = _all_chapters(record)
    same = next((chapter for chapter in chapters if chapter.code == code), None)
    return same or next((chapter for chapter in chapters if code in chapter.also), None)


def chapter_asking(record: RecordPage, field: str) -> Chapter | None:
    """The chapter that asks for a field or a list."""
    return next(
        (
            chapter
            for chapter in chapters_of(record)
            if field in (*chapter.fields_for(record), *chapter.lists_for(record))
        ),
        None,
    )


def filled(record: RecordPage, name: str) -> bool:
    """Whether a field or a list of a record holds anything that somebody put there."""
    if name.startswith("concepts_"):
        facet = name.removeprefix("concepts_")
        return any(concept.facet == facet for concept in record.concepts.all())
    if name == "tags":
        return bool(record.tagged_items.all())
    if name == "contact_agreed":
        return record.contact_consent_on is not None
    if name == "licence":
        return False  # it always has a value
    if name == "status":
        return bool(record.status != Status.UNKNOWN)
    value: Any = getattr(record, name)
    return bool(value.all()) if hasattr(value, "all") else value not in (None, "")
