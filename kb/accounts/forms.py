"""Forms for inviting and for accepting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordMixin
from django.utils.translation import gettext_lazy as _

from kb.models import Invitation, RoleKind, User
from kb.texts.current_language import current_language
from kb.texts.lines.fields import TypedField, typed_formfield


class InviteForm(forms.ModelForm):
    """Whom to invite, as what, and in which language to write."""

    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    class Meta:
        model = Invitation
        formfield_callback = typed_formfield
        fields = ("email", "role", "language")
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "role": forms.RadioSelect(),
        }
        help_texts = {
            "role": _("Officials write records. Coordinators also invite colleagues."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = RoleKind.choices  # type: ignore[attr-defined]


class JoinForm(SetPasswordMixin, forms.Form):
    """Name and password of somebody who was invited and has no account yet."""

    first_name = TypedField(
        label=_("First name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    last_name = TypedField(
        label=_("Last name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    password1, password2 = SetPasswordMixin.create_password_fields(
        label1=_("Password"), label2=_("Password again")
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Mails come in the language in which somebody makes the account; they may change it there.
        language = current_language()
        self.user = User(username=email, email=email, language=language)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.user.first_name = cleaned.get("first_name", "")
        self.user.last_name = cleaned.get("last_name", "")
        self.validate_passwords()
        self.validate_password_for_user(self.user)
        return cleaned

    def save(self) -> User:
        """Make the account."""
        self.user.set_password(self.cleaned_data["password1"])
        self.user.save()
        return self.user
