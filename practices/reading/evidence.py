"""What is known of a record's work, question by question, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from practices.models import EvidenceRating, RecordPage
from practices.models.parts.choices import EvidenceDimension, Scrutiny
from practices.records.rules import judgements
from search import services as search

QUESTIONS = {
    EvidenceDimension.EFFECT: _("Does it do what it is meant to do?"),
    EvidenceDimension.MECHANISM: _("Is it understood how it works?"),
    EvidenceDimension.MODERATORS: _("Is it known for whom and where it works?"),
    EvidenceDimension.IMPLEMENTATION: _("Is it known what it takes to do it?"),
    EvidenceDimension.ECONOMICS: _("Is it known what it costs and saves?"),
}


def record_evidence(record: RecordPage, language: str) -> dict[str, Any]:
    """The five judgements, how many of them were made, the level, and who has looked at the record."""
    given = {rating.dimension: rating for rating in record.evidence_ratings.all()}
    ratings = [given.get(name, EvidenceRating(dimension=name)) for name in EvidenceDimension.values]
    return {
        "rated": bool(given),
        "judged": judgements(record),
        "ratings": [
            {
                "dimension": rating.get_dimension_display(),
                "question": QUESTIONS[EvidenceDimension(rating.dimension)],
                "strength": rating.strength,
                "strength_label": rating.get_strength_display(),
                "reason": rating.reason,
                "date": rating.rated_on,
            }
            for rating in ratings
        ],
        "evidence_level": {
            "label": record.evidence_level.label(language),
            "url": search.url_for(facets={"evidence": [record.evidence_level.code]}),
        }
        if record.evidence_level
        else None,
        "scrutiny": {
            "code": record.scrutiny,
            "label": Scrutiny(record.scrutiny).label,
            "by": record.scrutiny_by,
            "on": record.scrutiny_on,
            "against": record.scrutiny_against,
            "url": search.url_for(facets={"scrutiny": [record.scrutiny]}),
        },
    }
