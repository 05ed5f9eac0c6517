"""Forms of the lexicon's pages in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from kb.lexicon.csv_rows import MOST_BYTES, decoded
from kb.models import Word
from kb.texts.lines.fields import TypedField


class WordForm(WagtailAdminModelForm):
    """A row; its code is chosen once."""

    class Meta:
        model = Word
        fields = ["code", "forms", "is_ambiguous", "related"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = self.instance.pk is not None


class MergeWordForm(forms.Form):
    """The row into which another one is merged, by its code; suggestions stand beside it."""

    target = TypedField(
        label=_("Merge into"), max_length=80, help_text=_("The code of the word that stays.")
    )

    def clean_target(self) -> Word:
        """The row with this code."""
        word = Word.objects.filter(code=self.cleaned_data["target"]).first()
        if word is None:
            raise ValidationError(_("There is no word with this code."))
        return word


class ImportForm(forms.Form):
    """A table as a file, or, when what is in it has been shown, its text once more."""

    file = forms.FileField(
        label=_("Table (CSV, UTF-8)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_(
            "A column for each language (en, fr, de, it, ru, tr), forms parted by “|”; code, ambiguous, "
            "related, source and licence where they are needed. Rows with the code of a word change it, "
            "others are added. Nothing is deleted."
        ),
    )
    text = forms.CharField(
        required=False, strip=False, max_length=MOST_BYTES, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        """``text`` is that of the file, if there is one."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            if file.size > MOST_BYTES:
                raise ValidationError({"file": _("The file is larger than 2 MB.")})
            text = decoded(file.read())
            if text is None:
                raise ValidationError(
                    {"file": _("The file is not in UTF-8. Save it as “CSV UTF-8”.")}
                )
            cleaned["text"] = text.replace("\x00", "")
        elif not self.errors and not cleaned.get("text"):
            raise ValidationError({"file": _("Choose a file.")})
        return cleaned
