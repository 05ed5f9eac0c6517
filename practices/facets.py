"""The facets whose codes this room owns: kinds of record, states of the work, scrutiny."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from practices.models import (
    PracticePage,
    Scrutiny,
    Status,
    StudyVisitReportPage,
    TrainingProgrammePage,
)
from search.contract import Facet, Term, register_facet

Choice = tuple[str, Any]

KIND_LABELS = {
    PracticePage.indexed_kind: _("Practices"),
    TrainingProgrammePage.indexed_kind: _("Training programmes"),
    StudyVisitReportPage.indexed_kind: _("Study-visit reports"),
}


def terms_of(facet: str, choices: Callable[[], Sequence[Choice]]) -> Callable[[], Iterator[Term]]:
    """Terms of a closed list of codes, each labelled in all languages of the site."""

    def terms() -> Iterator[Term]:
        for order, (code, label) in enumerate(choices()):
            labels = {}
            for language, _name in settings.LANGUAGES:
                with override(language):
                    labels[language] = str(label)
            yield Term(facet=facet, code=str(code), labels=labels, order=order)

    return terms


def register() -> None:
    """Register the facets; called once when the app is ready."""
    register_facet(
        Facet(
            "kind",
            _("Kind"),
            terms_of("kind", lambda: list(KIND_LABELS.items())),  # type: ignore[arg-type]
            chip=_("of the kind: %(value)s"),
            order=10,
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
        )
    )
