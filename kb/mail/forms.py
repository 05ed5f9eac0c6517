"""How somebody wants to be written to."""

from __future__ import annotations

from typing import Any

from django import forms

from kb.models import User


class MailPreferencesForm(forms.ModelForm):
    """Language and rhythm of mails; whether readers' letters come, for those who work for a city."""

    class Meta:
        model = User
        fields = ("language", "mail_rhythm", "takes_letters")
        widgets = {"mail_rhythm": forms.RadioSelect()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.city_roles.exists():
            del self.fields["takes_letters"]
