"""System checks: no part of a record is forgotten by the editor, the reader or the search."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

from kb.texts.rich_text import SafeRichTextField
from practices.models import PracticePage, StudyVisitReportPage, TrainingProgrammePage
from practices.reading.printing.files import PACKAGES, can_print

KINDS = (PracticePage, TrainingProgrammePage, StudyVisitReportPage)


@register()
def check_each_narrative_field_is_a_part(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What is in ``parts`` is edited, shown and found; a narrative field outside is none of these."""
    errors: list[CheckMessage] = []
    for model in KINDS:
        narrative = {
            field.name for field in model._meta.get_fields() if isinstance(field, SafeRichTextField)
        }
        inherited = {field.name for field in model._meta.get_fields() if field.model is not model}
        for name in sorted(set(model.parts) - narrative):
            errors.append(
                Error(
                    f"{model.__name__}.parts names {name!r}, which is no narrative field.",
                    hint="Make the field with practices.models.record_page.narrative, or take it out.",
                    obj=model,
                    id="practices.E001",
                )
            )
        for name in sorted(narrative - inherited - set(model.parts)):
            errors.append(
                Error(
                    f"{model.__name__}.{name} is not among the parts.",
                    hint=f"Add {name!r} to {model.__name__}.parts where readers should meet it.",
                    obj=model,
                    id="practices.E002",
                )
            )
    return errors


@register()
def check_required_parts_exist(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A misspelt name in ``required`` would only be noticed by the first editor who publishes."""
    return [
        Error(
            f"{model.__name__} requires {name!r}, which it does not have.",
            hint=f"Correct the name in {model.__name__}.required, required_for_summary or required_for_note.",
            obj=model,
            id="practices.E003",
        )
        for model in KINDS
        for name in sorted({*model.required, *model.required_for_summary, *model.required_for_note})
        if name not in {field.name for field in model._meta.get_fields()}
    ]


@register()
def check_files_can_be_printed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without Pango the site works, but offers no PDF files; whoever installs it should know."""
    if can_print():
        return []
    return [
        Warning(
            "PDF files of records cannot be made here.",
            hint=f"On Debian: apt-get install {PACKAGES}",
            id="practices.W001",
        )
    ]
