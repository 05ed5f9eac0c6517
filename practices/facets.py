"""The facets whose codes this room owns: kinds of record, states of the work, scrutiny."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kb.facets import in_all_languages, terms_of
from kb.texts.capitals import capitalised
from practices.models import (
    Origin,
    PracticePage,
    Scrutiny,
    Status,
    StudyVisitReportPage,
    TrainingProgrammePage,
)
from practices.models.parts.choices import Licence
from search.contract import Facet, Term, register_facet

KIND_LABELS: dict[Any, Any] = {
    PracticePage: _("Practices"),
    TrainingProgrammePage: _("Training programmes"),
    StudyVisitReportPage: _("Study-visit reports"),
}


def register_kind(model: Any, label: Any) -> None:
    """Add a kind of page that the search finds among the records; rooms that know this one call it."""
    KIND_LABELS[model] = label


def kinds() -> Iterator[Term]:
    """The kinds of record, each with what many and what one are called."""
    for order, (model, label) in enumerate(KIND_LABELS.items()):
        yield Term(
            facet="kind",
            code=str(model.indexed_kind),
            labels=in_all_languages(label),
            singular=in_all_languages(capitalised(model._meta.verbose_name or "")),
            order=order,
        )


def register() -> None:
    """Register the facets; called once when the app is ready."""
    register_facet(
        Facet(
            "kind",
            _("Kind"),
            kinds,
            chip=_("of the kind: %(value)s"),
            order=10,
            column=10,
        )
    )
    register_facet(
        Facet(
            "scrutiny",
            _("Scrutiny"),
            terms_of("scrutiny", lambda: Scrutiny.choices),
            chip=_("%(value)s"),
            order=90,
            collapsed=True,
            column=80,
        )
    )
    register_facet(
        Facet(
            "origin",
            _("Told by"),
            terms_of("origin", lambda: Origin.choices),
            chip=_("told by: %(value)s"),
            order=95,
            collapsed=True,
        )
    )
    register_facet(
        Facet(
            "licence",
            _("Licence"),
            terms_of("licence", lambda: Licence.choices),
            chip=_("under the licence %(value)s"),
            order=140,
            collapsed=True,
        )
    )
    register_facet(
        Facet(
            "status",
            _("State of the work"),
            terms_of("status", lambda: Status.choices),
            chip=_("in the state: %(value)s"),
            order=120,
            collapsed=True,
            column=90,
        )
    )
