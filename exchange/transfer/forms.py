"""The form of a transfer plan: twelve short answers, none of them needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.models import TransferPlan
from exchange.transfer.questions import CODES, PARTS
from kb.texts.lines.fields import TypedField

LONGEST_ANSWER = 1500


class PlanForm(forms.Form):
    """What a city writes; nobody outside it reads it, so no guard looks through it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    title = TypedField(label=gettext_lazy("Name of the plan"), max_length=255)

    def __init__(self, *args: Any, plan: TransferPlan, **kwargs: Any) -> None:
        initial = {
            **{code: plan.answers.get(code, "") for code in CODES},
            "title": plan.title,
            "version": plan.version,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.plan = plan
        for part in PARTS:
            for code, question in part.questions.items():
                self.fields[code] = TypedField(
                    label=question,
                    required=False,
                    max_length=LONGEST_ANSWER,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )

    def parts(self) -> list[dict[str, Any]]:
        """The fields in their four parts, for the template."""
        return [{"part": part, "fields": [self[code] for code in part.questions]} for part in PARTS]

    def answers(self) -> dict[str, str]:
        """What is to be stored: the answers that say something."""
        return {code: words for code in CODES if (words := self.cleaned_data[code])}

    def ask_again(self) -> None:
        """Somebody else has stored the plan meanwhile: say so, keep what was typed, let it be stored next."""
        self.plan.refresh_from_db()
        self.data = {**self.data.dict(), "version": self.plan.version}  # type: ignore[attr-defined, assignment]
        self.add_error(
            None,
            _(
                "Somebody else has changed the plan meanwhile. What you typed stands below; storing again"
                " puts it in the place of theirs."
            ),
        )
