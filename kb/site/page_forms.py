"""The form in which editors write a page, whatever its type."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from kb.site.addresses import is_taken_by_the_site


class PageForm(WagtailAdminPageForm):
    """Refuses a slug at whose address the site itself answers."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug = cleaned.get("slug")
        if slug and is_taken_by_the_site(self.parent_page, slug):
            self.add_error(
                "slug", _("The site itself answers at this address. Choose another slug.")
            )
        return cleaned
