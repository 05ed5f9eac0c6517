"""Who has written the records, cities themselves or the editors from public sources: one line with counts."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practices.models import Origin


def provenance(counts: Mapping[str, int]) -> str:
    """Whose words the records are, from the numbers of the facet ``origin``; empty where there are none."""
    own, confirmed = counts.get(Origin.CITY, 0), counts.get(Origin.CONFIRMED, 0)
    summaries = confirmed + counts.get(Origin.EDITORS, 0)
    said = []
    if own:
        said.append(
            ngettext(
                "%(number)s record written by its city",
                "%(number)s records written by their cities",
                own,
            )
            % {"number": own}
        )
    if summaries:
        said.append(
            ngettext(
                "%(number)s summary written by the editors from public sources",
                "%(number)s summaries written by the editors from public sources",
                summaries,
            )
            % {"number": summaries}
        )
        said.append(
            ngettext(
                "%(number)s summary confirmed by its city so far",
                "%(number)s summaries confirmed by their city so far",
                confirmed,
            )
            % {"number": confirmed}
        )
    return _("%(sentence)s.") % {"sentence": "; ".join(said)} if said else ""
