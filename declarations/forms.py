"""The form in which editors write a document."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kb.site.page_forms import PageForm


class DocumentForm(PageForm):
    """Says at each provision when its number is taken, or stands under one that is not there.

    Provisions are compared here and not in their model, because only the form has all of them at once.
    """

    def is_valid(self) -> bool:
        valid = bool(super().is_valid())
        provisions = self.formsets.get("provisions")
        if provisions is None or not self.is_bound:
            return valid
        kept = [
            form
            for form in provisions.forms
            if form not in provisions.deleted_forms and form.cleaned_data.get("code")
        ]
        codes = [form.cleaned_data["code"] for form in kept]
        for form in kept:
            valid = self._check(form, codes) and valid
        return valid

    def _check(self, form: Any, codes: list[str]) -> bool:
        code, above = form.cleaned_data["code"], form.cleaned_data.get("parent_code")
        if codes.count(code) > 1:
            form.add_error("code", _("Two provisions have the number %(code)s.") % {"code": code})
        if above and above not in codes:
            form.add_error(
                "parent_code", _("There is no provision %(code)s here.") % {"code": above}
            )
        return not form.errors
