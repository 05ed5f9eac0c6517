"""What is written of translations: that one waits for a second editor."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.mail.services import Letter, write
from kb.models import User
from kb.site.addresses import absolute
from kb.templatetags.kb_tags import language_name
from practices.models import RecordPage, TranslationHandover


def tell_handed_over(
    handed: TranslationHandover, record: RecordPage, readers: Iterable[User]
) -> None:
    """Those who may publish a translation learn that it is finished, and how much of it is open."""
    by = handed.handed_by.shown_name if handed.handed_by else ""
    names = {"name": by, "title": record.draft_title}
    count = handed.open_pieces

    def compose() -> Letter:
        language = language_name(record.locale.language_code)
        return Letter(
            _("Translation to be read: %(title)s (%(language)s)") % {**names, "language": language},
            [
                _("%(name)s has translated “%(title)s” and asks a second editor to read it.")
                % names,
                ngettext(
                    "%(count)d piece is not translated.",
                    "%(count)d pieces are not translated.",
                    count,
                )
                % {"count": count}
                if count
                else _("All of it is translated."),
            ],
            _("Read and publish"),
            absolute(reverse("wagtailadmin_pages:edit", args=[record.pk])),
        )

    for reader in readers:
        write(reader, f"handed-over:{record.pk}:{record.latest_revision_id}", compose)
