"""What the records and their way to readers hold of people, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import SegmentOverride, StringTranslation

from kb.accounts.personal_data.holdings import when
from kb.accounts.personal_data.registry import Fate, Holding
from kb.models import User
from practices.models import (
    CoAuthor,
    KeptAnswer,
    Message,
    Note,
    OutsideReview,
    PeerCheck,
    RecordPage,
    RecordRequest,
    RevisionAuthor,
    Submission,
    TranslationHandover,
    TranslationWriter,
)
from practices.moderation.outside.advice import forget_person
from practices.records.originals import original_page
from practices.submission.people.contact import forget_contact

GONE, NAMELESS = Fate.DELETED, Fate.NAMELESS


def _submission(row: Submission) -> dict[str, Any]:
    """What was declared and explained with it; the texts themselves are versions of the record."""
    return {
        "record": original_page(row.record).title,
        "reference": row.reference,
        "begun": when(row.started_at),
        "sent": when(row.sent_at),
        "declaration": row.declaration_version,
        "explanations": list(row.explanations.values()),
        "duplicate_answers": list(row.duplicate_answers.values()),
        "asked_for_clearance": when(row.clearance_asked_at),
    }


def _submissions_of(user: User) -> QuerySet[Submission]:
    of = Q(started_by=user.pk) | Q(sent_by=user.pk) | Q(clearance_asked_by=user.pk)
    return Submission.objects.filter(of).select_related("record").order_by("pk")


def _request(row: RecordRequest) -> dict[str, Any]:
    return {
        "city": row.city.name_in(),
        "title": row.title,
        "words": row.words,
        "asked": when(row.asked_at),
    }


def _written(row: Any) -> dict[str, Any]:
    return {"text": row.text, "written": when(row.written_at)}


def _advice_of(user: User) -> QuerySet[OutsideReview]:
    """Found by the hash of the address: the address itself is forgotten with the answer."""
    address = user.email.strip().lower()
    found = OutsideReview.objects.filter(address_hash=OutsideReview.hash_of(address))
    return found if address else OutsideReview.objects.none()


def _advice(row: OutsideReview) -> dict[str, Any]:
    return {
        "asked": when(row.asked_at),
        "answered": when(row.answered_at),
        "checklist": row.checklist,
        "words": row.words,
    }


def _translations(model: Any) -> Holding:
    return Holding(
        "translations",
        model,
        {"last_translated_by": NAMELESS},
        label=_("Texts translated"),
        why="The texts belong to the record.",
    )


HOLDINGS = (
    Holding(
        "co_authorships",
        CoAuthor,
        {"user": GONE, "email": GONE},
        account_field="user",
        export=lambda row: {
            "record": row.record.title,
            "right": row.right,
            "since": when(row.invited_at),
        },
    ),
    Holding(
        "co_authors_invited",
        CoAuthor,
        {"invited_by": NAMELESS},
        label=_("Co-authors invited"),
        why="Who takes part goes on; a link that is still open goes with who sent it.",
        export=lambda row: {"record": row.record.title, "invited": when(row.invited_at)},
        erase=lambda user: int(CoAuthor.objects.filter(invited_by=user.pk, user=None).delete()[0]),
    ),
    Holding(
        "messages",
        Message,
        {"author": NAMELESS},
        why="City and editors need what was said about the record.",
        export=_written,
    ),
    Holding(
        "answers_to_put_right",
        KeptAnswer,
        {"written_by": NAMELESS},
        why="The words belong to the record of the city.",
        export=lambda row: {
            "record": row.record.title,
            "field": row.field,
            "typed": row.typed,
            "written": when(row.written_at),
        },
    ),
    Holding("notes", Note, {"author": NAMELESS}, why="As messages.", export=_written),
    Holding("requests", RecordRequest, {"asked_by": NAMELESS}, export=_request),
    Holding(
        "answers_about_other_cities",
        PeerCheck,
        {"answered_by": NAMELESS},
        label=_("What you said of the work of other cities"),
        why="The answer is the city’s.",
        export=lambda row: {"answer": row.answer, "answered": str(row.answered_on)},
    ),
    Holding(
        "submissions",
        Submission,
        {},
        export=_submission,
        own=_submissions_of,
    ),
    *(
        Holding(
            "submissions",
            Submission,
            {name: NAMELESS},
            why="What was declared stays declared, by the city.",
        )
        for name in ("started_by", "sent_by", "clearance_asked_by", "assigned_to")
    ),
    Holding(
        "outside_reviews_asked", OutsideReview, {"asked_by": NAMELESS}, label=_("Advice asked for")
    ),
    Holding(
        "advice",
        OutsideReview,
        {"email": Fate.KEPT},
        label=_("Advice given"),
        why="An answer stays, without name, address and hash; what was not answered goes.",
        export=_advice,
        own=_advice_of,
        erase=lambda user: forget_person(user.email) if user.email else 0,
    ),
    Holding(
        "contacts",
        RecordPage,
        {"contact_email": NAMELESS},
        label=_("Contacts of records"),
        why="An office's shared mailbox; where somebody has an account with it, it leaves the record.",
        export=lambda row: {"record": row.title, "office": row.contact_office},
        erase=lambda user: forget_contact(user.email),
    ),
    Holding(
        "translations_written",
        TranslationWriter,
        {"user": GONE},
        label=_("Translations written and not public yet"),
        export=lambda row: {"written": when(row.written_at)},
    ),
    Holding(
        "translations_handed_over",
        TranslationHandover,
        {"handed_by": NAMELESS},
        label=_("Translations handed over"),
        why="The translation belongs to the record.",
        export=lambda row: {"handed_over": when(row.handed_at)},
    ),
    Holding(
        "words_taken_over",
        RevisionAuthor,
        {"user": GONE},
        label=_("Words of theirs that somebody else has put back and that are not public yet"),
        export=lambda row: {"version": row.revision_id},
    ),
    _translations(StringTranslation),
    _translations(SegmentOverride),
)
