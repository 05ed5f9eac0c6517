"""The form of a review: checklist, remarks on fields, and what goes with each decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kb.contact.persons import PersonsForm
from kb.models import User
from kb.permissions import editors
from kb.texts.lines.fields import TypedField, typed_formfield
from practices.models import DeclineReason, OutsideReview, RecordPage
from practices.moderation.criteria import BINDING, TIERS, Answer
from practices.moderation.versions import ReadVersion, VersionField
from practices.reading.presentation import field_label
from practices.submission.writing.chapters import chapters_of

MOST_WORDS = 2000


class ChecklistForm(PersonsForm):
    """The questions of the checklist, each with an answer and a word to it."""

    read_for_persons = ("words", *(f"note_{one.code}" for tier in TIERS for one in tier.criteria))

    def __init__(self, *args: Any, checklist: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = checklist.get("answers", {})
        for tier in TIERS:
            for criterion in tier.criteria:
                before = answers.get(criterion.code, {})
                self.fields[f"criterion_{criterion.code}"] = forms.ChoiceField(
                    label=str(criterion.question),
                    required=False,
                    choices=Answer.choices,
                    widget=forms.RadioSelect,
                    initial=before.get("answer"),
                )
                self.fields[f"note_{criterion.code}"] = TypedField(
                    label=_("In words"),
                    required=False,
                    max_length=500,
                    initial=before.get("words", ""),
                )

    def checklist(self) -> dict[str, Any]:
        """What was answered: ``{criterion: {"answer": …, "words": …}}``."""
        return {
            criterion.code: {
                "answer": self.cleaned_data[f"criterion_{criterion.code}"],
                "words": self.cleaned_data[f"note_{criterion.code}"],
            }
            for tier in TIERS
            for criterion in tier.criteria
            if self.cleaned_data.get(f"criterion_{criterion.code}")
            or self.cleaned_data.get(f"note_{criterion.code}")
        }

    def tiers(self) -> list[Any]:
        """The checklist for the page: tiers with their questions and boxes."""
        return [
            (
                tier,
                [
                    (self[f"criterion_{criterion.code}"], self[f"note_{criterion.code}"])
                    for criterion in tier.criteria
                ],
            )
            for tier in TIERS
        ]


class ReviewForm(ChecklistForm):
    """One form for all decisions; which of them it is says the button that was pressed."""

    version = VersionField()
    words = TypedField(
        label=_("To the city, on all of it"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.ChoiceField(
        label=_("Reason for declining"), required=False, choices=[("", "–"), *DeclineReason.choices]
    )
    target = forms.ModelChoiceField(
        label=_("Merge into"), required=False, queryset=RecordPage.objects.none()
    )

    def __init__(self, *args: Any, record: RecordPage, **kwargs: Any) -> None:
        super().__init__(*args, region=record.country_code, **kwargs)
        self.record = record
        for name in commentable(record):
            self.fields[f"comment_{name}"] = TypedField(
                label=field_label(record, name),
                required=False,
                max_length=MOST_WORDS,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.read_for_persons = (*self.read_for_persons, f"comment_{name}")
        # The records of the same city: merging is for works that a city has described twice.
        if record.city is not None:
            self.fields["target"].queryset = (  # type: ignore[attr-defined]
                RecordPage.objects.child_of(record.city).exclude(pk=record.pk).order_by("title")
            )

    def comments(self) -> dict[str, str]:
        """The remarks, by field."""
        return {
            name: text
            for name in commentable(self.record)
            if (text := self.cleaned_data.get(f"comment_{name}", "").strip())
        }

    def stand_on(self, version: ReadVersion) -> None:
        """After a change by others: the next decision is about this version."""
        data: Any = self.data
        self.data = data.copy()
        self.data["version"] = str(version)  # type: ignore[index]

    def check_decision(self, decision: str) -> None:
        """Add an error for each thing that the decision needs and that is not there."""
        cleaned = self.cleaned_data
        if decision == "publish":
            for code in BINDING:
                if cleaned.get(f"criterion_{code}") != Answer.YES:
                    self.add_error(
                        f"criterion_{code}", _("Must be “yes” before anything is published.")
                    )
        elif decision == "changes" and not cleaned.get("words") and not self.comments():
            self.add_error("words", _("Say what the city is to change, here or at a field."))
        elif decision == "decline":
            if not cleaned.get("reason"):
                self.add_error("reason", _("Choose a reason."))
            if not cleaned.get("words"):
                self.add_error("words", _("Say it in words, too."))
        elif decision == "merge" and not cleaned.get("target"):
            self.add_error("target", _("Choose the record that tells the same."))


def commentable(record: RecordPage) -> list[str]:
    """The fields and lists on which editors may remark: all that the city was asked for."""
    names = [
        name
        for chapter in chapters_of(record)
        for name in (*chapter.fields_for(record), *chapter.lists_for(record))
    ]
    return [name for name in names if name != "contact_agreed"]


class AssignForm(forms.Form):
    """Who answers."""

    editor = forms.ModelChoiceField(
        label=_("Assigned to"),
        required=False,
        queryset=User.objects.none(),
        empty_label=_("Nobody"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["editor"]
        field.queryset = editors().order_by("email")
        field.label_from_instance = lambda user: user.shown_name


class AskOutsideForm(forms.ModelForm):
    """Whom to ask for advice on the version that was read, and in which language to write."""

    prefix = "outside"

    version = VersionField()
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    class Meta:
        model = OutsideReview
        formfield_callback = typed_formfield
        fields = ("name", "email", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["email"].required = True

    def stand_on(self, version: ReadVersion) -> None:
        """After a change by others: what is asked about next is this version."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("version")] = str(version)  # type: ignore[index]


class AdviceForm(ChecklistForm):
    """What somebody outside says: the checklist, and a word to all of it."""

    words = TypedField(
        label=_("On all of it, in your words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, checklist={}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Nothing at all is no advice."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.checklist() and not cleaned.get("words"):
            raise forms.ValidationError(_("Answer at least one question, or write a few words."))
        return cleaned
