"""The checklist of a review, in three tiers: do no harm first, then the core, then what makes it strong.

After the three kinds of criteria of the European best practice portal for health (exclusion, core,
qualifier). The version is stored with each review, so that it can be told against which list a record was
read.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERSION = "2026-11"


class Answer(models.TextChoices):
    """How far a criterion is met."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


@dataclass(frozen=True)
class Criterion:
    """One question of the checklist."""

    code: str
    question: str | Promise


@dataclass(frozen=True)
class Tier:
    """Criteria of the same weight. Of a ``binding`` tier all must be met before anything is published."""

    code: str
    label: str | Promise
    binding: bool
    criteria: tuple[Criterion, ...]


TIERS = (
    Tier(
        "no-harm",
        _("Do no harm"),
        True,
        (
            Criterion("no-persons", _("Nobody can be recognised in text and pictures.")),
            Criterion("no-stigma", _("No group of people is singled out or blamed.")),
            Criterion("local", _("It is the work of a city or its partners.")),
            Criterion("rights", _("The rights to text and pictures are clear.")),
        ),
    ),
    Tier(
        "core",
        _("Core"),
        False,
        (
            Criterion("aim", _("The aim is clear.")),
            Criterion("action", _("What is done is told so that others can follow.")),
            Criterion("partners", _("Who takes part is named.")),
            Criterion("result", _("Results are told, or it is said that they are not known.")),
            Criterion("limits", _("Limits and possible harm are told.")),
            Criterion("contact", _("An office can be asked.")),
        ),
    ),
    Tier(
        "qualifiers",
        _("Qualifiers"),
        False,
        (
            Criterion("evaluation", _("It was evaluated.")),
            Criterion("cost", _("The means it takes are named.")),
            Criterion("transfer", _("What another city needs is named.")),
            Criterion("sustainability", _("It can last.")),
        ),
    ),
)
CODES = tuple(criterion.code for tier in TIERS for criterion in tier.criteria)
BINDING = tuple(criterion.code for tier in TIERS if tier.binding for criterion in tier.criteria)
