"""Fields of django-allauth's forms under the labels of this site."""

from __future__ import annotations

from django import template
from django.forms import Form
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
    "name": _("Name of the key"),
    "passwordless": _("It signs in without a password, too (passkey)"),
}
HELP = {"passwordless": _("It then asks for your fingerprint, your face or a PIN.")}


@register.filter
def in_own_words(form: Form) -> SafeString:
    """The fields of a form, with the labels of this site and no words in the boxes, which vanish."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in LABELS:
            form[name].label = LABELS[name]
        if name in HELP:
            form[name].help_text = HELP[name]
    return form.as_div()
