"""The facets whose codes this room owns: kinds of record, states of the work, scrutiny."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kb.capitals import capitalised
from practices.models import (
    Origin,
    PracticePage,
    Scrutiny,
    Status,
    StudyVisitReportPage,
    TrainingProgrammePage,
)
from search.contract import Facet, Term, register_facet

Choice = tuple[str, Any]

KIND_LABELS = {
    PracticePage: _("Practices"),
    TrainingProgrammePage: _("Training programmes"),
    StudyVisitReportPage: _("Study-visit reports"),
}


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


def terms_of(facet: str, choices: Callable[[], Sequence[Choice]]) -> Callable[[], Iterator[Term]]:
    """Terms of a closed list of codes, each labelled in all languages of the site."""

    def terms() -> Iterator[Term]:
        for order, (code, label) in enumerate(choices()):
            yield Term(facet=facet, code=str(code), labels=in_all_languages(label), order=order)

    return terms


def in_all_languages(label: Any) -> dict[str, str]:
    """A lazy label in each language of the site."""
    labels = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels[language] = str(label)
    return labels


def register() -> None:
    """Register the facets; called once when the app is ready."""
    register_facet(
        Facet(
            "kind",
            _("Kind"),
            kinds,
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
            "status",
            _("State of the work"),
            terms_of("status", lambda: Status.choices),
            chip=_("in the state: %(value)s"),
            order=120,
            collapsed=True,
        )
    )
