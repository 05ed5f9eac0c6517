"""The editor's tabs. The models say what is in a record, this says where editors find it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.models import Page

from practices.editing.forms import RecordForm
from practices.models import PracticePage, Record, StudyVisitReportPage, TrainingProgrammePage
from practices.models.parts.choices import FACET_ADVICE

# Choices that belong beside the part that puts them into words.
BESIDE_PART = {
    "lessons": ("lessons_basis",),
    "unintended_effects_text": ("unintended_effects",),
    "evaluation_design": ("evaluation", "evaluation_report"),
}


class NarrativePanel(FieldPanel):
    """A part of the story, with advice on its length."""

    def on_model_bound(self) -> None:
        super().on_model_bound()
        limit = self.db_field.max_length
        advice = format_lazy(
            _("About {advice} characters, at most {limit}."), advice=limit // 2, limit=limit
        )
        self.help_text = format_lazy("{} {}", self.db_field.help_text, advice)


class StatePanel(FieldPanel):
    """A state of the record in all its languages, to be read here: verbs set it."""

    @cached_property
    def db_field(self) -> Any:
        """That of the record's row, which the page shows under the same name."""
        return Record._meta.get_field(self.field_name)

    def format_value_for_display(self, value: Any) -> Any:
        """A day as readers see it; of none a dash, in every language."""
        return "–" if value is None else super().format_value_for_display(value)


class JudgementPanel(InlinePanel):
    """An inline panel that is not there for those whose form lacks its relation."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, *, panel: Panel, form: Any, **kwargs: Any) -> None:
            self.has_relation = form is None or panel.relation_name in form.formsets
            super().__init__(panel=panel, form=form if self.has_relation else None, **kwargs)

        def is_shown(self) -> bool:
            return self.has_relation and bool(super().is_shown())


def install() -> None:
    """Give each kind of record its editor; called once, from ``AppConfig.ready``, as models know no forms."""
    PracticePage.edit_handler = record_editor(
        parts=PracticePage.parts,
        facts=[],
        relations=[InlinePanel("blocks", heading=_("Building blocks"), label=_("Building block"))],
    )
    TrainingProgrammePage.edit_handler = record_editor(
        parts=TrainingProgrammePage.parts,
        facts=[
            FieldPanel("provider"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("mode"), FieldPanel("delivery_languages")]),
                    FieldRowPanel([FieldPanel("group_size"), FieldPanel("cost")]),
                    FieldPanel("certificate"),
                    FieldPanel("open_to_other_cities"),
                ],
                heading=_("How it is given"),
            ),
        ],
    )
    StudyVisitReportPage.edit_handler = record_editor(
        parts=StudyVisitReportPage.parts,
        facts=[
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldPanel("dates_note"),
                    FieldPanel("hosts"),
                    FieldPanel("visitors"),
                    FieldRowPanel([FieldPanel("organiser"), FieldPanel("occasion")]),
                    FieldPanel("host_confirmed_on"),
                ],
                heading=_("The visit"),
            ),
        ],
        relations=[
            InlinePanel("visiting_cities", heading=_("Visiting cities"), label=_("City")),
            InlinePanel("stops", heading=_("Stops"), label=_("Stop")),
            InlinePanel("take_home_actions", heading=_("To be done at home"), label=_("Action")),
        ],
    )


def record_editor(
    *, parts: Sequence[str], facts: Sequence[Panel], relations: Sequence[Panel] = ()
) -> TabbedInterface:
    """The editor of one kind of record.

    ``parts`` are its narrative fields in order, ``facts`` the panels proper to the kind, ``relations``
    its inline panels.
    """
    return TabbedInterface(
        [
            ObjectList(_facts(facts, relations), heading=_("Facts")),
            ObjectList(_subjects(), heading=_("Subjects")),
            ObjectList(_story(parts), heading=_("The story")),
            ObjectList(_sources(), heading=_("Sources and contact")),
            ObjectList(_judgement(), heading=_("Checking")),
            ObjectList(Page.promote_panels, heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ],
        base_form_class=RecordForm,
    )


def _facts(facts: Sequence[Panel], relations: Sequence[Panel]) -> list[Panel]:
    return [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("year_from"), FieldPanel("year_to")]),
                FieldRowPanel([FieldPanel("status"), FieldPanel("scope")]),
            ],
            heading=_("Time and extent"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("lead_organisation"),
                FieldRowPanel([FieldPanel("lead_organisation_type"), FieldPanel("budget_band")]),
            ],
            heading=_("Organisation in charge"),
        ),
        *facts,
        *relations,
        InlinePanel("partners", heading=_("Partners"), label=_("Partner")),
        InlinePanel("partner_cities", heading=_("Partner cities"), label=_("City")),
        FieldPanel("countries"),
    ]


def _subjects() -> list[Panel]:
    return [
        *(
            FieldPanel(f"concepts_{facet}", widget=forms.CheckboxSelectMultiple)
            for facet in FACET_ADVICE
        ),
        FieldPanel("tags"),
        InlinePanel("provision_answers", heading=_("Points answered"), label=_("Point")),
        InlinePanel("links", heading=_("Linked records"), label=_("Record")),
    ]


def _story(parts: Sequence[str]) -> list[Panel]:
    panels: list[Panel] = []
    for part in parts:
        panels += [FieldPanel(name) for name in BESIDE_PART.get(part, ())]
        panels.append(NarrativePanel(part))
        if part == "results":
            panels.append(InlinePanel("figures", heading=_("Results in numbers"), label=_("Value")))
    return panels


def _sources() -> list[Panel]:
    return [
        InlinePanel("photos", heading=_("Pictures"), label=_("Picture")),
        InlinePanel("attachments", heading=_("Files"), label=_("File")),
        InlinePanel("sources", heading=_("Sources"), label=_("Source")),
        FieldRowPanel([FieldPanel("source_language"), FieldPanel("licence")]),
        MultiFieldPanel(
            [
                FieldPanel("contact_office"),
                FieldPanel("contact_email"),
                FieldRowPanel([FieldPanel("contact_consent_on"), FieldPanel("contact_expires_on")]),
            ],
            heading=_("Contact"),
        ),
    ]


def _judgement() -> list[Panel]:
    return [
        FieldRowPanel(
            [
                StatePanel(
                    "last_confirmed_on",
                    help_text=_("Its city sets it by sending and by confirming."),
                    read_only=True,
                ),
                StatePanel(
                    "review_by",
                    help_text=_("Set anew by each publication and each confirmation."),
                    read_only=True,
                ),
            ]
        ),
        FieldPanel("is_editor_summary"),
        MultiFieldPanel(
            [
                FieldPanel("scrutiny"),
                FieldRowPanel([FieldPanel("scrutiny_by"), FieldPanel("scrutiny_on")]),
                FieldPanel("scrutiny_against"),
            ],
            heading=_("Scrutiny"),
        ),
        FieldPanel("evidence_level"),
        JudgementPanel("evidence_ratings", heading=_("What is known"), label=_("Judgement")),
        FieldPanel("internal_notes"),
    ]
