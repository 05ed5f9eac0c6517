"""Names of the months in our catalogues: Django writes the Italian ones with a capital, Italian does not.

Nothing imports this; it has ``makemessages`` keep the words.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
    _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip
