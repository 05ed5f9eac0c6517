"""The other forms of the city's desk: beginning, talking, sending."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kb.attachments.formats import FORMATS
from kb.attachments.presentation import languages_of_files
from kb.cities.choice import CityChoiceField, cities_with_a_page
from kb.contact.persons import PersonsForm
from kb.models import CityRole
from kb.texts.capitals import capitalised
from kb.texts.lines.fields import TypedField, typed_formfield
from practices.models import CoAuthor, CoAuthorRight
from practices.submission.guard.duplicates import DuplicateAnswer
from practices.submission.sending.sending import DECLARATION
from practices.submission.writing.chapters import KINDS

MOST_IN_NAME = 200


class StartForm(forms.Form):
    """What to write, in which language, how long."""

    kind = forms.ChoiceField(
        label=_("What do you want to describe?"),
        choices=[
            (code, capitalised(str(model._meta.verbose_name))) for code, model in KINDS.items()
        ],
        widget=forms.RadioSelect,
        initial="practice",
    )
    size = forms.ChoiceField(
        label=_("How much do you want to tell?"),
        choices=[
            ("note", _("A short note, about 15 minutes. It can grow later.")),
            ("full", _("A full case, about two hours, in as many sittings as you like.")),
        ],
        widget=forms.RadioSelect,
        initial="note",
    )
    language = forms.ChoiceField(
        label=_("In which language will you write?"),
        choices=settings.LANGUAGES,
        help_text=_("Write in your own; translations are made later and say so."),
    )
    title = TypedField(
        label=pgettext_lazy("of a record", "Title"),
        max_length=255,
        help_text=_("Name the place and what is done. You can change it later."),
    )
    file = forms.FileField(
        label=_("A Word document: our questions filled in, or a report of your own"),
        required=False,
        max_length=MOST_IN_NAME,
        help_text=_("Only if you have one. You see what was found before anything is taken."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    # The request that this record answers, where the city was asked for it.
    asked = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1
    )
    # The record that this one adapts.
    adapts = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (code, capitalised(str(model._meta.verbose_name))) for code, model in KINDS.items()
        ]


class WordForm(forms.Form):
    """A Word document: the questions filled in, or a report of one's own."""

    file = forms.FileField(
        label=_("A Word document: our questions filled in, or a report of your own"),
        max_length=MOST_IN_NAME,
        help_text=_("A file whose name ends in .docx, up to 5 MB. It is read once and not kept."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


class AskCityForm(PersonsForm):
    """Which city should describe what."""

    read_for_persons = ("title", "words")

    city = CityChoiceField(
        queryset=cities_with_a_page(),
        label=_("City"),
        help_text=_("Cities for which nobody works here yet are not listed."),
    )
    title = TypedField(
        label=_("What should it describe?"), max_length=200, help_text=_("In a few words.")
    )
    words = TypedField(
        label=_("Why it would be of use to others"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = CityRole.objects.filter(user__is_active=True)
        city: Any = self.fields["city"]
        city.queryset = city.queryset.filter(pk__in=people.values("city"))

    def clean(self) -> dict[str, Any]:
        """Numbers without a country's code are those of the city that is asked."""
        city = self.cleaned_data.get("city")
        self.region = city.country_code if city else ""
        return super().clean()


class DeclineRequestForm(PersonsForm):
    """Why a city does not describe something now."""

    read_for_persons = ("words",)

    words = TypedField(
        label=_("In a few words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class MessageForm(PersonsForm):
    """A few words."""

    text = TypedField(label=_("Message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class MessageToEditorsForm(MessageForm):
    """A few words of a city, which the editors read."""

    text = TypedField(
        label=_("Your message to the editors"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The editors read it, and the colleagues of your city."),
    )


class NoteForm(PersonsForm):
    """A word to the others who write the same record."""

    text = TypedField(
        label=_("Your note to colleagues"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "id": "note-text"}),
        help_text=_("Your city and its co-authors read it; the editors do not."),
    )


class CoAuthorForm(forms.ModelForm):
    """Whom to invite to one record, how far, and in which language to write."""

    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    class Meta:
        model = CoAuthor
        formfield_callback = typed_formfield
        fields = ("email", "right", "language")
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "right": forms.RadioSelect,
        }
        help_texts = {
            "email": _("The office address of a colleague, in another city or elsewhere."),
            "right": _("Who writes also comments, who comments also reads. Only your city sends."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["right"].choices = CoAuthorRight.choices  # type: ignore[attr-defined]
        self.fields["right"].initial = CoAuthorRight.WRITE


class GiveBackForm(PersonsForm):
    """Why a coordinator does not send a record yet."""

    read_for_persons = ("words",)

    words = TypedField(
        label=_("What should be changed"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class SendForm(forms.Form):
    """What the city says to the questions before sending: findings, likely duplicates, the declaration."""

    data: Any
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)

    def __init__(self, *args: Any, ready: Any, submission: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ready = ready
        for finding in ready.findings:
            self.fields[f"finding_{finding.id}"] = TypedField(
                label=format_lazy("{}: {}", finding.field_label, finding.what),
                max_length=500,
                initial=submission.explanations.get(finding.id, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={
                    "required": _("Take it out of the text, or say why it may stand there.")
                },
            )
        for likely in ready.duplicates:
            before = submission.duplicate_answers.get(likely.key, {})
            linked = DuplicateAnswer.ADAPTATION if likely.key in ready.adapted else None
            self.fields[f"duplicate_{likely.key}"] = forms.ChoiceField(
                label=likely.title,
                choices=DuplicateAnswer.choices,
                widget=forms.RadioSelect,
                initial=before.get("answer") or linked,
                error_messages={"required": _("Say how this record and yours belong together.")},
            )
            self.fields[f"words_{likely.key}"] = TypedField(
                label=_("In a few words"),
                max_length=500,
                required=False,
                initial=before.get("words", ""),
            )
        for code, text in DECLARATION.items():
            self.fields[f"declare_{code}"] = forms.BooleanField(
                label=text, error_messages={"required": _("Needed before it can be sent.")}
            )

    def clean(self) -> dict[str, Any]:
        """What a colleague has written since this page was opened is read before it is sent."""
        cleaned = super().clean() or self.cleaned_data
        read, newest = cleaned.get("revision"), self.initial.get("revision")
        if read is not None and read != newest:
            self.data = {**self.data.dict(), "revision": str(newest)}
            raise ValidationError(
                _("It has changed since you opened this page. Read again, then send it.")
            )
        return cleaned

    def finding_fields(self) -> list[Any]:
        """Each finding with its box."""
        return [(found, self[f"finding_{found.id}"]) for found in self.ready.findings]

    def duplicate_fields(self) -> list[Any]:
        """Each likely duplicate with its choice and its box."""
        return [
            (likely, self[f"duplicate_{likely.key}"], self[f"words_{likely.key}"])
            for likely in self.ready.duplicates
        ]

    def declaration_fields(self) -> list[Any]:
        """The boxes to tick."""
        return [self[name] for name in self.fields if name.startswith("declare_")]

    def explanations(self) -> dict[str, str]:
        """What was said to each finding."""
        return {
            finding.id: self.cleaned_data[f"finding_{finding.id}"]
            for finding in self.ready.findings
        }

    def duplicate_answers(self) -> dict[str, dict[str, str]]:
        """What was said to each likely duplicate."""
        return {
            likely.key: {
                "answer": self.cleaned_data[f"duplicate_{likely.key}"],
                "words": self.cleaned_data[f"words_{likely.key}"],
                "title": likely.title,
            }
            for likely in self.ready.duplicates
        }


class AttachmentForm(forms.Form):
    """One file with all that must be said of it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, Word, PowerPoint, Excel (.docx, .pptx, .xlsx) or OpenDocument (.odt, .odp, .ods), up to "
            "15 MB. Names of authors and programs are taken out of the file."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{e}" for e in FORMATS)}),
    )
    title = TypedField(
        label=pgettext_lazy("of a file", "Title"),
        max_length=255,
        help_text=_("In the language of the file."),
    )
    language = forms.ChoiceField(label=_("Language of the file"), choices=languages_of_files)
    rights = TypedField(
        label=_("Rights"),
        max_length=300,
        help_text=_(
            "Whose it is and what others may do with it, such as “City of Aarhus, CC BY 4.0”."
        ),
    )


class PictureWordsForm(forms.Form):
    """What is said of a picture that is there already."""

    description = TypedField(label=_("What it shows, for those who do not see it"), max_length=255)
    caption = TypedField(label=_("Caption"), max_length=300, required=False)

    def __init__(self, *args: Any, is_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_public:
            del self.fields["description"]


class PictureForm(forms.Form):
    """One picture with all that must be said of it."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, up to 15 MB. Place and camera are taken out of the file."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        max_length=200,
    )
    description = TypedField(label=_("What it shows, for those who do not see it"), max_length=255)
    caption = TypedField(label=_("Caption"), max_length=300, required=False)
    credit = TypedField(label=_("Who took it"), max_length=200)
    consent = forms.BooleanField(
        label=_("Everybody who can be recognised has agreed, and no minor is shown.")
    )
