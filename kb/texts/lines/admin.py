"""Wagtail's own forms ask with the same fields as ours."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput

from kb.texts.lines.fields import FORM_CLASSES


def register() -> None:
    """Words and addresses of pages and snippets are cleaned as those at the desk are."""
    for model_field, form_class in FORM_CLASSES.items():
        override: dict[str, Any] = {"form_class": form_class}
        if model_field is models.TextField:
            override["widget"] = AdminAutoHeightTextInput
        register_form_field_override(model_field, override=override, exact_class=True)
